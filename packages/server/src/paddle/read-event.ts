import { describeIssues } from "@retent/retentbase/internal";
import * as z from "zod";
import type { Bytes } from "../billing/billing.ts";
import { type BillingEvent, BillingEventError, type BillingFact } from "../billing/billing-event.ts";
import { type PaddleSubscription, paddleTime, readUserId, subscriptionSchema } from "./paddle-api.ts";

/** https://developer.paddle.com/webhooks/overview */
const eventSchema = z.object({
  event_id: z.string(),
  event_type: z.string(),
  occurred_at: paddleTime,
  data: z.unknown(),
});

/** What we read of a transaction (https://developer.paddle.com/webhooks/transactions/transaction-completed). */
const transactionSchema = z.object({
  subscription_id: z.string().nullish(),
  customer_id: z.string().nullish(),
  origin: z.string(),
  created_at: paddleTime,
  billed_at: paddleTime.nullish(),
  custom_data: z.record(z.string(), z.unknown()).nullish(),
  details: z.object({ totals: z.object({ grand_total: z.string() }) }),
});

/**
 * What a message of Paddle's says about how a cancellation ends: by the state of the subscription in it, which is
 * the same in whichever order messages arrive. Null where it says nothing.
 *
 * @throws {BillingEventError} `malformed`
 */
export function readEvent(body: Bytes, userIdKey: string | undefined): BillingEvent | null {
  const { event_id: id, event_type: type, occurred_at: occurredAt, data } = parse(eventSchema, toJson(body));
  if (type === "transaction.completed") {
    const details = readTransaction(data, userIdKey);
    return details && { id, type, occurredAt, ...details };
  }
  if (!type.startsWith("subscription.")) return null;
  const subscription = parse(subscriptionSchema, data);
  const fact = toFact(type, subscription);
  return (
    fact && {
      id,
      type,
      occurredAt,
      customer: subscription.customer_id,
      subscription: subscription.id,
      userId: readUserId(subscription, userIdKey),
      fact,
    }
  );
}

function toFact(
  type: string,
  { status, canceled_at, scheduled_change }: PaddleSubscription,
): BillingFact | null {
  if (status === "canceled") return canceled_at ? { type: "ended", effectiveAt: canceled_at } : null;
  if (scheduled_change?.action === "cancel")
    return { type: "scheduled", endsAt: scheduled_change.effective_at };
  // Paused and past due: it is open what comes of it.
  if (status !== "active" && status !== "trialing") return null;
  if (type === "subscription.created") return { type: "started" };
  return { type: type === "subscription.resumed" ? "resumed" : "running" };
}

/** Only a payment of a new period, or of a new subscription, says that the customer stays. */
function readTransaction(
  data: unknown,
  userIdKey: string | undefined,
): Pick<BillingEvent, "customer" | "subscription" | "userId" | "fact"> | null {
  const transaction = parse(transactionSchema, data);
  const { subscription_id: subscription, customer_id: customer = null, origin, details } = transaction;
  if (!subscription || !(Number(details.totals.grand_total) > 0)) return null;
  const about = { customer, subscription, userId: readUserId(transaction, userIdKey) };
  if (origin === "subscription_recurring") {
    const invoicedAt = transaction.billed_at ?? transaction.created_at;
    return { ...about, fact: { type: "paid", invoicedAt } };
  }
  return origin === "web" || origin === "api" ? { ...about, fact: { type: "bought" } } : null;
}

function toJson(body: Bytes): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(body));
  } catch {
    throw new BillingEventError("malformed", "the message is not JSON");
  }
}

function parse<Schema extends z.ZodType>(schema: Schema, value: unknown): z.output<Schema> {
  const { data, error } = schema.safeParse(value);
  if (error) throw new BillingEventError("malformed", `the message: ${describeIssues(error)}`);
  return data;
}
