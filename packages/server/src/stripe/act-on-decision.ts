import type Stripe from "stripe";
import type { BillingAnswer, CancellationResult, OnResult } from "../billing.ts";
import type { Call } from "./call.ts";
import { isDone, isOverruled, isScheduledByEarlier, marksOf } from "./decision-marks.ts";
import { endOf, type Find, type Found } from "./find-subscription.ts";
import { createOfferParams } from "./offer-params.ts";
import type { OfferAction, StripeBillingOptions } from "./options.ts";

/**
 * Acts on decisions as the options say. Every write has an idempotency key made of event id, revision and step, and leaves both in the
 * subscription's metadata: Stripe forgets keys after a day, and the outbox tries for longer.
 */
export function createActions(
  stripe: Stripe,
  call: Call,
  find: Find,
  { onChurned = "nothing", onOffer = {} }: Pick<StripeBillingOptions, "onChurned" | "onOffer">,
): OnResult {
  const paramsOf = createOfferParams(stripe, call);
  return (result) => (result.outcome === "churned" ? leave(result) : stay(result));

  async function leave(result: CancellationResult): Promise<BillingAnswer> {
    const found = await find(result.userId, result.eventId);
    const gone = goneOf(found);
    if (gone) return gone;
    if (onChurned !== "nothing" && !isOverruled(mustHaveOne(found), result)) {
      if (onChurned === "cancel_now") await cancelNow(mustHaveOne(found), result);
      else await update(mustHaveOne(found), result, { cancel_at_period_end: true });
    }
    return { pending: true, customer: found.customer, subscription: found.subscription?.id ?? null };
  }

  async function stay(result: CancellationResult): Promise<BillingAnswer> {
    const action = offerAction(result);
    if (action || onChurned !== "nothing") {
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

/** Ending the wrong subscription can't be undone; nor may it look as if something was ended that was not found. */
function mustHaveOne({ subscription, running }: Found): Stripe.Subscription {
  if (subscription) return subscription;
  throw new Error(
    running > 1
      ? "Stripe: this user has several subscriptions; say by findSubscription which one is meant"
      : "Stripe: no subscription was found for this user; put the user id into its metadata, or give findSubscription or userIdIsCustomer",
  );
}

function keyOf({ eventId, revision }: CancellationResult, step: string): string {
  return `retent-${eventId}-${revision}-${step}`;
}
