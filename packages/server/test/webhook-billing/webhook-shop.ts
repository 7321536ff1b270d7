import { Webhook } from "standardwebhooks";
import { createWebhookBilling } from "../../src/webhook-billing/create-webhook-billing.ts";
import { start, startServer } from "../server-under-test.ts";

export const billingSecret = "whsec_S3Y3LXNlY3JldC1vZi10aGVzZS10ZXN0cy1vbmx5";
export const otherSecret = "whsec_QW5vdGhlci1zZWNyZXQtb2YtdGhlc2UtdGVzdHMh";
export const billingUrl = "https://hooks.shop.example/cancellations?key=canary-query";

export type Reply = Response | Error | (() => Response);

export interface Received {
  headers: Headers;
  body: string;
  message: { type: string; timestamp: string; data: Record<string, unknown> };
}

/** A receiver that keeps what it gets, and answers what the test says; without a reply it has switched itself off. */
export function createReceiver(...replies: Reply[]) {
  const received: Received[] = [];
  const receive: typeof fetch = async (input, init) => {
    if (String(input) !== billingUrl || init?.redirect !== "manual") throw new Error("posted elsewhere");
    const body = String(init.body);
    received.push({ headers: new Headers(init.headers), body, message: JSON.parse(body) });
    const reply = replies.length > 1 ? replies.shift() : replies[0];
    if (reply === undefined) return new Response(null, { status: 410 });
    if (reply instanceof Error) throw reply;
    return reply instanceof Response ? reply.clone() : reply();
  };
  return { received, receive, answerWith: (...next: Reply[]) => replies.splice(0, replies.length, ...next) };
}

type Options = NonNullable<Parameters<typeof startServer>[0]> & {
  secret?: string | string[];
  receiver?: ReturnType<typeof createReceiver>;
};

/** A server whose billing is a webhook. */
export async function startWebhookShop({
  secret = billingSecret,
  receiver = createReceiver(Response.json({ outcome: "churned" })),
  clock = { now: start },
  ...options
}: Options = {}) {
  const billing = createWebhookBilling({
    url: billingUrl,
    secret,
    fetch: receiver.receive,
    now: () => clock.now,
  });
  const server = await startServer({ ...options, clock, billing });
  return {
    ...server,
    ...receiver,
    ping: billing.ping,
    /** Posts to `/settle` what the headers say, true or not. */
    async post(body: unknown, headers: Record<string, string>) {
      const init = { method: "POST", body: typeof body === "string" ? body : JSON.stringify(body), headers };
      const response = await server.browser.send("/settle", init);
      return { status: response.status, answer: (await response.json()) as Record<string, unknown> };
    },
    told: () =>
      server.retentbase
        .calls("update")
        .map(({ body: { outcome, effectiveAt } }) => ({ outcome, effectiveAt })),
  };
}

/** The headers by which a receiver signs; by the reference's own code, so that both can't share a mistake. */
export function signHeaders(body: unknown, at: number, { secret = billingSecret, id = "msg_1" } = {}) {
  const content = typeof body === "string" ? body : JSON.stringify(body);
  return {
    "content-type": "application/json",
    "webhook-id": id,
    "webhook-timestamp": String(Math.floor(at / 1000)),
    "webhook-signature": new Webhook(secret).sign(id, new Date(at), content),
  };
}
