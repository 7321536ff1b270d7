import type { CustomerContext, Metadata, Offer } from "@retent/retentbase";
import { cancellationRequestSchema, describeIssues, isoDateTimeSchema } from "@retent/retentbase/internal";
import type { App } from "../app.ts";
import type { BillingAnswer } from "../billing/billing.ts";
import { isUserId, subscriptionIdSchema } from "../customer.ts";
import { parseBillingAnswer } from "./billing-answer.ts";
import type { Cancellation, Decision } from "./cancellation.ts";
import { toCreateBody } from "./retentbase-bodies.ts";
import { insertStep, toCircumstances } from "./save-step.ts";
import { record, type StartFacts } from "./transitions.ts";

/** A cancellation that the merchant's own pages asked about. */
export interface RecordedCancellation {
  /** Stable id, the same on every retry. Default: a new one. */
  eventId?: string;
  userId: string;
  /** E.g. `too_expensive`. */
  reasonKey: string;
  /** The customer's own words: personal data. */
  reasonText?: string;
  offer?: Offer;
  context?: CustomerContext;
  metadata?: Metadata;
  /** Billing's id of the subscription that was cancelled, up to 255 characters. */
  subscription?: string;
  /** When the customer decided: a date, or an ISO string with its offset. Default: now. */
  occurredAt?: string | Date;
  /** What billing made of it. Left out: it is pending, until `retent.settle` says. */
  settlement?: Exclude<BillingAnswer, { pending: true }>;
}

/**
 * Writes down a cancellation of the merchant's own pages, for RetentBase to learn of. The same event id again
 * changes nothing.
 *
 * @throws {TypeError} for what RetentBase would not take, and for the event id of another user's
 *   cancellation, naming the field
 * @throws {StoreError} when it can't be saved: call again
 */
export async function recordCancellation(app: App, recorded: RecordedCancellation): Promise<Cancellation> {
  const { facts, decision } = parseRecorded(app, recorded);
  const answer = parseBillingAnswer(recorded.settlement ?? { pending: true });
  const step = record(facts, decision, answer, toCircumstances(app));
  const { cancellation } = step;
  checkForRetentBase(cancellation, decision);
  const known = await findRecorded(app, facts);
  if (known) return known;
  if (await insertStep(app, step)) return cancellation;
  // Another call with the same event id was faster.
  return (await findRecorded(app, facts)) ?? cancellation;
}

/** @throws {TypeError} for what RetentBase would not take */
function checkForRetentBase(cancellation: Cancellation, decision: Decision): void {
  const { error } = cancellationRequestSchema.safeParse(toCreateBody(cancellation, decision));
  if (error) throw new TypeError(`record: ${describeIssues(error)}`);
  for (const name of ["eventId", "userId"] as const) {
    if (!isUserId(cancellation[name]))
      throw new TypeError(`record: ${name}: give a well-formed text without NUL`);
  }
}

/**
 * What this event id stands for already: RetentBase's event must not be overwritten for another user.
 *
 * @throws {TypeError} if it is another user's
 */
async function findRecorded(
  { services: { store } }: App,
  { eventId, userId }: StartFacts,
): Promise<Cancellation | undefined> {
  const known = await store.findByEvent(eventId);
  if (known.some((each) => each.userId !== userId))
    throw new TypeError("record: eventId: belongs to another user's cancellation: give an id of its own");
  return known[0];
}

function parseRecorded(app: App, recorded: RecordedCancellation): { facts: StartFacts; decision: Decision } {
  const { eventId = app.services.newId(), userId, reasonKey, reasonText = null, offer = null } = recorded;
  const { subscription = null } = recorded;
  if (subscription !== null && !subscriptionIdSchema.safeParse(subscription).success)
    throw new TypeError("record: subscription: give billing's id, up to 255 characters");
  const { occurredAt = app.services.now() } = recorded;
  const decidedAtMs = new Date(occurredAt).getTime();
  // A date without an offset would be another moment on another machine.
  const isVague = typeof occurredAt === "string" && !isoDateTimeSchema.safeParse(occurredAt).success;
  if (isVague || Number.isNaN(decidedAtMs))
    throw new TypeError("record: occurredAt: give a date, or an ISO date and time with its offset");
  return {
    facts: {
      eventId,
      sessionId: null,
      userId,
      environment: app.config.environment,
      // None of our pages started it, so no browser can bring a result.
      bindingHash: "",
      returnTo: null,
      context: recorded.context ?? null,
      metadata: recorded.metadata ?? null,
      linkExpiresAt: null,
      subscription,
      subscriptionLabel: subscription,
      contact: null,
    },
    decision: {
      outcome: offer?.accepted ? "recovered" : "churned",
      source: "own_page",
      tokenId: null,
      decidedAtMs,
      reasonKey,
      reasonText,
      offer,
    },
  };
}
