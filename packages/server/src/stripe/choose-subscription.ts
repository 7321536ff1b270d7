import type Stripe from "stripe";
import type { CancellationResult } from "../billing/billing.ts";
import { getId } from "./fields.ts";
import { isScheduledToEnd } from "./scheduled-end.ts";

/** What Stripe knows a user by. */
export interface Found {
  customer: string | null;
  /** The one that is meant; null where there is none, or where several could be. */
  subscription: Stripe.Subscription | null;
  /** The one that has ended last; null where one runs or may run, or none has ended. */
  ended: Stripe.Subscription | null;
  /** How many run. */
  running: number;
  /** How many the decision could be about, where it is not known about which. */
  candidates: number;
}

/** What a decision is about, as far as it says which subscription is meant. */
export type Decided = Pick<CancellationResult, "eventId" | "decidedAt" | "outcome">;

/** How far Stripe's clock may be ahead of ours, in milliseconds. */
export const clockToleranceMs = 60_000;

/**
 * Chooses the subscription that is meant. A decision to leave is about what ran when it was made and was not
 * ending already, so it means the same one whenever it is read: one of two that support ends meanwhile does not
 * make the other one the one that was meant.
 *
 * @param subscriptions all that are the user's, in any state
 * @param customer Stripe's id, where it is known
 */
export function chooseSubscription(
  subscriptions: readonly Stripe.Subscription[],
  customer: string | null,
  decided: Decided | undefined,
): Found {
  const running = subscriptions.filter(isRunning);
  const acted = subscriptions.find(({ metadata }) => decided && metadata.retentEventId === decided.eventId);
  const candidates = findCandidates(subscriptions, decided);
  const subscription = acted ?? (candidates.length === 1 ? candidates[0] : undefined) ?? null;
  const customers = new Set(
    (running.length > 0 ? running : subscriptions).map((each) => getId(each.customer)),
  );
  const [only = null] = customers.size === 1 ? customers : [];
  return {
    customer: customer ?? (subscription ? getId(subscription.customer) : only),
    subscription,
    ended: running.length === 0 ? getLatestEnded(subscriptions) : null,
    running: running.length,
    candidates: candidates.length,
  };
}

function findCandidates(
  subscriptions: readonly Stripe.Subscription[],
  decided: Decided | undefined,
): Stripe.Subscription[] {
  if (decided?.outcome !== "churned") {
    const running = subscriptions.filter(isRunning);
    const goingOn = running.filter((each) => !isScheduledToEnd(each));
    // Staying keeps whatever is about to end, where there is nothing else to keep.
    return decided === undefined && goingOn.length > 0 ? goingOn : running;
  }
  const decidedAtMs = Date.parse(decided.decidedAt);
  const ran = subscriptions.filter((each) => ranAt(each, decidedAtMs));
  const wentOn = ran.filter((each) => !wasEndingAt(each, decidedAtMs));
  if (wentOn.length > 0) return wentOn;
  // All of them end already: the last one to end is when the customer is gone.
  return ran.toSorted((a, b) => getEnd(b) - getEnd(a)).slice(0, 1);
}

/** Whether a subscription ran at a moment, as far as what it is now shows. */
function ranAt(subscription: Stripe.Subscription, atMs: number): boolean {
  if (subscription.created * 1000 > atMs + clockToleranceMs) return false;
  if (isRunning(subscription)) return true;
  return subscription.status === "canceled" && (getEndedAt(subscription) ?? 0) * 1000 > atMs;
}

/** Whether its end had been asked for by then. */
function wasEndingAt(subscription: Stripe.Subscription, atMs: number): boolean {
  const { canceled_at: askedAt, status } = subscription;
  const isEnding = status === "canceled" || isScheduledToEnd(subscription);
  return isEnding && askedAt !== null && askedAt * 1000 <= atMs;
}

function getEnd(subscription: Stripe.Subscription): number {
  return getEndedAt(subscription) ?? subscription.cancel_at ?? 0;
}

function getLatestEnded(subscriptions: readonly Stripe.Subscription[]): Stripe.Subscription | null {
  const over = subscriptions.filter(({ status }) => status === "canceled");
  const [last = null] = over.toSorted((a, b) => (getEndedAt(b) ?? 0) - (getEndedAt(a) ?? 0));
  return last;
}

/** When a subscription that is over has ended, in seconds since the epoch. */
export function getEndedAt({
  ended_at: endedAt,
  canceled_at: canceledAt,
}: Pick<Stripe.Subscription, "ended_at" | "canceled_at">): number | null {
  return endedAt ?? canceledAt;
}

/** Neither over nor never begun. */
export function isRunning({ status }: Pick<Stripe.Subscription, "status">): boolean {
  return !["canceled", "incomplete", "incomplete_expired"].includes(status);
}
