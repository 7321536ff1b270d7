/**
 * What Stripe's published fixtures (stripe/openapi, August 2026) hold in the fields that the local Stripe has,
 * as types: `?` where the fixture or the documentation has null as well. Written down by hand.
 */
export type Shape = { [field: string]: string | Shape };

const item: Shape = {
  id: "string",
  object: "subscription_item",
  quantity: "number",
  current_period_start: "number",
  current_period_end: "number",
  price: {
    id: "string",
    object: "price",
    active: "boolean",
    currency: "string",
    livemode: "boolean",
    lookup_key: "string?",
    nickname: "string?",
    product: "string",
    recurring: { interval: "string", interval_count: "number" },
    unit_amount: "number?",
  },
};

export const shapes: Record<string, Shape> = {
  subscription: {
    id: "string",
    object: "subscription",
    billing_mode: { type: "string", flexible: "object?" },
    cancel_at: "number?",
    cancel_at_period_end: "boolean",
    canceled_at: "number?",
    cancellation_details: {
      comment: "string?",
      feedback: "string?",
      feedback_option: "string?",
      reason: "string?",
    },
    created: "number",
    currency: "string",
    customer: "string",
    discounts: "array",
    ended_at: "number?",
    items: { object: "list", data: "array", has_more: "boolean" },
    livemode: "boolean",
    metadata: "object",
    pause_collection: "object?",
    schedule: "string?",
    start_date: "number",
    status: "string",
    trial_end: "number?",
    trial_settings: {
      end_behavior: { billing_cycle_anchor: "string?", missing_payment_method: "string" },
    },
    trial_start: "number?",
  },
  subscription_item: item,
  price: item.price as Shape,
  subscription_schedule: {
    id: "string",
    object: "subscription_schedule",
    canceled_at: "number?",
    completed_at: "number?",
    created: "number",
    current_phase: { start_date: "number", end_date: "number" },
    customer: "string",
    end_behavior: "string",
    livemode: "boolean",
    metadata: "object",
    phases: "array",
    released_at: "number?",
    released_subscription: "string?",
    status: "string",
    subscription: "string?",
  },
  invoice: {
    id: "string",
    object: "invoice",
    amount_due: "number",
    amount_paid: "number",
    billing_reason: "string?",
    created: "number",
    currency: "string",
    customer: "string",
    ending_balance: "number?",
    livemode: "boolean",
    parent: {
      type: "string",
      quote_details: "object?",
      subscription_details: { metadata: "object?", subscription: "string" },
    },
    starting_balance: "number",
    status: "string?",
    total: "number",
  },
  product: { id: "string", object: "product", active: "boolean", livemode: "boolean", name: "string" },
  coupon: {
    id: "string",
    object: "coupon",
    duration: "string",
    livemode: "boolean",
    percent_off: "number?",
    valid: "boolean",
  },
  customer: {
    id: "string",
    object: "customer",
    balance: "number",
    created: "number",
    invoice_settings: { default_payment_method: "string?" },
    livemode: "boolean",
    metadata: "object",
  },
  "billing_portal.session": {
    id: "string",
    object: "billing_portal.session",
    customer: "string",
    livemode: "boolean",
    url: "string",
  },
  "billing_portal.configuration": {
    id: "string",
    object: "billing_portal.configuration",
    active: "boolean",
    is_default: "boolean",
    livemode: "boolean",
  },
  webhook_endpoint: {
    id: "string",
    object: "webhook_endpoint",
    enabled_events: "array",
    livemode: "boolean",
    status: "string",
    url: "string",
  },
};

/** Where a value differs from a shape, as `path: what is wrong`; a field that is missing or unknown counts. */
export function findDifferences(value: unknown, shape: Shape, path = ""): string[] {
  const object = Object(value) as Record<string, unknown>;
  const unknown = Object.keys(object).filter((name) => !(name in shape));
  return [
    ...unknown.map((name) => `${path}${name}: is in no fixture`),
    ...Object.entries(shape).flatMap(([name, wanted]) => {
      if (!(name in object)) return [`${path}${name}: is missing`];
      const found = object[name];
      if (typeof wanted !== "string") return findDifferences(found, wanted, `${path}${name}.`);
      return isOfType(found, wanted) ? [] : [`${path}${name}: ${JSON.stringify(found)} is not ${wanted}`];
    }),
  ];
}

function isOfType(value: unknown, wanted: string): boolean {
  if (value === null) return wanted.endsWith("?");
  const type = wanted.replace("?", "");
  if (["string", "number", "boolean"].includes(type)) return typeof value === type;
  if (type === "array") return Array.isArray(value);
  return type === "object" ? typeof value === "object" && !Array.isArray(value) : value === type;
}
