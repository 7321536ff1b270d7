import type { BillingEvent } from "../billing/billing-event.ts";
import { type EventDetails, factOfCheckout, factOfInvoice, factOfSubscription } from "./facts.ts";
import { type StripeObject, toId, toObject, toText, toTimeMs } from "./fields.ts";

/** The types of events that a webhook endpoint has to send us. */
export const stripeEventTypes = [
  "checkout.session.completed",
  "customer.subscription.created",
  "customer.subscription.updated",
  "customer.subscription.deleted",
  "invoice.paid",
  "invoice.payment_failed",
] as const;

interface ReadOptions {
  isLive: boolean;
  userIdKey: string;
  userIdIsCustomer?: boolean;
}

/**
 * What a message of Stripe's says about how a cancellation ends: by the state of the object in it, which is
 * the same in whichever order messages arrive. Null where it says nothing, as failed payments that Stripe
 * tries again, and whatever we don't know.
 */
export function readEvent(
  message: unknown,
  { isLive, userIdKey, userIdIsCustomer = false }: ReadOptions,
): BillingEvent | { ignored: string; fault?: string } | null {
  const event = toObject(message);
  // It names what has changed and says nothing of it: asking for it would only tell the present, and no
  // order.
  if (event.object === "v2.core.event")
    return {
      ignored: "a thin event: in Stripe, add an endpoint with snapshot payloads and remove this one",
      fault: "thin_events",
    };
  const data = toObject(event.data);
  const [id, type, occurredAt] = [toText(event.id), toText(event.type), toTimeMs(event.created)];
  if (event.object !== "event" || id === null || type === null || occurredAt === undefined) return null;
  // Of an account that is connected to the merchant's: none of the merchant's own customers.
  if (toText(event.account) !== null) return { ignored: "an event of a connected account" };
  if (event.livemode !== isLive)
    return { ignored: isLive ? "a test event in production" : "a live event in the sandbox" };
  const details = readDetails(event, toObject(data.object), userIdKey);
  if (!details) return null;
  const customer = toId(toObject(data.object).customer);
  return { id, type, occurredAt, customer, ...details, ...(userIdIsCustomer && { userId: customer }) };
}

function readDetails(event: StripeObject, object: StripeObject, userIdKey: string): EventDetails | null {
  const previous = toObject(toObject(event.data).previous_attributes);
  switch (event.type) {
    case "checkout.session.completed":
      return factOfCheckout(object, userIdKey);
    case "checkout.session.async_payment_succeeded":
      return factOfCheckout(object, userIdKey, toTimeMs(object.created));
    case "invoice.paid":
      return factOfInvoice(object, userIdKey);
    case "customer.subscription.deleted":
      return factOfSubscription({ canceled_at: event.created, ...object }, previous, userIdKey);
    case "customer.subscription.paused":
      return factOfSubscription(object, { status: "trialing", ...previous }, userIdKey);
    case "customer.subscription.created": {
      const details = factOfSubscription(object, previous, userIdKey);
      return details?.fact.type === "running" ? { ...details, fact: { type: "started" } } : details;
    }
    default:
      return String(event.type).startsWith("customer.subscription.")
        ? factOfSubscription(object, previous, userIdKey)
        : null;
  }
}
