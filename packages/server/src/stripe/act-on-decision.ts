import type Stripe from "stripe";
import type { BillingAnswer, CancellationResult, OnResult } from "../billing/billing.ts";
import type { Call } from "./call.ts";
import { toCancellationDetails } from "./cancellation-details.ts";
import { type Found, getEndedAt } from "./choose-subscription.ts";
import { isDone, isOverruled, isScheduledByEarlier, isScheduledSince, toMarks } from "./decision-marks.ts";
import { getId } from "./fields.ts";
import type { Find } from "./find-subscription.ts";
import { createIdempotentWrite } from "./idempotent-write.ts";
import { createOfferParams } from "./offer-params.ts";
import { createOnceOffers } from "./once-offers.ts";
import type { OfferAction, StripeBillingOptions } from "./options.ts";
import { type End, endsAtOnce, isScheduledToEnd, toEnd, toUndoParams } from "./scheduled-end.ts";

type ActionOptions = Pick<StripeBillingOptions, "onChurned" | "onOffer" | "reasonToStripe" | "feedback">;

/**
 * Acts on decisions as the options say. What has changed a subscription is left in its metadata: Stripe forgets
 * idempotency keys after a day, and the outbox tries for longer.
 */
export function createActions(
  stripe: Stripe,
  call: Call,
  find: Find,
  options: ActionOptions,
  now: () => number = Date.now,
): OnResult {
  const { onChurned = "nothing", onOffer = {} } = options;
  const toOfferParams = createOfferParams(stripe, call);
  const writeFor = createIdempotentWrite(call);
  const once = createOnceOffers(stripe, call, writeFor);
  return (result) => (result.outcome === "churned" ? cancelSubscription(result) : retainSubscription(result));

  async function cancelSubscription(result: CancellationResult): Promise<BillingAnswer> {
    const found = await find(result.userId, result);
    const ended = alreadyEnded(found);
    if (ended) return ended;
    if (onChurned !== "nothing") {
      const subscription = requireSubscription(found);
      if (!isOverruled(subscription, result)) {
        const isNow = endsAtOnce(subscription.status, onChurned);
        const end = toEnd(subscription, result, { isNow, now: now() });
        if (end === "now") return cancelNow(subscription, result);
        await scheduleEnd(subscription, result, end);
      }
    }
    return toPending(found);
  }

  async function retainSubscription(result: CancellationResult): Promise<BillingAnswer> {
    const action = offerAction(result);
    const found = await findKept(result);
    // A customer who decides to stay when it is over keeps nothing, and no offer can be given.
    const ended = alreadyEnded(found);
    if (ended && found.running === 0) return ended;
    const subscription = action ? requireSubscription(found) : found.subscription;
    if (!subscription || (ended && !action)) return { outcome: "recovered" };
    return applyRetention(subscription, result, action);
  }

  /** Where the subscription in question is over, the customer may have another one by now. */
  async function findKept(result: CancellationResult): Promise<Found> {
    const found = await find(result.userId, result);
    const isOver = result.subscription !== null && found.running === 0;
    return isOver ? find(result.userId, { ...result, subscription: null }) : found;
  }

  async function applyRetention(
    subscription: Stripe.Subscription,
    result: CancellationResult,
    action: OfferAction | undefined,
  ): Promise<BillingAnswer> {
    const isUndone = !isDone(subscription, result) && isToBeUndone(subscription, result);
    const isGiven = action !== undefined && (await once.isAvailable(action, subscription, result));
    const given = isGiven && (await toOfferParams(action, subscription, result));
    // Marked although nothing may change: no earlier decision that is found out late may end what this one
    // keeps.
    if (action || onChurned !== "nothing")
      await update(subscription, result, { ...(isUndone && toUndoParams(subscription)), ...given });
    // An end that stands may come: then the customer has not stayed.
    if (isScheduledToEnd(subscription) && !isUndone)
      return { pending: true, customer: getId(subscription.customer), subscription: subscription.id };
    return { outcome: "recovered", ...(action && !isGiven && { metadata: { offer: "given before" } }) };
  }

  /**
   * An earlier decision of this customer, in whichever flow, may have scheduled the end. A customer who accepts
   * an offer, or takes a cancellation back, asks to keep the subscription in any case, but for an end that was
   * asked for since. What a schedule ends is left to the schedule.
   */
  function isToBeUndone(subscription: Stripe.Subscription, result: CancellationResult): boolean {
    if (onChurned === "nothing" || subscription.schedule !== null) return false;
    if (isScheduledByEarlier(subscription, result)) return true;
    const isAsked = result.offer?.accepted === true || result.revision > 1;
    return (
      isAsked &&
      isScheduledToEnd(subscription) &&
      !isOverruled(subscription, result) &&
      !isScheduledSince(subscription, result)
    );
  }

  function offerAction({ offer }: CancellationResult): OfferAction | undefined {
    if (!offer?.accepted) return undefined;
    const name = [offer.label, offer.type].find((each) => each !== undefined && Object.hasOwn(onOffer, each));
    return name === undefined ? undefined : onOffer[name];
  }

  async function scheduleEnd(
    subscription: Stripe.Subscription,
    result: CancellationResult,
    end: Exclude<End, "now">,
  ): Promise<void> {
    if (isDone(subscription, result)) return;
    const { schedule } = subscription;
    // While a schedule manages a subscription, it alone decides when that ends.
    if (schedule !== null)
      await writeFor(result)("release the subscription's schedule", "release", {}, (keys) =>
        stripe.subscriptionSchedules.release(getId(schedule), {}, keys),
      );
    const details = toCancellationDetails(result, options);
    await update(subscription, result, {
      ...end,
      ...(details && { cancellation_details: details }),
    });
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
    await writeFor(result)("change the subscription", "update", params, (keys) =>
      stripe.subscriptions.update(subscription.id, params, keys),
    );
  }

  async function cancelNow(
    subscription: Stripe.Subscription,
    result: CancellationResult,
  ): Promise<BillingAnswer> {
    // First, so that a second try knows that the end is this decision's.
    await update(subscription, result, {});
    const details = toCancellationDetails(result, options);
    // Stripe has no idempotency for this call: a subscription that has ended is one that it doesn't find.
    const ended = await call("cancel the subscription", () =>
      stripe.subscriptions.cancel(subscription.id, details ? { cancellation_details: details } : {}),
    );
    return toEnded(ended);
  }
}

function toPending({ customer, subscription }: Found): BillingAnswer {
  return { pending: true, customer, subscription: subscription?.id ?? null };
}

/** That the subscription has ended already, by its own date; undefined where it has not. */
function alreadyEnded({ subscription, ended }: Found): BillingAnswer | undefined {
  const over = subscription ?? ended;
  return over?.status === "canceled" ? toEnded(over) : undefined;
}

function toEnded(subscription: Stripe.Subscription): BillingAnswer {
  const endedAt = getEndedAt(subscription);
  return { outcome: "churned", ...(endedAt !== null && { effectiveAt: new Date(endedAt * 1000) }) };
}

/**
 * Ending the wrong subscription can't be undone; nor may it look as if something was ended that was not
 * found.
 */
function requireSubscription({ subscription, candidates }: Found): Stripe.Subscription {
  if (subscription) return subscription;
  throw new Error(
    candidates > 1
      ? "Stripe: this user has several subscriptions, and the decision does not say which one it is about; end the right one at Stripe, or say by findSubscription which one is meant"
      : "Stripe: no subscription was found for this user; put the user id into its metadata, or give findSubscription or userIdIsCustomer",
  );
}
