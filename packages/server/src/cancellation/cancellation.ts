import type { CustomerContext, Environment, Metadata, Offer, Outcome } from "@retent/retentbase";
import type { Config } from "../app.ts";
import { withdrawalReason } from "../law-preset.ts";
import type { Language } from "../pages/languages.ts";
import { keepPath } from "./page-paths.ts";

/**
 * Where a cancellation stands: `started` (the customer was sent off), `returned` (decided on the hosted page)
 * or `confirmed` (on the plain page), `pending` (billing decides later), `settled` (billing has decided),
 * `forwarded` (RetentBase knows).
 */
export type CancellationStatus = "started" | "returned" | "confirmed" | "pending" | "settled" | "forwarded";

/** How the customer decided, before billing acted on it. */
export interface Decision {
  outcome: Outcome;
  /**
   * Where it was said: on RetentBase's hosted page (known by a token or by its diagnostics), on our plain
   * page, on our page to keep the subscription, on the page that a law prescribes, or on a page of the merchant's
   * own.
   */
  source: "token" | "session" | "plain_page" | "keep_page" | "declaration" | "own_page";
  /** The token's `jti`; null where there was no token. */
  tokenId: string | null;
  /** Milliseconds since the epoch; of two decisions, the later counts. */
  decidedAtMs: number;
  reasonKey: string | null;
  /** The customer's own words: personal data. */
  reasonText: string | null;
  offer: Offer | null;
  /** The date on which the contract is to end, as `2026-12-31`. Left out: the earliest possible. */
  endsAt?: string;
}

/** How a decision ended. */
export interface Settlement {
  outcome: Outcome;
  /**
   * Whether billing made it. False if the customer's decision stands in for billing, because a person or
   * another system ends subscriptions: RetentBase is sent the outcome, and the customer does not read that
   * the subscription ends.
   */
  confirmed: boolean;
  /** ISO date and time at which the outcome takes effect; null where billing did not say. */
  effectiveAt: string | null;
  metadata: Metadata | null;
}

/** Where the customer gets receipts by mail. */
export interface Contact {
  email: string;
  /** The language of the pages when the cancellation began. */
  language: Language;
}

/** One cancellation, from the click to the outcome that RetentBase knows. */
export interface Cancellation {
  /** Made when the cancellation starts, never changes. */
  eventId: string;
  /** RetentBase's id of the event: ours, unless its token names another. */
  retentBaseEventId: string;
  /** RetentBase's hosted session; null on the plain page. */
  sessionId: string | null;
  userId: string;
  environment: Environment;
  /** SHA-256 of the cancellation cookie's value: ties the result to the browser that started. */
  bindingHash: string;
  /** Where the customer goes at the end; null for the default. */
  returnTo: string | null;
  context: CustomerContext | null;
  metadata: Metadata | null;
  status: CancellationStatus;
  decision: Decision | null;
  /** Counts the decisions that changed what billing has to do; 0 before the first. */
  revision: number;
  settlement: Settlement | null;
  /** Billing's id of the customer, as its pending answer named it; null where it did not. */
  billingCustomer: string | null;
  /**
   * Billing's id of the subscription that is to end: the one that was chosen, else the one that billing's
   * pending answer named; null where neither is known.
   */
  subscription: string | null;
  /** What the customer knows the chosen subscription by; null where none was chosen. */
  subscriptionLabel: string | null;
  /** Null if no mails are sent to this customer. */
  contact: Contact | null;
  /** When the hosted page stops working, in milliseconds since the epoch; null on the plain page. */
  linkExpiresAt: number | null;
  /** Milliseconds since the epoch. */
  createdAt: number;
  /** Milliseconds since the epoch. */
  updatedAt: number;
  /** Counts saves: a save that is based on an older version is refused. */
  version: number;
}

/** Whether it was chosen which subscription is to end: billing's answers don't change that. */
export function isChosen({ subscriptionLabel }: Pick<Cancellation, "subscriptionLabel">): boolean {
  return typeof subscriptionLabel === "string";
}

/**
 * What a decision does to a cancellation: `none` (it is known, or older than what is known), `repeats` (it
 * says again, later, what billing knows already) or `changes` (billing has to act).
 */
export function compareDecision(previous: Decision | null, next: Decision): "none" | "repeats" | "changes" {
  if (!previous) return "changes";
  if (next.tokenId !== null && next.tokenId === previous.tokenId) return "none";
  // Of two tokens of the same second the first one stands, or replaying them in turn would never come to
  // rest.
  const isOlder =
    next.tokenId === null
      ? next.decidedAtMs < previous.decidedAtMs
      : next.decidedAtMs <= previous.decidedAtMs;
  if (isOlder) return "none";
  if (!asksTheSame(previous, next)) return "changes";
  // The first confirmation on our own page is the one that it shows.
  return isConfirmation(previous) ? "none" : "repeats";
}

/** Whether a decision was confirmed on one of our own pages. */
export function isConfirmation({ source }: Pick<Decision, "source">): boolean {
  return source === "plain_page" || source === "keep_page" || source === "declaration";
}

/**
 * Whether the customer can still take a cancellation back: its end lies ahead, and this server can undo it. A
 * withdrawal undoes the contract itself.
 */
export function isKeepable(
  { decision, settlement }: Pick<Cancellation, "decision" | "settlement">,
  { whoEnds }: Pick<Config, "whoEnds">,
  now: number,
): boolean {
  if (!whoEnds.isAutomatic || decision?.outcome !== "churned") return false;
  if (decision.reasonKey === withdrawalReason) return false;
  if (!settlement) return true;
  const endsAtMs = toTime(settlement);
  return settlement.outcome === "churned" && settlement.confirmed && endsAtMs !== null && endsAtMs > now;
}

function asksTheSame(a: Decision, b: Decision): boolean {
  if (a.outcome !== b.outcome) return false;
  // Withdrawing is another act than cancelling, and reaches further.
  if (a.outcome === "churned") return b.reasonKey !== withdrawalReason || a.reasonKey === withdrawalReason;
  return (
    a.offer?.type === b.offer?.type &&
    a.offer?.label === b.offer?.label &&
    a.offer?.accepted === b.offer?.accepted
  );
}

/** What the browser receives: nothing is final, and no outcome named, before the decision is settled. */
export interface CancelResult {
  status: "settled" | "pending";
  outcome: Outcome | null;
  effectiveAt: string | null;
  environment: Environment;
  returnTo: string;
  /** Whether billing made the settlement. Only then may a page say that the subscription ends. */
  confirmed: boolean;
  /** Where the customer can take the cancellation back while its end lies ahead; null if that is not possible. */
  keepUrl: string | null;
}

export function toCancelResult(
  cancellation: Cancellation,
  config: Pick<Config, "afterUrl" | "publicUrl" | "whoEnds">,
  now: number,
): CancelResult {
  const { settlement, environment, returnTo } = cancellation;
  return {
    status: settlement ? "settled" : "pending",
    outcome: settlement?.outcome ?? null,
    effectiveAt: settlement?.effectiveAt ?? null,
    environment,
    returnTo: returnTo ?? config.afterUrl,
    confirmed: settlement?.confirmed === true,
    keepUrl: isKeepable(cancellation, config, now) ? toKeepUrl(config, cancellation) : null,
  };
}

function toKeepUrl({ publicUrl }: Pick<Config, "publicUrl">, { eventId }: Cancellation): string {
  return keepPath({ basePath: publicUrl }, { event: eventId });
}

/**
 * Whether the customer leaves and billing, which was asked, has not confirmed it. The store lists these
 * (`listUnconfirmed`).
 */
export function isUnconfirmed({ decision, settlement, status }: Cancellation): boolean {
  const wasAsked = status === "pending" || status === "settled" || status === "forwarded";
  return wasAsked && decision?.outcome === "churned" && settlement?.confirmed !== true;
}

/** Whether billing has confirmed that the subscription ends, and when. */
export function isEnding(settlement: Settlement | null): boolean {
  return Boolean(
    settlement?.confirmed && settlement.outcome === "churned" && settlement.effectiveAt !== null,
  );
}

/** Whether two settlements are the same in everything. */
export function isSameSettlement(a: Settlement | null, b: Settlement): boolean {
  return (
    a !== null &&
    isSameEnd(a, b) &&
    a.effectiveAt === b.effectiveAt &&
    JSON.stringify(a.metadata) === JSON.stringify(b.metadata)
  );
}

/**
 * Whether two settlements end a cancellation alike: the same outcome at the same moment, from the same side.
 */
export function isSameEnd(a: Settlement | null, b: Settlement): boolean {
  return a?.outcome === b.outcome && a.confirmed === b.confirmed && toTime(a) === toTime(b);
}

function toTime({ effectiveAt }: Settlement): number | null {
  return effectiveAt === null ? null : Date.parse(effectiveAt);
}
