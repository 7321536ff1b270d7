import type Stripe from "stripe";

// Objects in the current shape of Stripe's API, as far as they are needed: each field is typed by Stripe's
// own package.

type LocalPrice = Pick<
  Stripe.Price,
  "id" | "object" | "nickname" | "lookup_key" | "unit_amount" | "currency"
> & { recurring: Pick<Stripe.Price.Recurring, "interval" | "interval_count"> };

type LocalItem = Pick<
  Stripe.SubscriptionItem,
  "id" | "object" | "quantity" | "current_period_start" | "current_period_end"
> & { price: LocalPrice };

export type LocalSubscription = Pick<
  Stripe.Subscription,
  | "id"
  | "object"
  | "cancel_at"
  | "cancel_at_period_end"
  | "canceled_at"
  | "created"
  | "currency"
  | "ended_at"
  | "livemode"
  | "metadata"
  | "pause_collection"
  | "start_date"
  | "status"
> & {
  customer: string;
  discounts: string[];
  items: { object: "list"; data: LocalItem[]; has_more: boolean };
};

export type LocalInvoice = Pick<
  Stripe.Invoice,
  | "id"
  | "object"
  | "amount_due"
  | "amount_paid"
  | "billing_reason"
  | "created"
  | "currency"
  | "livemode"
  | "status"
> & {
  customer: string;
  parent: Pick<Stripe.Invoice.Parent, "type" | "subscription_details" | "quote_details">;
};

export type LocalCustomer = Pick<Stripe.Customer, "id" | "object" | "created" | "livemode" | "metadata">;

/** A message of a webhook endpoint. */
export type StripeEvent = Pick<
  Stripe.Event,
  "id" | "object" | "api_version" | "created" | "livemode" | "pending_webhooks"
> & { type: Stripe.Event["type"]; data: { object: object; previous_attributes?: object } };

const monthSeconds = 30 * 86_400;

export interface NewSubscription {
  customer: string;
  /** Default `price_team`. */
  price?: string;
  metadata?: Record<string, string>;
}

/** A subscription that begins now, in seconds since the epoch, and is paid for a month of 30 days. */
export function makeSubscription(
  id: string,
  { customer, price = "price_team", metadata = {} }: NewSubscription,
  now: number,
): LocalSubscription {
  return {
    id,
    object: "subscription",
    customer,
    status: "active",
    cancel_at: null,
    cancel_at_period_end: false,
    canceled_at: null,
    ended_at: null,
    created: now,
    start_date: now,
    currency: "eur",
    livemode: false,
    metadata,
    pause_collection: null,
    discounts: [],
    items: {
      object: "list",
      has_more: false,
      data: [
        {
          id: id.replace("sub_", "si_"),
          object: "subscription_item",
          quantity: 1,
          current_period_start: now,
          current_period_end: now + monthSeconds,
          price: {
            id: price,
            object: "price",
            nickname: price === "price_team" ? "Team" : null,
            lookup_key: null,
            unit_amount: 2400,
            currency: "eur",
            recurring: { interval: "month", interval_count: 1 },
          },
        },
      ],
    },
  };
}

/** The invoice of another period that was paid. */
export function makeInvoice(
  id: string,
  { id: subscription, customer, metadata }: LocalSubscription,
  now: number,
): LocalInvoice {
  return {
    id,
    object: "invoice",
    customer,
    created: now,
    currency: "eur",
    livemode: false,
    status: "paid",
    billing_reason: "subscription_cycle",
    amount_due: 2400,
    amount_paid: 2400,
    parent: {
      type: "subscription_details",
      quote_details: null,
      subscription_details: { subscription, metadata },
    },
  };
}

/** When the period ends that is paid for, in seconds since the epoch. */
export function periodEnd({ items }: LocalSubscription): number {
  return items.data[0]?.current_period_end ?? 0;
}
