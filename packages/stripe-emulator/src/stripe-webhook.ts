import { createHmac } from "node:crypto";
import type { StripeEvent } from "./stripe-objects.ts";
import type { StripeSettings } from "./stripe-options.ts";

/**
 * How often an event is sent until it is taken, and how long is waited in between, in milliseconds. Stripe
 * goes on for days.
 */
const tries = 400;
const waitMs = 250;

/** Sends events to the webhook endpoint, each on its own, until it takes them. */
export function createStripeWebhook({
  webhookUrl,
  webhookPayload,
  webhookSecret,
  fetch: send,
  now,
}: StripeSettings) {
  const underWay = new Set<Promise<void>>();
  const closing = new AbortController();

  async function deliver(url: string, event: StripeEvent): Promise<void> {
    const body = JSON.stringify(webhookPayload === "thin" ? toThinEvent(event) : event);
    for (let count = 0; count < tries && !closing.signal.aborted; count += 1) {
      const headers = { "content-type": "application/json", "stripe-signature": sign(body) };
      const response = await send(url, { method: "POST", body, headers }).catch(() => undefined);
      if (response?.ok) return;
      await new Promise((resolve) => setTimeout(resolve, waitMs));
    }
  }

  /** See https://docs.stripe.com/webhooks/signature */
  function sign(body: string): string {
    const timestamp = Math.floor(now() / 1000);
    const signature = createHmac("sha256", webhookSecret).update(`${timestamp}.${body}`).digest("hex");
    return `t=${timestamp},v1=${signature}`;
  }

  return {
    send(event: StripeEvent): void {
      if (webhookUrl === undefined) return;
      const delivery = deliver(webhookUrl, event).finally(() => underWay.delete(delivery));
      underWay.add(delivery);
    },
    /** Resolves when nothing is under way. */
    async idle(): Promise<void> {
      while (underWay.size > 0) await Promise.all(underWay);
    },
    stop: () => closing.abort(),
  };
}

/**
 * What is left of an event in a thin payload
 * (https://docs.stripe.com/event-destinations#benefits-of-thin-events).
 */
function toThinEvent({ id, type, created, livemode, data }: StripeEvent): object {
  const object = data.object as { id: string; object: string };
  return {
    id,
    object: "v2.core.event",
    type: `v1.${type}`,
    livemode,
    created: new Date(created * 1000).toISOString(),
    related_object: { id: object.id, type: object.object, url: `/v1/${object.object}s/${object.id}` },
  };
}
