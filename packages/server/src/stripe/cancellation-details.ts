import type Stripe from "stripe";
import type { CancellationResult } from "../billing/billing.ts";
import type { StripeBillingOptions } from "./options.ts";

type Details = Stripe.SubscriptionUpdateParams.CancellationDetails;

/** Stripe's keys of why a customer leaves (https://docs.stripe.com/api/subscriptions/object). */
export const stripeFeedbacks = [
  "customer_service",
  "low_quality",
  "missing_features",
  "other",
  "switched_service",
  "too_complex",
  "too_expensive",
  "unused",
] as const;

export type StripeFeedback = (typeof stripeFeedbacks)[number];

/**
 * What reason keys mean in Stripe's words, where they are not the same: keys are the merchant's own, so this
 * covers what is usual and no more.
 */
const usualFeedback: Readonly<Record<string, StripeFeedback>> = {
  price: "too_expensive",
  switching: "switched_service",
  competitor: "switched_service",
  missing_feature: "missing_features",
  not_using: "unused",
  not_used: "unused",
  no_longer_needed: "unused",
  quality: "low_quality",
  bugs: "low_quality",
  support: "customer_service",
  difficult: "too_complex",
};

/** Stripe takes no longer comment. */
const maxComment = 5000;

/** What Stripe keeps of why a customer leaves; undefined where there is nothing to say. */
export function toCancellationDetails(
  { reasonKey, reasonText }: Pick<CancellationResult, "reasonKey" | "reasonText">,
  { reasonToStripe = false, feedback = {} }: Pick<StripeBillingOptions, "reasonToStripe" | "feedback">,
): Details | undefined {
  const key = reasonKey === null ? undefined : toFeedback(reasonKey, feedback);
  const comment = reasonToStripe && reasonText ? reasonText.slice(0, maxComment) : undefined;
  if (key === undefined && comment === undefined) return undefined;
  return { ...(key !== undefined && { feedback: key }), ...(comment !== undefined && { comment }) };
}

function toFeedback(
  reasonKey: string,
  feedback: Readonly<Record<string, StripeFeedback>>,
): StripeFeedback | undefined {
  if (Object.hasOwn(feedback, reasonKey)) return feedback[reasonKey];
  // Of our own pages: the customer was not asked.
  if (reasonKey === "not_asked" || reasonKey === "withdrawal") return undefined;
  const own = stripeFeedbacks.find((each) => each === reasonKey);
  return own ?? (Object.hasOwn(usualFeedback, reasonKey) ? usualFeedback[reasonKey] : "other");
}
