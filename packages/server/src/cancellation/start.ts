import type { App } from "../app.ts";
import type { Customer } from "../customer.ts";
import type { FallbackReason } from "../retent-event.ts";
import { bindingLifetimeSeconds, createBinding } from "./binding.ts";
import type { Cancellation, Contact } from "./cancellation.ts";
import { makeLink, noLink } from "./make-link.ts";
import { insertStep, toCircumstances } from "./save-step.ts";
import type { ChosenSubscription } from "./subscription-choice.ts";
import { start } from "./transitions.ts";

export interface StartedCancellation {
  /** The hosted page; null if the plain page takes its place, or the customer has to choose first. */
  hostedUrl: string | null;
  /** ISO date and time. */
  expiresAt: string;
  /** Why there is no hosted page although one was asked for; otherwise null. */
  fallback: FallbackReason | null;
  cancellation: Cancellation;
  /** False where there was a cancellation with this event id already: then nothing was saved. */
  isNew: boolean;
  /** For the cancellation's cookie. */
  binding: string;
}

interface StartRequest {
  customer: Customer;
  /** Where the customer wants to go at the end, checked; null for the default. */
  returnTo: string | null;
  mode: "redirect" | "direct";
  /** The one that is to end; null where that is not known, or not yet. */
  subscription: ChosenSubscription | null;
  /** Null if no mails are sent to this customer. */
  contact: Contact | null;
  eventId?: string;
}

/**
 * Starts a cancellation, and asks RetentBase for a hosted page if one is wanted.
 *
 * @throws {StoreError}
 */
export async function startCancellation(app: App, request: StartRequest): Promise<StartedCancellation> {
  const { customer, returnTo, mode, subscription, contact, eventId = app.services.newId() } = request;
  const facts = {
    eventId,
    userId: customer.userId,
    context: customer.context ?? null,
    metadata: customer.metadata ?? null,
    subscription: subscription?.id ?? null,
    subscriptionLabel: subscription?.label ?? null,
  };
  const { hostedUrl, fallback, ...link } =
    mode === "redirect" ? await makeLink(app, facts) : noLink(facts, null);
  const binding = await createBinding();
  const { environment } = app.config;
  const step = start(
    { ...facts, ...link, environment, bindingHash: binding.hash, returnTo, contact },
    toCircumstances(app),
  );
  const { cancellation } = step;
  const isNew = await insertStep(app, step);
  return {
    hostedUrl,
    expiresAt: new Date(
      cancellation.linkExpiresAt ?? cancellation.createdAt + bindingLifetimeSeconds * 1000,
    ).toISOString(),
    fallback,
    cancellation,
    isNew,
    binding: binding.value,
  };
}
