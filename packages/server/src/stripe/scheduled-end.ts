import type Stripe from "stripe";
import type { CancellationResult } from "../billing/billing.ts";
import { extraordinaryReason } from "../law-preset.ts";
import type { StripeBillingOptions } from "./options.ts";

type Scheduled = Pick<Stripe.Subscription, "cancel_at" | "cancel_at_period_end" | "items">;

/**
 * Whether a subscription is going to end. Stripe has two spellings of it, and with flexible billing its portal
 * uses the date alone (https://docs.stripe.com/billing/subscriptions/billing-mode/compare).
 */
export function isScheduledToEnd({ cancel_at: at, cancel_at_period_end: isAtPeriodEnd }: Scheduled): boolean {
  return isAtPeriodEnd || at !== null;
}

/** The end of the shortest period that is paid, in seconds since the epoch; null where no item has one. */
export function getPeriodEnd({ items }: Pick<Stripe.Subscription, "items">): number | null {
  const ends = items.data.map((item) => item.current_period_end).filter(Number.isFinite);
  return ends.length === 0 ? null : Math.min(...ends);
}

/**
 * When a decision to leave would end a subscription, for the customer to know before: `now`, or an ISO date and time.
 * Undefined if a person or another system ends it, or its items end at different times.
 */
export function toEndIfCancelled(
  { items, status }: Pick<Stripe.Subscription, "items" | "status">,
  onChurned: NonNullable<StripeBillingOptions["onChurned"]>,
): string | undefined {
  if (onChurned === "nothing") return undefined;
  if (endsAtOnce(status, onChurned)) return "now";
  const [end, ...others] = new Set(items.data.map((item) => item.current_period_end));
  return end && others.length === 0 ? new Date(end * 1000).toISOString() : undefined;
}

/** Whether a decision to leave ends a subscription at once: what is paused after a trial has no period that could end. */
export function endsAtOnce(
  status: Stripe.Subscription["status"],
  onChurned: StripeBillingOptions["onChurned"],
): boolean {
  return onChurned === "cancel_now" || status === "paused";
}

/** Takes a scheduled end back. Stripe refuses both spellings in one call. */
export function toUndoParams({
  cancel_at_period_end: isAtPeriodEnd,
}: Scheduled): Stripe.SubscriptionUpdateParams {
  return isAtPeriodEnd ? { cancel_at_period_end: false } : { cancel_at: "" };
}

/** When a subscription is to end: at once, with the period that is paid, or at a moment in seconds since the epoch. */
export type End = "now" | { cancel_at_period_end: true } | { cancel_at: number };

/**
 * When a subscription is to end. A date that the customer wishes for counts if it is later than the end would be
 * otherwise; the one that the operator decided for a contract that ends for cause counts in any case.
 *
 * @param isNow whether subscriptions end at once if no date is given
 * @param now milliseconds since the epoch
 */
export function toEnd(
  subscription: Pick<Stripe.Subscription, "items">,
  { endsAt, reasonKey }: Pick<CancellationResult, "endsAt" | "reasonKey">,
  { isNow, now }: { isNow: boolean; now: number },
): End {
  const usual: End = isNow ? "now" : { cancel_at_period_end: true };
  // A contract that ends on a day lasts until that day is over.
  const wished = endsAt === undefined ? Number.NaN : Date.parse(`${endsAt}T23:59:59Z`) / 1000;
  const isForCause = reasonKey === extraordinaryReason;
  if (Number.isNaN(wished)) return isForCause ? "now" : usual;
  if (wished * 1000 <= now) return isForCause ? "now" : usual;
  const periodEnd = isNow ? now / 1000 : (getPeriodEnd(subscription) ?? 0);
  return isForCause || wished > periodEnd ? { cancel_at: wished } : usual;
}
