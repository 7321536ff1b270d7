import type Stripe from "stripe";
import type { CancellationResult } from "../billing/billing.ts";
import type { Call } from "./call.ts";
import { getId } from "./fields.ts";
import type { OfferAction } from "./options.ts";
import { getPeriodEnd } from "./scheduled-end.ts";

/** Says how a subscription has to be changed for an accepted offer; by nothing where it has that already. */
export function createOfferParams(stripe: Stripe, call: Call) {
  return async function toOfferParams(
    action: OfferAction,
    subscription: Stripe.Subscription,
    { decidedAt }: CancellationResult,
  ): Promise<Stripe.SubscriptionUpdateParams> {
    if ("coupon" in action) return couponParams(action.coupon, subscription);
    if ("pauseMonths" in action) return pauseParams(action.pauseMonths, subscription, decidedAt);
    if ("extendTrialDays" in action) return trialParams(action.extendTrialDays, subscription);
    return itemParams(action, subscription);
  };

  /**
   * Keeps the discounts that there are. A coupon that is among them was accepted before, and is not given
   * twice.
   */
  async function couponParams(coupon: string, { id, discounts }: Stripe.Subscription) {
    if (discounts.length === 0) return { discounts: [{ coupon }] };
    const { discounts: kept } = await call("retrieve the subscription's discounts", () =>
      stripe.subscriptions.retrieve(id, { expand: ["discounts"] }),
    );
    if (kept.some((each) => getCouponId(each) === coupon)) return {};
    return { discounts: [...kept.map((each) => ({ discount: getId(each) })), { coupon }] };
  }
}

function itemParams(
  { price, quantity }: { price?: string; quantity?: number },
  { items }: Stripe.Subscription,
): Stripe.SubscriptionUpdateParams {
  const [item, ...others] = items.data;
  if (!item || others.length > 0)
    throw new Error(
      "Stripe: the subscription has more than one item, so its price or quantity can't be changed by an offer",
    );
  return {
    items: [
      { id: item.id, ...(price !== undefined && { price }), ...(quantity !== undefined && { quantity }) },
    ],
  };
}

/** Nothing is owed until so many days after what is paid or free already. */
function trialParams(days: number, subscription: Stripe.Subscription): Stripe.SubscriptionUpdateParams {
  const from = subscription.status === "trialing" ? subscription.trial_end : getPeriodEnd(subscription);
  if (from === null) throw new Error("Stripe: the subscription has no period whose end could be put off");
  return { trial_end: from + days * 86_400, proration_behavior: "none" };
}

/** The longest pause stands, be it the merchant's own: one without an end is the longest. */
function pauseParams(
  months: number,
  { pause_collection: pause }: Stripe.Subscription,
  decidedAt: string,
): Stripe.SubscriptionUpdateParams {
  // Counted from the decision: a second try has to send the same.
  const resumesAt = Math.floor(monthsAfter(decidedAt, months) / 1000);
  if (pause && (pause.resumes_at ?? Number.POSITIVE_INFINITY) >= resumesAt) return {};
  return { pause_collection: { behavior: "void", resumes_at: resumesAt } };
}

function getCouponId(discount: string | Stripe.Discount): string | undefined {
  const coupon = typeof discount === "string" ? null : discount.source.coupon;
  return coupon === null ? undefined : getId(coupon);
}

/**
 * The same day of a later month, or the last one of a month that is too short, in milliseconds since the
 * epoch.
 */
function monthsAfter(date: string, months: number): number {
  const then = new Date(date);
  const day = then.getUTCDate();
  then.setUTCMonth(then.getUTCMonth() + months);
  // The day 0 of a month is the last one of the month before.
  if (then.getUTCDate() !== day) then.setUTCDate(0);
  return then.getTime();
}
