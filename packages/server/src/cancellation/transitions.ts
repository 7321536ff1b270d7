import type { MailBody } from "../mail/mailer.ts";
import type { CancellationNotification } from "../notifications/notifier.ts";
import type { NewOutboxRow } from "../outbox/row.ts";
import type { ParsedAnswer } from "./billing-answer.ts";
import {
  type Cancellation,
  type Decision,
  isChosen,
  isConfirmation,
  isEnding,
  isSameEnd,
  type Settlement,
} from "./cancellation.ts";
import { toCreateBody, toUpdateBody } from "./retentbase-bodies.ts";

// The life of a cancellation. Each function takes it one step further, and returns what is to be saved at
// once: the cancellation and what follows from it. None of them waits, reads or writes; `save-step.ts` does.

/** A cancellation as it is to be saved, and what follows from that. */
export interface Step {
  cancellation: Cancellation;
  /** Work that is queued with it. */
  enqueue: NewOutboxRow[];
  /** What the merchant is notified of, in this order. */
  notify: StepNotification[];
}

/** What a notification says: what happened, and how the cancellation stood then. */
export interface StepNotification {
  type: CancellationNotification["type"];
  cancellation: Cancellation;
}

/** What a step depends on besides the cancellation. */
export interface Circumstances {
  /** Milliseconds since the epoch. */
  now: number;
  /** On `core` RetentBase takes no outcomes and has no diagnostics. */
  plan: "advanced" | "core";
  /** Whether billing sends events, which may say how a cancellation ends. */
  hasBillingEvents: boolean;
  /** Whether customers get mails. */
  hasMail: boolean;
}

/** What is known when a customer is sent off. */
export type StartFacts = Pick<
  Cancellation,
  | "eventId"
  | "sessionId"
  | "userId"
  | "environment"
  | "bindingHash"
  | "returnTo"
  | "context"
  | "metadata"
  | "linkExpiresAt"
  | "subscription"
  | "subscriptionLabel"
  | "contact"
>;

/** What is known once the customer has chosen, or was asked to choose in vain. */
export type ChoiceFacts = Pick<
  Cancellation,
  "sessionId" | "linkExpiresAt" | "context" | "subscription" | "subscriptionLabel"
>;

/**
 * How long after its link a cancellation is looked up: for a customer who finished at the last moment, and
 * for clocks that differ.
 */
const lookUpDelayMs = 60_000;

/**
 * The customer is sent to the hosted page, or to the plain one. No customer has to come back: an expired link
 * is looked up.
 */
export function start(facts: StartFacts, circumstances: Circumstances): Step {
  return {
    cancellation: begin(facts, circumstances.now),
    enqueue: lookUpRows(facts, circumstances),
    notify: [],
  };
}

/** The customer has chosen a subscription, and is sent to the hosted page, or to the plain one. */
export function choose(current: Cancellation, facts: ChoiceFacts, circumstances: Circumstances): Step {
  return {
    cancellation: { ...current, ...facts, updatedAt: circumstances.now },
    enqueue: lookUpRows(facts, circumstances),
    notify: [],
  };
}

function lookUpRows(
  { linkExpiresAt }: Pick<Cancellation, "linkExpiresAt">,
  { plan }: Circumstances,
): NewOutboxRow[] {
  if (plan === "core" || linkExpiresAt === null) return [];
  return [{ kind: "look_up", revision: 0, body: null, dueAt: linkExpiresAt + lookUpDelayMs }];
}

/** The merchant's own page has asked, and billing has answered or will. */
export function record(
  facts: StartFacts,
  decision: Decision,
  answer: ParsedAnswer,
  circumstances: Circumstances,
): Step {
  const { now, plan } = circumstances;
  const recorded: Cancellation = { ...begin(facts, now), status: "pending", decision, revision: 1 };
  const create: NewOutboxRow[] =
    plan === "core" ? [] : [{ kind: "create", revision: 1, body: toCreateBody(recorded, decision) }];
  const next = answer.settlement
    ? settle(recorded, answer.settlement, circumstances)
    : pend(recorded, answer, circumstances);
  return {
    cancellation: next.cancellation,
    enqueue: [...create, ...next.enqueue],
    notify: [{ type: "cancellation.returned", cancellation: recorded }, ...next.notify],
  };
}

/** The customer has decided, and billing has to act on it. */
export function decide(
  current: Cancellation,
  decision: Decision,
  retentBaseEventId: string,
  circumstances: Circumstances,
): Step {
  const { now, plan } = circumstances;
  const next: Cancellation = {
    ...current,
    retentBaseEventId,
    decision,
    status: isConfirmation(decision) ? "confirmed" : "returned",
    revision: current.revision + 1,
    settlement: null,
    updatedAt: now,
  };
  const { revision } = next;
  const isLeaving = decision.outcome === "churned";
  // RetentBase knows what its hosted page asked, and not what our plain page did.
  const isOurs = decision.source === "plain_page" || decision.source === "declaration";
  const isUnknownToRetentBase = isOurs && current.decision === null;
  const create: NewOutboxRow[] =
    plan === "core" || !isUnknownToRetentBase
      ? []
      : [{ kind: "create", revision, body: toCreateBody(next, decision) }];
  const bill: NewOutboxRow = { kind: "bill", revision, body: null };
  return {
    cancellation: next,
    enqueue: [
      ...create,
      bill,
      ...(isLeaving && decision.source !== "declaration" ? mailRows(next, "received", circumstances) : []),
    ],
    notify: [{ type: "cancellation.returned", cancellation: next }],
  };
}

/** The customer has said the same again, later: a decision in between is then known to be old. */
export function repeat(current: Cancellation, decision: Decision): Step {
  return { cancellation: { ...current, decision }, enqueue: [], notify: [] };
}

/** Billing decides later. What its events say is looked at: one may have arrived before billing answered. */
export function pend(
  current: Cancellation,
  { customer, subscription }: Pick<ParsedAnswer, "customer" | "subscription">,
  { now, hasBillingEvents }: Circumstances,
): Step {
  const next: Cancellation = {
    ...current,
    status: "pending",
    billingCustomer: customer ?? current.billingCustomer,
    subscription: isChosen(current) ? current.subscription : (subscription ?? current.subscription),
    updatedAt: now,
  };
  const derive: NewOutboxRow = { kind: "derive", revision: current.revision, body: null };
  return { cancellation: next, enqueue: hasBillingEvents ? [derive] : [], notify: [] };
}

/** Billing has decided, and RetentBase has to be sent the outcome. */
export function settle(current: Cancellation, settlement: Settlement, circumstances: Circumstances): Step {
  const { now, plan } = circumstances;
  const next = { ...current, status: "settled" as const, settlement, updatedAt: now };
  const { revision } = current;
  const update: NewOutboxRow[] =
    plan === "core" ? [] : [{ kind: "update", revision, body: toUpdateBody(current, settlement) }];
  return {
    cancellation: next,
    enqueue: [...update, ...settledMailRows(current, next, circumstances)],
    notify: [{ type: "cancellation.settled", cancellation: next }],
  };
}

/**
 * Billing's answer goes to the customer if billing has made it: when the subscription ends, or that it continues
 * although the customer has cancelled before. The same end again says nothing new.
 */
function settledMailRows(
  { settlement: previous, revision }: Cancellation,
  next: Cancellation & { settlement: Settlement },
  circumstances: Circumstances,
): NewOutboxRow[] {
  const { settlement } = next;
  if (!settlement.confirmed || isSameEnd(previous, settlement)) return [];
  if (isEnding(settlement)) return mailRows(next, "settled", circumstances);
  const wasLeaving = revision > 1 || isEnding(previous);
  return settlement.outcome === "recovered" && wasLeaving ? mailRows(next, "kept", circumstances) : [];
}

function mailRows(
  { contact, revision }: Cancellation,
  template: MailBody["template"],
  { hasMail }: Circumstances,
): NewOutboxRow[] {
  const body: MailBody = { template };
  return hasMail && contact ? [{ kind: "mail", revision, body }] : [];
}

/** RetentBase has taken the outcome. */
export function forward(current: Cancellation, { now }: Circumstances): Step {
  const next: Cancellation = { ...current, status: "forwarded", updatedAt: now };
  return {
    cancellation: next,
    enqueue: [],
    notify: [{ type: "cancellation.forwarded", cancellation: next }],
  };
}

function begin(facts: StartFacts, now: number): Cancellation {
  return {
    ...facts,
    retentBaseEventId: facts.eventId,
    status: "started",
    decision: null,
    revision: 0,
    settlement: null,
    billingCustomer: null,
    createdAt: now,
    updatedAt: now,
    version: 1,
  };
}
