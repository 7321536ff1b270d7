import { truncate } from "@retent/retentbase/internal";
import type { App } from "../app.ts";
import type { BillingSubscription } from "../billing/billing.ts";
import { type Customer, maxLabelLength, maxSubscriptions, subscriptionsSchema } from "../customer.ts";
import { createCustomerRedact, redactError } from "../customer-redact.ts";
import { RetentError } from "../errors.ts";
import { withTimeLimit } from "../time-limit.ts";
import type { Cancellation } from "./cancellation.ts";
import { saveStep, toCircumstances } from "./save-step.ts";
import { isTest } from "./test-customer.ts";
import { type ChoiceFacts, choose } from "./transitions.ts";

/** One of a customer's subscriptions, with what the customer knows it by. */
export type ChosenSubscription = BillingSubscription & { label: string };

/**
 * Which subscription a customer wants to cancel: the one that is known to be meant, and whether the customer is known to
 * have no other, or null where nothing is known of any; or the several to choose from.
 */
export type Choice =
  | { isOpen: false; subscription: ChosenSubscription | null; isOnly: boolean }
  | { isOpen: true; subscriptions: readonly ChosenSubscription[] };

/**
 * The subscriptions that a customer may cancel, as the host app or billing says; undefined if neither does.
 * Billing that is slow or fails must not keep the customer from leaving.
 *
 * @param findLanguage the customer's, which is only asked for if billing is
 */
export async function listSubscriptions(
  app: App,
  { userId, subscriptions }: Customer,
  findLanguage: () => Promise<string>,
): Promise<readonly BillingSubscription[] | undefined> {
  const { contextTimeoutMs, environment } = app.config;
  const { billing, onEvent, onResult } = app.services;
  if (subscriptions) return subscriptions;
  if (!billing?.subscriptions || (await isTest(app, { userId, environment }))) return undefined;
  try {
    const asked = billing.subscriptions(userId, { lang: await findLanguage() });
    const listed = await withTimeLimit(asked, contextTimeoutMs, "billing.subscriptions");
    // Billing composes its labels, so a long one is no mistake of the merchant's.
    const short = listed.slice(0, maxSubscriptions).map(({ label, endsIfCancelled, ...subscription }) => ({
      ...subscription,
      ...(label && { label: truncate(label, maxLabelLength) }),
      // Billing doesn't know when the host app's own onResult ends a subscription.
      ...(onResult === billing.onResult && { endsIfCancelled }),
    }));
    return subscriptionsSchema.parse(short);
  } catch (error) {
    onEvent({
      type: "subscriptions_unavailable",
      error: redactError(error, createCustomerRedact({ userId })),
    });
    return undefined;
  }
}

/**
 * Decides which subscription is meant. Where all end already, there is nothing to choose and the customer goes
 * on.
 *
 * @param wish the id that the page asked for, which is never believed
 * @throws {RetentError} `subscription_not_yours` for a wish that is not among them
 */
export function toChoice(
  subscriptions: readonly BillingSubscription[] | undefined,
  wish: string | undefined,
  plan: string | undefined,
): Choice {
  const [first, ...others] = subscriptions ?? [];
  if (!first) return { isOpen: false, subscription: null, isOnly: false };
  const isOnly = others.length === 0;
  // The plan that the host app names is that of the only subscription.
  const labelled = [first, ...others].map((subscription) => ({
    ...subscription,
    label: subscription.label ?? ((isOnly && plan) || subscription.id),
  }));
  const wished = labelled.find(({ id }) => id === wish);
  if (wished) return { isOpen: false, subscription: wished, isOnly };
  if (wish)
    throw new RetentError(
      "subscription_not_yours",
      "This subscription can't be cancelled here: it may end already, or be another customer's.",
    );
  const [only = null] = labelled;
  return isOnly ? { isOpen: false, subscription: only, isOnly } : { isOpen: true, subscriptions: labelled };
}

/**
 * Keeps what was chosen.
 *
 * @returns undefined if another request changed the cancellation first
 * @throws {StoreError}
 */
export function saveChoice(
  app: App,
  cancellation: Cancellation,
  chosen: ChosenSubscription | null,
  link: Pick<ChoiceFacts, "sessionId" | "linkExpiresAt" | "context"> = cancellation,
): Promise<Cancellation | undefined> {
  const { sessionId, linkExpiresAt, context } = link;
  const facts: ChoiceFacts = {
    ...{ sessionId, linkExpiresAt, context },
    subscription: chosen?.id ?? null,
    subscriptionLabel: chosen?.label ?? null,
  };
  return saveStep(app, choose(cancellation, facts, toCircumstances(app)));
}
