import type Stripe from "stripe";
import type { BillingAnswer, CancellationResult, OnResult } from "../billing.ts";
import type { Call } from "./call.ts";
import { endOf, type Find, type Found, idOf } from "./find-subscription.ts";
import type { OfferAction, StripeBillingOptions } from "./options.ts";

/**
 * Acts on decisions as the options say. Every write has an idempotency key made of event id, revision and step, and leaves both in the
 * subscription's metadata: Stripe forgets keys after a day, and the outbox tries for longer.
 */
export function createActions(
  stripe: Stripe,
  call: Call,
  find: Find,
  { onChurned, onOffer = {} }: Pick<StripeBillingOptions, "onChurned" | "onOffer">,
): OnResult {
  return (result) => (result.outcome === "churned" ? leave(result) : stay(result));

  async function leave(result: CancellationResult): Promise<BillingAnswer> {
    const found = await find(result.userId, result.eventId);
    const gone = goneOf(found);
    if (gone) return gone;
    if (onChurned !== undefined && !isOverruled(mustHaveOne(found), result)) {
      if (onChurned === "cancel_now") await cancelNow(mustHaveOne(found), result);
      else await update(mustHaveOne(found), result, { cancel_at_period_end: true });
    }
    return { pending: true, customer: found.customer, subscription: found.subscription?.id ?? null };
  }

  async function stay(result: CancellationResult): Promise<BillingAnswer> {
    const action = offerAction(result);
    if (action || onChurned !== undefined) {
      const found = await find(result.userId, result.eventId);
      // Who decides to stay when it is over keeps nothing, and no offer can be given.
      const gone = goneOf(found);
      if (gone && found.running === 0) return gone;
      const subscription = action ? mustHaveOne(found) : found.subscription;
      if (subscription && (action || !gone)) await keep(subscription, result, action);
    }
    return { outcome: "recovered" };
  }

  async function keep(
    subscription: Stripe.Subscription,
    result: CancellationResult,
    action: OfferAction | undefined,
  ): Promise<void> {
    // An earlier decision of this customer, in whichever flow, may have scheduled the end.
    const isUndone = onChurned === "cancel_at_period_end" && isScheduledByEarlier(subscription, result);
    const given = action && (await paramsOf(action, subscription, result));
    // Marked although nothing may change: no earlier decision that is found out late may end what this one keeps.
    await update(subscription, result, { ...(isUndone && { cancel_at_period_end: false }), ...given });
  }

  function offerAction({ offer }: CancellationResult): OfferAction | undefined {
    if (!offer?.accepted) return undefined;
    const name = [offer.label, offer.type].find((each) => each !== undefined && Object.hasOwn(onOffer, each));
    return name === undefined ? undefined : onOffer[name];
  }

  async function paramsOf(
    action: OfferAction,
    subscription: Stripe.Subscription,
    { decidedAt }: CancellationResult,
  ): Promise<Stripe.SubscriptionUpdateParams> {
    if ("coupon" in action) return couponParams(action.coupon, subscription);
    if ("price" in action) return priceParams(action.price, subscription);
    return pauseParams(action.pauseMonths, subscription, decidedAt);
  }

  /** Keeps the discounts that there are. A coupon that is among them was accepted before, and is not given twice. */
  async function couponParams(coupon: string, { id, discounts }: Stripe.Subscription) {
    if (discounts.length === 0) return { discounts: [{ coupon }] };
    const { discounts: kept } = await call("retrieve the subscription's discounts", () =>
      stripe.subscriptions.retrieve(id, { expand: ["discounts"] }),
    );
    if (kept.some((each) => couponOf(each) === coupon)) return {};
    return { discounts: [...kept.map((each) => ({ discount: idOf(each) })), { coupon }] };
  }

  async function update(
    subscription: Stripe.Subscription,
    result: CancellationResult,
    change: Stripe.SubscriptionUpdateParams,
  ): Promise<void> {
    if (isDone(subscription, result)) return;
    const isLate = isOverruled(subscription, result);
    if (isLate && Object.keys(change).length === 0) return;
    // The later decision's marks stay: by them an even earlier one is known to be old.
    const params = isLate ? change : { ...change, metadata: marksOf(result) };
    await call("change the subscription", () =>
      stripe.subscriptions.update(subscription.id, params, { idempotencyKey: keyOf(result, "update") }),
    );
  }

  async function cancelNow(subscription: Stripe.Subscription, result: CancellationResult): Promise<void> {
    // First, for what has ended can't be marked any more.
    await update(subscription, result, {});
    await call("cancel the subscription", () =>
      stripe.subscriptions.cancel(subscription.id, {}, { idempotencyKey: keyOf(result, "cancel") }),
    );
  }
}

/** That the subscription has ended already, by its own date; undefined where it has not. */
function goneOf({ subscription, ended }: Found): BillingAnswer | undefined {
  const over = subscription ?? ended;
  if (over?.status !== "canceled") return undefined;
  const endedAt = endOf(over);
  return { outcome: "churned", ...(endedAt !== null && { effectiveAt: new Date(endedAt * 1000) }) };
}

/** Whether a decision to leave has scheduled the end, before this one: results come back in any order, and the later decision counts. */
function isScheduledByEarlier(
  { metadata, cancel_at_period_end: isScheduled, canceled_at: scheduledAt }: Stripe.Subscription,
  { eventId, decidedAt }: CancellationResult,
): boolean {
  // What was scheduled after a decision to stay was scheduled by somebody else.
  if (!isScheduled || metadata.retentEventId === undefined || metadata.retentOutcome === "recovered")
    return false;
  return metadata.retentEventId === eventId || (scheduledAt ?? 0) * 1000 <= Date.parse(decidedAt);
}

/** Ending the wrong subscription can't be undone; nor may it look as if something was ended that was not found. */
function mustHaveOne({ subscription, running }: Found): Stripe.Subscription {
  if (subscription) return subscription;
  throw new Error(
    running > 1
      ? "Stripe: this user has several subscriptions; say by findSubscription which one is meant"
      : "Stripe: no subscription was found for this user; put the user id into its metadata, or give findSubscription",
  );
}

function priceParams(price: string, { items }: Stripe.Subscription): Stripe.SubscriptionUpdateParams {
  const [item, ...others] = items.data;
  if (!item || others.length > 0)
    throw new Error(
      "Stripe: the subscription has more than one item, so its price can't be changed by an offer",
    );
  return { items: [{ id: item.id, price }] };
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

function couponOf(discount: string | Stripe.Discount): string | undefined {
  const coupon = typeof discount === "string" ? null : discount.source.coupon;
  return coupon === null ? undefined : idOf(coupon);
}

/** The same day of a later month, or the last one of a month that is too short, in milliseconds since the epoch. */
function monthsAfter(date: string, months: number): number {
  const then = new Date(date);
  const day = then.getUTCDate();
  then.setUTCMonth(then.getUTCMonth() + months);
  // The day 0 of a month is the last one of the month before.
  if (then.getUTCDate() !== day) then.setUTCDate(0);
  return then.getTime();
}

const marksOf = ({ eventId, revision, outcome, decidedAt }: CancellationResult) => ({
  retentEventId: eventId,
  retentRevision: String(revision),
  retentOutcome: outcome,
  retentDecidedAt: decidedAt,
});

/** Whether a later decision has changed the subscription already: that of a flow whose tab was closed is found out when its link expires. */
function isOverruled({ metadata }: Stripe.Subscription, { decidedAt }: CancellationResult): boolean {
  return Date.parse(metadata.retentDecidedAt ?? "") > Date.parse(decidedAt);
}

function isDone({ metadata }: Stripe.Subscription, { eventId, revision }: CancellationResult): boolean {
  return metadata.retentEventId === eventId && metadata.retentRevision === String(revision);
}

function keyOf({ eventId, revision }: CancellationResult, step: string): string {
  return `retent-${eventId}-${revision}-${step}`;
}
