import type Stripe from "stripe";

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

/** Takes a scheduled end back. Stripe refuses both spellings in one call. */
export function toUndoParams({
  cancel_at_period_end: isAtPeriodEnd,
}: Scheduled): Stripe.SubscriptionUpdateParams {
  return isAtPeriodEnd ? { cancel_at_period_end: false } : { cancel_at: "" };
}
