import Stripe from "stripe";

// Messages written by hand from Stripe's docs, each as small as its meaning allows, in the shapes before and after 2025-03-31.

export const webhookSecret = "whsec_of_these_tests_new_4Kd82";
export const olderSecret = "whsec_of_these_tests_old_9Xw17";
export const secretKey = "sk_test_of_these_tests_51Hq7Z";

/** `basil` is the API version 2025-03-31 and everything after it. */
export type Shape = "before basil" | "basil";

export interface StripeMessage {
  id: string;
  object: string;
  type: string;
  created: number;
  livemode: boolean;
  data: { object: Record<string, unknown>; previous_attributes?: Record<string, unknown> };
  [field: string]: unknown;
}

let messages = 0;

/** A message about an object; `at` is in milliseconds since the epoch. */
export function message(
  type: string,
  at: number,
  object: Record<string, unknown>,
  fields: Record<string, unknown> = {},
): StripeMessage {
  messages += 1;
  return {
    id: `evt_${messages}`,
    object: "event",
    type,
    created: Math.floor(at / 1000),
    livemode: false,
    api_version: "2026-10-28.endive",
    pending_webhooks: 1,
    data: { object },
    ...fields,
  };
}

export function subscription(fields: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    id: "sub_1",
    object: "subscription",
    customer: "cus_1",
    status: "active",
    cancel_at_period_end: false,
    cancel_at: null,
    canceled_at: null,
    ended_at: null,
    metadata: { userId: "user_1" },
    ...fields,
  };
}

/** An invoice of a subscription, whose place in it has changed. */
export function invoice(
  shape: Shape,
  at: number,
  fields: Record<string, unknown> = {},
): Record<string, unknown> {
  const details = { metadata: { userId: "user_1" } };
  return {
    id: "in_1",
    object: "invoice",
    customer: "cus_1",
    created: Math.floor(at / 1000),
    billing_reason: "subscription_cycle",
    status: "paid",
    amount_due: 2400,
    amount_paid: 2400,
    ...(shape === "basil"
      ? {
          parent: {
            type: "subscription_details",
            subscription_details: { ...details, subscription: "sub_1" },
          },
        }
      : { subscription: "sub_1", subscription_details: details }),
    ...fields,
  };
}

export function checkout(fields: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    id: "cs_1",
    object: "checkout.session",
    customer: "cus_1",
    subscription: "sub_2",
    client_reference_id: "user_1",
    mode: "subscription",
    payment_status: "paid",
    payment_link: null,
    amount_total: 2400,
    metadata: {},
    ...fields,
  };
}

export const updated = (
  at: number,
  fields: Record<string, unknown> = {},
  previous: Record<string, unknown> = {},
) =>
  message("customer.subscription.updated", at, subscription(fields), {
    data: { object: subscription(fields), previous_attributes: previous },
  });
export const deleted = (at: number, fields: Record<string, unknown> = {}) =>
  message(
    "customer.subscription.deleted",
    at,
    subscription({ status: "canceled", ended_at: Math.floor(at / 1000), ...fields }),
  );
export const scheduled = (at: number) =>
  updated(at, { cancel_at_period_end: true }, { cancel_at_period_end: false });
export const resumed = (at: number) => updated(at, {}, { cancel_at_period_end: true });
export const paid = (at: number, fields: Record<string, unknown> = {}, shape: Shape = "basil") =>
  message("invoice.paid", at, invoice(shape, at, fields));
export const bought = (at: number, fields: Record<string, unknown> = {}) =>
  message("checkout.session.completed", at, checkout(fields));

/** What an endpoint gets that is set to thin payloads (https://docs.stripe.com/event-destinations#benefits-of-thin-events). */
export const thin = (at: number, type = "v1.customer.subscription.deleted") => ({
  id: "evt_test_65R9Ijk8dKEYZcXeRWn16R9A7j1FSQ3w3TGDPLLGSM4CW0",
  object: "v2.core.event",
  type,
  livemode: false,
  created: new Date(at).toISOString(),
  related_object: { id: "sub_1", type: "subscription", url: "/v1/subscriptions/sub_1" },
});

/** The message as Stripe sends it: text and signature header. */
export function signed(
  body: unknown,
  { now, secret = webhookSecret }: { now: number; secret?: string },
): { body: string; headers: Record<string, string> } {
  const payload = typeof body === "string" ? body : JSON.stringify(body);
  const signature = Stripe.webhooks.generateTestHeaderString({
    payload,
    secret,
    timestamp: Math.floor(now / 1000),
  });
  return {
    body: payload,
    headers: { "content-type": "application/json; charset=utf-8", "stripe-signature": signature },
  };
}
