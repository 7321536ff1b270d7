import type { BillingEvent } from "../billing/billing-event.ts";
import { isPositive, type StripeObject, toId, toObject, toText, toTimeMs } from "./fields.ts";

/** A fact, what it is about, and when it happened where that was before its event. */
export type EventDetails = Pick<BillingEvent, "fact" | "subscription" | "userId"> &
  Partial<Pick<BillingEvent, "occurredAt">>;

/** States in which a customer has what was paid for; in all others it is open what comes of it. */
const runningStates: unknown[] = ["active", "trialing"];

/** What a subscription's state says, and what it was just before. */
export function factOfSubscription(
  object: StripeObject,
  previous: StripeObject,
  userIdKey: string,
): EventDetails | null {
  const subscription = toId(object.id);
  if (subscription === null) return null;
  const about = { subscription, userId: toText(toObject(object.metadata)[userIdKey]) };
  if (object.status === "canceled") {
    const effectiveAt = toTimeMs(object.ended_at) ?? toTimeMs(object.canceled_at);
    return effectiveAt === undefined ? null : { ...about, fact: { type: "ended", effectiveAt } };
  }
  // A trial that ended without a payment method: nothing is owed, and nothing delivered, until it is resumed.
  const isPausing = object.status === "paused" && previous.status !== undefined;
  const trialEnd = isPausing ? toTimeMs(object.trial_end) : undefined;
  if (trialEnd !== undefined) return { ...about, fact: { type: "ended", effectiveAt: trialEnd } };
  if (isScheduled(object)) {
    const endsAt = toTimeMs(object.cancel_at) ?? toPeriodEnd(object);
    return { ...about, fact: { type: "scheduled", ...(endsAt !== undefined && { endsAt }) } };
  }
  if (!runningStates.includes(object.status)) return null;
  const isResumed = isScheduled(previous) || previous.status === "paused";
  return { ...about, fact: { type: isResumed ? "resumed" : "running" } };
}

/** The end of the period, which each item has for itself since the API version 2025-03-31. */
function toPeriodEnd({ items, current_period_end: before }: StripeObject): number | undefined {
  const data = toObject(items).data;
  const ends = (Array.isArray(data) ? data : []).map((item) => toTimeMs(toObject(item).current_period_end));
  const known = ends.filter((end) => end !== undefined);
  return known.length > 0 ? Math.min(...known) : toTimeMs(before);
}

function isScheduled({ cancel_at_period_end: atPeriodEnd, cancel_at: at }: StripeObject): boolean {
  return atPeriodEnd === true || toTimeMs(at) !== undefined;
}

/**
 * What a paid invoice says: only that of a new period, or of a new subscription, and only one that brought
 * money or used up credit. What is invoiced by hand, for a change of plan or for usage says nothing about who stays.
 */
export function factOfInvoice(object: StripeObject, userIdKey: string): EventDetails | null {
  // Below `parent` since the API version 2025-03-31.
  const details = toObject(toObject(object.parent).subscription_details ?? object.subscription_details);
  const subscription = toId(details.subscription) ?? toId(object.subscription);
  const invoicedAt = toTimeMs(object.created);
  if (subscription === null || invoicedAt === undefined || !hasCost(object)) return null;
  const about = { subscription, userId: toText(toObject(details.metadata)[userIdKey]) };
  if (object.billing_reason === "subscription_cycle") return { ...about, fact: { type: "paid", invoicedAt } };
  // By debit or bank transfer the money may come days after the purchase, and a debt after the end.
  return object.billing_reason === "subscription_create"
    ? { ...about, fact: { type: "bought" }, occurredAt: invoicedAt }
    : null;
}

/** Credit on the customer's balance, which is negative, is money that was there before. */
function hasCost({
  amount_paid: paid,
  starting_balance: before,
  ending_balance: after,
}: StripeObject): boolean {
  return isPositive(paid) || (Number(before) < 0 && Number(after) > Number(before));
}

/**
 * What a checkout says that was finished: only one that sold a subscription, and only once it is paid.
 * `boughtAt`, in milliseconds since the epoch, is given where the payment came later.
 */
export function factOfCheckout(
  object: StripeObject,
  userIdKey: string,
  boughtAt?: number,
): EventDetails | null {
  const subscription = toId(object.subscription);
  const isSold = object.mode === "subscription" && object.payment_status === "paid";
  if (!isSold || subscription === null || !isPositive(object.amount_total)) return null;
  // A payment link takes its reference from the address, where anybody can write anybody's id.
  const isOurs = toId(object.payment_link) === null;
  const userId = isOurs
    ? (toText(object.client_reference_id) ?? toText(toObject(object.metadata)[userIdKey]))
    : null;
  return {
    subscription,
    userId,
    fact: { type: "bought" },
    ...(boughtAt !== undefined && { occurredAt: boughtAt }),
  };
}
