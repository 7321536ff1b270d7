import type Stripe from "stripe";
import type { BillingAnswer, CancellationResult, OnResult } from "../billing/billing.ts";
import type { Call } from "./call.ts";
import { isDone, isOverruled, isScheduledByEarlier, toMarks } from "./decision-marks.ts";
import { type Find, type Found, getEndedAt } from "./find-subscription.ts";
import { createOfferParams } from "./offer-params.ts";
import type { OfferAction, StripeBillingOptions } from "./options.ts";

/**
 * Acts on decisions as the options say. Every write has an idempotency key made of event id, revision and
 * step, and leaves both in the subscription's metadata: Stripe forgets keys after a day, and the outbox tries
 * for longer.
 */
export function createActions(
  stripe: Stripe,
  call: Call,
  find: Find,
  { onChurned = "nothing", onOffer = {} }: Pick<StripeBillingOptions, "onChurned" | "onOffer">,
): OnResult {
  const toOfferParams = createOfferParams(stripe, call);
  return (result) => (result.outcome === "churned" ? cancelSubscription(result) : retainSubscription(result));

  async function cancelSubscription(result: CancellationResult): Promise<BillingAnswer> {
    const found = await find(result.userId, result.eventId);
    const ended = alreadyEnded(found);
    if (ended) return ended;
    if (onChurned !== "nothing" && !isOverruled(requireSubscription(found), result)) {
      if (onChurned === "cancel_now") await cancelNow(requireSubscription(found), result);
      else await update(requireSubscription(found), result, { cancel_at_period_end: true });
    }
    return { pending: true, customer: found.customer, subscription: found.subscription?.id ?? null };
  }

  async function retainSubscription(result: CancellationResult): Promise<BillingAnswer> {
    const action = offerAction(result);
    if (action || onChurned !== "nothing") {
      const found = await find(result.userId, result.eventId);
      // A customer who decides to stay when it is over keeps nothing, and no offer can be given.
      const ended = alreadyEnded(found);
      if (ended && found.running === 0) return ended;
      const subscription = action ? requireSubscription(found) : found.subscription;
      if (subscription && (action || !ended)) await applyRetention(subscription, result, action);
    }
    return { outcome: "recovered" };
  }

  async function applyRetention(
    subscription: Stripe.Subscription,
    result: CancellationResult,
    action: OfferAction | undefined,
  ): Promise<void> {
    // An earlier decision of this customer, in whichever flow, may have scheduled the end.
    const isUndone = onChurned === "cancel_at_period_end" && isScheduledByEarlier(subscription, result);
    const given = action && (await toOfferParams(action, subscription, result));
    // Marked although nothing may change: no earlier decision that is found out late may end what this one
    // keeps.
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
    const params = isLate ? change : { ...change, metadata: toMarks(result) };
    await call("change the subscription", () =>
      stripe.subscriptions.update(subscription.id, params, {
        idempotencyKey: toIdempotencyKey(result, "update"),
      }),
    );
  }

  async function cancelNow(subscription: Stripe.Subscription, result: CancellationResult): Promise<void> {
    // First, for what has ended can't be marked any more.
    await update(subscription, result, {});
    await call("cancel the subscription", () =>
      stripe.subscriptions.cancel(
        subscription.id,
        {},
        { idempotencyKey: toIdempotencyKey(result, "cancel") },
      ),
    );
  }
}

/** That the subscription has ended already, by its own date; undefined where it has not. */
function alreadyEnded({ subscription, ended }: Found): BillingAnswer | undefined {
  const over = subscription ?? ended;
  if (over?.status !== "canceled") return undefined;
  const endedAt = getEndedAt(over);
  return { outcome: "churned", ...(endedAt !== null && { effectiveAt: new Date(endedAt * 1000) }) };
}

/**
 * Ending the wrong subscription can't be undone; nor may it look as if something was ended that was not
 * found.
 */
function requireSubscription({ subscription, running }: Found): Stripe.Subscription {
  if (subscription) return subscription;
  throw new Error(
    running > 1
      ? "Stripe: this user has several subscriptions; say by findSubscription which one is meant"
      : "Stripe: no subscription was found for this user; put the user id into its metadata, or give findSubscription or userIdIsCustomer",
  );
}

function toIdempotencyKey({ eventId, revision }: CancellationResult, step: string): string {
  return `retent-${eventId}-${revision}-${step}`;
}
