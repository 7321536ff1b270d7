import { describeIssues } from "@retent/retentbase/internal";
import * as z from "zod";
import type { Bytes } from "../billing/billing.ts";
import { type BillingEvent, BillingEventError, type BillingFact } from "../billing/billing-event.ts";
import {
  type ChargebeeSubscription,
  chargebeeTime,
  isEnding,
  readUserId,
  subscriptionSchema,
} from "./chargebee-api.ts";

const invoiceSchema = z.object({
  date: chargebeeTime,
  total: z.int(),
  recurring: z.boolean().optional(),
  first_invoice: z.boolean().optional(),
});

/** https://apidocs.chargebee.com/docs/api/events */
const eventSchema = z.object({
  id: z.string(),
  event_type: z.string(),
  occurred_at: chargebeeTime,
  content: z.object({ subscription: subscriptionSchema.optional(), invoice: invoiceSchema.optional() }),
});

/** Types that take back an end, scheduled or past. */
const resumedTypes = [
  "subscription_scheduled_cancellation_removed",
  "subscription_reactivated",
  "subscription_resumed",
];

/**
 * What a message of Chargebee's says about how a cancellation ends: by the state of the subscription in it, which is
 * the same in whichever order messages arrive. Null where it says nothing.
 *
 * @throws {BillingEventError} `malformed`
 */
export function readEvent(body: Bytes, userIdKey: string | undefined): BillingEvent | null {
  const { data, error } = eventSchema.safeParse(toJson(body));
  if (error) throw new BillingEventError("malformed", `the message: ${describeIssues(error)}`);
  const { subscription, invoice } = data.content;
  const { event_type: type } = data;
  if (!subscription) return null;
  const fact = type === "payment_succeeded" ? toPayment(invoice) : toFact(type, subscription);
  return (
    fact && {
      id: data.id,
      type,
      occurredAt: data.occurred_at,
      customer: subscription.customer_id,
      subscription: subscription.id,
      userId: readUserId(subscription, userIdKey),
      fact,
    }
  );
}

function toFact(type: string, subscription: ChargebeeSubscription): BillingFact | null {
  if (!type.startsWith("subscription_")) return null;
  const { status, cancelled_at: cancelledAt, current_term_end: termEnd } = subscription;
  if (status === "cancelled") return cancelledAt ? { type: "ended", effectiveAt: cancelledAt } : null;
  if (isEnding(subscription)) return { type: "scheduled", endsAt: cancelledAt ?? termEnd };
  // Paused, and not begun: it is open what comes of it.
  if (status !== "active" && status !== "in_trial") return null;
  if (type === "subscription_created" || type === "subscription_started") return { type: "started" };
  return { type: resumedTypes.includes(type) ? "resumed" : "running" };
}

/** Only a payment of a new period, or of a new subscription, says that the customer stays. */
function toPayment(invoice: z.output<typeof invoiceSchema> | undefined): BillingFact | null {
  if (!invoice?.recurring || invoice.total <= 0) return null;
  return invoice.first_invoice ? { type: "bought" } : { type: "paid", invoicedAt: invoice.date };
}

function toJson(body: Bytes): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(body));
  } catch {
    throw new BillingEventError("malformed", "the message is not JSON");
  }
}
