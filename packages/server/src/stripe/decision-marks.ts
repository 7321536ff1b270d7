import type Stripe from "stripe";
import type { CancellationResult } from "../billing/billing.ts";
import { clockToleranceMs } from "./choose-subscription.ts";
import { isScheduledToEnd } from "./scheduled-end.ts";

/** What the latest decision leaves in a subscription's metadata. */
export const toMarks = ({ eventId, revision, outcome, decidedAt }: CancellationResult) => ({
  retentEventId: eventId,
  retentRevision: String(revision),
  retentOutcome: outcome,
  retentDecidedAt: decidedAt,
});

/**
 * Whether a later decision has changed the subscription already: that of a flow whose tab was closed is found
 * out when its link expires.
 */
export function isOverruled({ metadata }: Stripe.Subscription, { decidedAt }: CancellationResult): boolean {
  return Date.parse(metadata.retentDecidedAt ?? "") > Date.parse(decidedAt);
}

/** Whether this very decision has changed the subscription already. */
export function isDone(
  { metadata }: Stripe.Subscription,
  { eventId, revision }: CancellationResult,
): boolean {
  return metadata.retentEventId === eventId && metadata.retentRevision === String(revision);
}

/**
 * Whether a decision to leave has scheduled the end, before this one: results come back in any order, and the
 * later decision counts.
 */
export function isScheduledByEarlier(
  subscription: Stripe.Subscription,
  { eventId, decidedAt }: CancellationResult,
): boolean {
  const { metadata, canceled_at: scheduledAt } = subscription;
  // What was scheduled after a decision to stay was not scheduled by us.
  if (
    !isScheduledToEnd(subscription) ||
    metadata.retentEventId === undefined ||
    metadata.retentOutcome === "recovered"
  )
    return false;
  return metadata.retentEventId === eventId || (scheduledAt ?? 0) * 1000 <= Date.parse(decidedAt);
}

/**
 * Whether the end was asked for after a decision, by other ways than ours: in the portal, for example, while Stripe
 * could not be told of the decision.
 */
export function isScheduledSince(
  { metadata, canceled_at: askedAt }: Stripe.Subscription,
  { decidedAt }: CancellationResult,
): boolean {
  const isOurs = metadata.retentOutcome === "churned";
  return !isOurs && (askedAt ?? 0) * 1000 > Date.parse(decidedAt) + clockToleranceMs;
}
