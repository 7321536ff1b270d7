import type Stripe from "stripe";
import { toEntries } from "./form-fields.ts";
import type { Change, StripeRecords } from "./stripe-account.ts";
import { type LocalSubscription, noDetails } from "./stripe-objects.ts";
import { missing, Refusal, wrong } from "./stripe-refusal.ts";

type Fields = Record<string, unknown>;

/** What an update of a subscription takes here (https://docs.stripe.com/api/subscriptions/update). */
export const updateFields = [
  "cancel_at",
  "cancel_at_period_end",
  "cancellation_details",
  "discounts",
  "items",
  "metadata",
  "pause_collection",
  "proration_behavior",
  "trial_end",
];

/** What ending one takes here (https://docs.stripe.com/api/subscriptions/cancel). */
export const endFields = ["cancellation_details", "invoice_now", "prorate"];

const feedbacks = new Set([
  "customer_service",
  "low_quality",
  "missing_features",
  "other",
  "switched_service",
  "too_complex",
  "too_expensive",
  "unused",
]);

/** What a form asks to change. An empty text unsets a field, as everywhere in this API. */
export function toChange(fields: Fields, before: LocalSubscription, records: StripeRecords): Change {
  const { cancel_at_period_end: atEnd, cancel_at: at, discounts, items, metadata } = fields;
  const { pause_collection: pause, trial_end: trialEnd, proration_behavior: proration } = fields;
  if (atEnd !== undefined && at !== undefined && at !== "")
    throw wrong(
      "cancel_at",
      "You may only specify one of these parameters: cancel_at, cancel_at_period_end.",
    );
  if (proration !== undefined && !["always_invoice", "create_prorations", "none"].includes(String(proration)))
    throw wrong("proration_behavior", "Invalid proration_behavior.");
  const [item] = toEntries(items);
  return {
    ...(atEnd !== undefined && { cancel_at_period_end: toBoolean("cancel_at_period_end", atEnd) }),
    ...(at !== undefined && atEnd === undefined && { cancel_at: toCancelAt(at, before, records.seconds()) }),
    ...(metadata !== undefined && { metadata: toMetadata(before.metadata, metadata) }),
    ...(discounts !== undefined && { discounts: toDiscounts(discounts, records) }),
    ...(item && toItemChange(item, before, records)),
    ...(pause !== undefined && { pause_collection: toPause(pause) }),
    ...(trialEnd !== undefined && toTrial(trialEnd, before, records.seconds())),
    ...(fields.cancellation_details !== undefined && {
      cancellation_details: toCancellationDetails(fields, before),
    }),
  };
}

/** Why it ends, in the customer's words and by one of Stripe's keys. */
export function toCancellationDetails(
  { cancellation_details: wanted }: Fields,
  { cancellation_details: known }: LocalSubscription,
): Stripe.Subscription.CancellationDetails {
  const { comment, feedback } = Object(wanted) as { comment?: unknown; feedback?: unknown };
  if (feedback !== undefined && feedback !== "" && !feedbacks.has(String(feedback)))
    throw wrong("cancellation_details[feedback]", "Invalid cancellation_details[feedback].");
  if (String(comment ?? "").length > 5000)
    throw wrong("cancellation_details[comment]", "Invalid string: must be at most 5000 characters.");
  return {
    ...(known ?? noDetails),
    comment: comment === undefined ? (known?.comment ?? null) : String(comment) || null,
    feedback:
      feedback === undefined
        ? (known?.feedback ?? null)
        : ((String(feedback) || null) as Stripe.Subscription.CancellationDetails.Feedback | null),
  };
}

function toBoolean(name: string, value: unknown): boolean {
  if (value === "true" || value === "false") return value === "true";
  throw wrong(name, `Invalid boolean: ${name}.`);
}

function toCancelAt(
  value: unknown,
  before: LocalSubscription,
  now: number,
): NonNullable<Change["cancel_at"]> | null {
  if (value === "") return null;
  if (value === "min_period_end" || value === "max_period_end") {
    if (before.billing_mode.type === "flexible") return value;
    throw wrong("cancel_at", "This value is only available with billing_mode[type]=flexible.");
  }
  const at = Number(value);
  if (!Number.isSafeInteger(at)) throw wrong("cancel_at", "Invalid integer: cancel_at.");
  if (at <= now) throw wrong("cancel_at", "Cancel at must be in the future.");
  return at;
}

/** https://docs.stripe.com/api/metadata: an empty value removes its key; 50 keys, of 40 and 500 characters. */
function toMetadata(known: Stripe.Metadata, wanted: unknown): Stripe.Metadata {
  if (wanted === "") return {};
  const merged = { ...known, ...(wanted as Record<string, string>) };
  const entries = Object.entries(merged).filter(([, value]) => value !== "");
  const isTooLong = entries.some(([key, value]) => key.length > 40 || value.length > 500);
  if (entries.length > 50 || isTooLong) throw wrong("metadata", "Invalid metadata: too long.");
  return Object.fromEntries(entries);
}

function toDiscounts(discounts: unknown, { coupons }: StripeRecords): string[] {
  if (discounts === "") return [];
  return toEntries(discounts).map(({ coupon, discount }, index) => {
    if (discount !== undefined) return String(discount);
    const known = coupons.get(String(coupon));
    if (!known) throw missing("coupon", String(coupon), `discounts[${index}][coupon]`);
    if (!known.valid)
      throw new Refusal("invalid_request_error", `Coupon ${known.id} is used up and cannot be applied.`, {
        reason: "coupon_expired",
      });
    return `di_${known.id}`;
  });
}

function toItemChange(item: Fields, before: LocalSubscription, { prices }: StripeRecords): Change {
  if (!before.items.data.some(({ id }) => id === item.id))
    throw missing("subscription item", String(item.id), "items[0][id]");
  const { price, quantity } = item;
  if (price !== undefined && !prices.has(String(price)))
    throw missing("price", String(price), "items[0][price]");
  const wanted = Number(quantity);
  if (quantity !== undefined && (!Number.isInteger(wanted) || wanted < 0))
    throw wrong("items[0][quantity]", "Invalid integer.");
  return {
    ...(price !== undefined && { price: String(price) }),
    ...(quantity !== undefined && { quantity: wanted }),
  };
}

function toPause(pause: unknown): Stripe.Subscription.PauseCollection | null {
  if (pause === "") return null;
  const { behavior, resumes_at: resumesAt } = Object(pause) as Fields;
  if (!["keep_as_draft", "mark_uncollectible", "void"].includes(String(behavior)))
    throw wrong("pause_collection[behavior]", "Invalid pause_collection[behavior].");
  return {
    behavior: String(behavior) as "void",
    resumes_at: resumesAt === undefined ? null : Number(resumesAt),
  };
}

/** A trial's end becomes the period's end: until then nothing is owed. */
function toTrial(value: unknown, before: LocalSubscription, now: number): Change {
  const at = Number(value);
  if (!Number.isSafeInteger(at) || at <= now)
    throw wrong("trial_end", "Invalid timestamp: must be an integer Unix timestamp in the future.");
  const data = before.items.data.map((item) => ({ ...item, current_period_end: at }));
  return {
    status: "trialing",
    trial_end: at,
    trial_start: before.trial_start ?? now,
    items: { ...before.items, data },
  };
}
