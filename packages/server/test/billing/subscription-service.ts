import { createHmac, timingSafeEqual } from "node:crypto";
import { type BillingEvent, BillingEventError, type BillingFact } from "../../src/billing-entry.ts";
import type { Billing } from "../../src/index.ts";

/** A message of a made-up subscription service, shaped like Paddle's: the whole subscription, and what happened to it. */
export interface ServiceMessage {
  event_id: string;
  event_type: string;
  occurred_at: string;
  data: {
    id: string;
    customer_id: string;
    status: string;
    canceled_at?: string | null;
    scheduled_change?: { action: string } | null;
    custom_data?: { userId?: string } | null;
  };
}

const toleranceSeconds = 5;

/** Any other billing: this is all that it takes. */
export function createServiceBilling(secret: string): Billing {
  return {
    onResult: ({ outcome }) => (outcome === "recovered" ? { outcome } : { pending: true, customer: "ctm_1" }),
    webhook: {
      path: "/billing/webhook",
      async read(body, headers, now) {
        // The signature is over the bytes, so it comes first.
        if (!isSigned(body, headers.get("service-signature") ?? "", now))
          throw new BillingEventError("signature_invalid", "the signature does not fit");
        return toEvent(JSON.parse(new TextDecoder().decode(body)) as ServiceMessage);
      },
    },
  };

  function isSigned(body: Uint8Array, header: string, now: number): boolean {
    const { ts = "", h1 = "" } = Object.fromEntries(new URLSearchParams(header.replaceAll(";", "&")));
    const expected = createHmac("sha256", secret).update(`${ts}:`).update(body).digest();
    const given = Buffer.from(h1, "hex");
    const isFresh = Math.abs(now / 1000 - Number(ts)) <= toleranceSeconds;
    return isFresh && given.length === expected.length && timingSafeEqual(given, expected);
  }
}

function toEvent({ event_id, event_type, occurred_at, data }: ServiceMessage): BillingEvent | null {
  const fact = factOf(event_type, data);
  if (!fact) return null;
  return {
    id: event_id,
    type: event_type,
    occurredAt: Date.parse(occurred_at),
    customer: data.customer_id,
    subscription: data.id,
    // Set by the shop's own server when it made the subscription.
    userId: data.custom_data?.userId ?? null,
    fact,
  };
}

function factOf(
  type: string,
  { status, canceled_at, scheduled_change }: ServiceMessage["data"],
): BillingFact | null {
  if (status === "canceled" && canceled_at) return { type: "ended", effectiveAt: Date.parse(canceled_at) };
  if (scheduled_change?.action === "cancel") return { type: "scheduled" };
  if (type === "subscription.resumed") return { type: "resumed" };
  return status === "active" ? { type: "running" } : null;
}

/** The signature header of a message. */
export function signMessage(body: string, secret: string, now: number): string {
  const ts = Math.floor(now / 1000);
  return `ts=${ts};h1=${createHmac("sha256", secret).update(`${ts}:${body}`).digest("hex")}`;
}
