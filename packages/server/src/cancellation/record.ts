import {
  type CustomerContext,
  cancellationRequestSchema,
  isoDateTimeSchema,
  type Metadata,
  type Offer,
} from "@retent/retentbase";
import type { BillingAnswer } from "../billing.ts";
import { isUserId } from "../customer.ts";
import { notificationRows } from "../notifications/notification-rows.ts";
import type { Settings } from "../settings.ts";
import { parseBillingAnswer, pending, settled } from "./billing-answer.ts";
import type { Cancellation, Decision } from "./cancellation.ts";
import { creationOf } from "./retentbase-bodies.ts";

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
  /** When the customer decided: a date, or an ISO string with its offset. Default: now. */
  occurredAt?: string | Date;
  /** What billing made of it. Left out: it is pending, until `retent.settle` says. */
  settlement?: Exclude<BillingAnswer, { pending: true }>;
}

/**
 * Writes down a cancellation of the merchant's own pages, for RetentBase to learn of. The same event id again changes nothing.
 *
 * @throws {TypeError} for what RetentBase would not take, and for the event id of another user's cancellation, naming the field
 * @throws {StoreError} when it can't be saved: call again
 */
export async function recordCancellation(
  settings: Settings,
  recorded: RecordedCancellation,
): Promise<Cancellation> {
  const cancellation = toCancellation(settings, recorded);
  const decision = cancellation.decision as Decision;
  const creation = creationOf(cancellation, decision);
  const wrong = cancellationRequestSchema.safeParse(creation).error?.issues;
  if (wrong)
    throw new TypeError(
      `record: ${wrong.map(({ path, message }) => `${path.join(".")}: ${message}`).join("; ")}`,
    );
  for (const name of ["eventId", "userId"] as const) {
    if (!isUserId(cancellation[name]))
      throw new TypeError(`record: ${name}: give a well-formed text without NUL`);
  }
  const answer = parseBillingAnswer(recorded.settlement ?? { pending: true });
  const next = answer.settlement
    ? settled(settings, cancellation, answer.settlement)
    : pending(settings, cancellation, answer);
  const create = settings.plan === "core" ? [] : [{ kind: "create" as const, revision: 1, body: creation }];
  const returned = notificationRows(settings, "cancellation.returned", cancellation);
  const enqueue = [...create, ...returned, ...next.enqueue];
  const known = await findRecorded(settings, cancellation);
  if (known) return known;
  if (await settings.store.insert(next.cancellation, enqueue)) return next.cancellation;
  // Another call with the same event id was faster.
  return (await findRecorded(settings, cancellation)) ?? next.cancellation;
}

/**
 * What this event id stands for already: RetentBase's event must not be overwritten for another user.
 *
 * @throws {TypeError} if it is another user's
 */
async function findRecorded(
  { store }: Settings,
  { eventId, userId }: Cancellation,
): Promise<Cancellation | undefined> {
  const known = await store.findByEvent(eventId);
  if (known.some((each) => each.userId !== userId))
    throw new TypeError("record: eventId: belongs to another user's cancellation: give an id of its own");
  return known[0];
}

function toCancellation(settings: Settings, recorded: RecordedCancellation): Cancellation {
  const { eventId = settings.newId(), userId, reasonKey, reasonText = null, offer = null } = recorded;
  const now = settings.now();
  const { occurredAt = now } = recorded;
  const decidedAt = new Date(occurredAt).getTime();
  // A date without an offset would be another moment on another machine.
  const isVague = typeof occurredAt === "string" && !isoDateTimeSchema.safeParse(occurredAt).success;
  if (isVague || Number.isNaN(decidedAt))
    throw new TypeError("record: occurredAt: give a date, or an ISO date and time with its offset");
  return {
    eventId,
    ledgerEventId: eventId,
    sessionId: null,
    userId,
    environment: settings.environment,
    // No browser of ours started it, and none can bring a result.
    bindingHash: "",
    returnTo: null,
    context: recorded.context ?? null,
    metadata: recorded.metadata ?? null,
    status: "pending",
    decision: {
      outcome: offer?.accepted ? "recovered" : "churned",
      source: "own_page",
      tokenId: null,
      decidedAt: decidedAt / 1000,
      reasonKey,
      reasonText,
      offer,
    },
    revision: 1,
    settlement: null,
    billingCustomer: null,
    subscription: null,
    linkExpiresAt: null,
    createdAt: now,
    updatedAt: now,
    version: 1,
  };
}
