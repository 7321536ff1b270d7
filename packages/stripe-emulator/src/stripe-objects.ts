import type Stripe from "stripe";

// Objects in the current shape of Stripe's API, as far as they are needed: each field is typed by Stripe's
// own package.

export type LocalPrice = Pick<
  Stripe.Price,
  "id" | "object" | "active" | "nickname" | "lookup_key" | "unit_amount" | "currency" | "livemode"
> & { product: string; recurring: Pick<Stripe.Price.Recurring, "interval" | "interval_count"> };

export type LocalProduct = Pick<Stripe.Product, "id" | "object" | "active" | "name" | "livemode">;

export type LocalCoupon = Pick<
  Stripe.Coupon,
  "id" | "object" | "duration" | "percent_off" | "valid" | "livemode"
>;

export type LocalItem = Pick<
  Stripe.SubscriptionItem,
  "id" | "object" | "quantity" | "current_period_start" | "current_period_end"
> & { price: LocalPrice };

export type LocalSubscription = Pick<
  Stripe.Subscription,
  | "id"
  | "object"
  | "billing_mode"
  | "cancel_at"
  | "cancel_at_period_end"
  | "canceled_at"
  | "cancellation_details"
  | "created"
  | "currency"
  | "ended_at"
  | "livemode"
  | "metadata"
  | "pause_collection"
  | "start_date"
  | "status"
  | "trial_end"
  | "trial_settings"
  | "trial_start"
> & {
  customer: string;
  discounts: string[];
  items: { object: "list"; data: LocalItem[]; has_more: boolean };
  schedule: string | null;
};

export type LocalSchedule = Pick<
  Stripe.SubscriptionSchedule,
  | "id"
  | "object"
  | "canceled_at"
  | "completed_at"
  | "created"
  | "current_phase"
  | "end_behavior"
  | "livemode"
  | "metadata"
  | "released_at"
  | "released_subscription"
  | "status"
> & {
  customer: string;
  subscription: string | null;
  phases: LocalPhase[];
};

export interface LocalPhase {
  start_date: number;
  end_date: number;
  items: { price: string; quantity: number }[];
}

export type LocalInvoice = Pick<
  Stripe.Invoice,
  | "id"
  | "object"
  | "amount_due"
  | "amount_paid"
  | "billing_reason"
  | "created"
  | "currency"
  | "ending_balance"
  | "livemode"
  | "starting_balance"
  | "status"
  | "total"
> & {
  customer: string;
  parent: Pick<Stripe.Invoice.Parent, "type" | "subscription_details" | "quote_details">;
};

export type LocalCustomer = Pick<
  Stripe.Customer,
  "id" | "object" | "balance" | "created" | "livemode" | "metadata"
> & { invoice_settings: { default_payment_method: string | null } };

/** A message of a webhook endpoint. */
export type StripeEvent = Pick<
  Stripe.Event,
  "id" | "object" | "api_version" | "created" | "livemode" | "pending_webhooks"
> & { type: Stripe.Event["type"]; data: { object: object; previous_attributes?: object } };

/** Why a subscription ends, before a reason is given. */
export const noDetails: Stripe.Subscription.CancellationDetails = {
  comment: null,
  feedback: null,
  feedback_option: null,
  reason: null,
};

const daySeconds = 86_400;
const monthSeconds = 30 * daySeconds;

export interface NewSubscription {
  customer: string;
  /** Default `price_team`. */
  price?: string;
  metadata?: Record<string, string>;
  /** Default `classic`. */
  billingMode?: "classic" | "flexible";
  /** Default 0: no trial. */
  trialDays?: number;
  /** What comes of a trial without a payment method. Default `create_invoice`. */
  missingPaymentMethod?: "cancel" | "create_invoice" | "pause";
}

/** A subscription that begins now, in seconds since the epoch, and is paid for a month of 30 days. */
export function makeSubscription(
  id: string,
  wanted: NewSubscription,
  price: LocalPrice,
  now: number,
): LocalSubscription {
  const { customer, metadata = {}, billingMode = "classic", trialDays = 0 } = wanted;
  const trialEnd = trialDays > 0 ? now + trialDays * daySeconds : null;
  return {
    id,
    object: "subscription",
    customer,
    status: trialEnd === null ? "active" : "trialing",
    billing_mode: { type: billingMode, flexible: null },
    cancel_at: null,
    cancel_at_period_end: false,
    canceled_at: null,
    cancellation_details: noDetails,
    ended_at: null,
    created: now,
    start_date: now,
    currency: "eur",
    livemode: false,
    metadata,
    pause_collection: null,
    discounts: [],
    schedule: null,
    trial_start: trialEnd === null ? null : now,
    trial_end: trialEnd,
    trial_settings: {
      end_behavior: {
        billing_cycle_anchor: "now",
        missing_payment_method: wanted.missingPaymentMethod ?? "create_invoice",
      },
    },
    items: {
      object: "list",
      has_more: false,
      data: [
        {
          id: id.replace("sub_", "si_"),
          object: "subscription_item",
          quantity: 1,
          current_period_start: now,
          current_period_end: trialEnd ?? now + monthSeconds,
          price,
        },
      ],
    },
  };
}

/** A monthly price. */
export function makePrice(id: string, product: string, nickname: string | null, amount = 2400): LocalPrice {
  return {
    id,
    object: "price",
    active: true,
    product,
    nickname,
    lookup_key: null,
    unit_amount: amount,
    currency: "eur",
    livemode: false,
    recurring: { interval: "month", interval_count: 1 },
  };
}

interface InvoiceFacts {
  reason: "subscription_create" | "subscription_cycle";
  /** Default: what the subscription costs. */
  total?: number;
  /** The customer's balance before; credit is negative. */
  balance: number;
  isPaid: boolean;
  /** Seconds since the epoch. */
  now: number;
}

/** The invoice of a period. Credit on the customer's balance pays first. */
export function makeInvoice(
  id: string,
  { id: subscription, customer, metadata, items }: LocalSubscription,
  { reason, total = toTotal(items), balance, isPaid, now }: InvoiceFacts,
): LocalInvoice {
  const credit = Math.min(total, Math.max(0, -balance));
  return {
    id,
    object: "invoice",
    customer,
    created: now,
    currency: "eur",
    livemode: false,
    status: isPaid ? "paid" : "open",
    billing_reason: reason,
    total,
    starting_balance: balance,
    ending_balance: balance + credit,
    amount_due: total - credit,
    amount_paid: isPaid ? total - credit : 0,
    parent: {
      type: "subscription_details",
      quote_details: null,
      subscription_details: { subscription, metadata },
    },
  };
}

function toTotal({ data }: LocalSubscription["items"]): number {
  return data.reduce((sum, { price, quantity }) => sum + (price.unit_amount ?? 0) * (quantity ?? 1), 0);
}

/** When the earliest period ends that is paid for, in seconds since the epoch. */
export function periodEnd({ items }: LocalSubscription): number {
  return Math.min(...items.data.map((item) => item.current_period_end));
}

/** Whether a subscription can still change. */
export function isOver({ status }: Pick<LocalSubscription, "status">): boolean {
  return status === "canceled" || status === "incomplete_expired";
}
