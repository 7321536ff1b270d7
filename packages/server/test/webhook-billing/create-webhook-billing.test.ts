import { Webhook } from "standardwebhooks";
import { describe, expect, test, vi } from "vitest";
import { createWebhookBilling } from "../../src/webhook-billing/create-webhook-billing.ts";
import { rejection, start } from "../server-under-test.ts";
import {
  billingSecret,
  billingUrl,
  createReceiver,
  otherSecret,
  type Received,
  type Reply,
  startWebhookShop,
} from "./webhook-shop.ts";

const result = {
  eventId: "ev_1",
  revision: 2,
  userId: "user_1",
  environment: "prod",
  outcome: "churned",
  reasonKey: "too_expensive",
  reasonText: "canary-words of the customer",
  offer: { type: "discount", label: "50% off", accepted: false },
  decidedAt: "2026-03-01T00:00:00.000Z",
  subscription: "sub_1",
} as const;

function connect(...replies: Reply[]) {
  const receiver = createReceiver(...replies);
  const options = { url: billingUrl, secret: billingSecret, fetch: receiver.receive, now: () => start };
  const billing = createWebhookBilling(options);
  return { ...receiver, ping: billing.ping, decide: async () => billing.onResult?.(result) };
}

/** What the reference's own code says of a message; it goes by the runtime's clock. */
function isSigned({ headers, body }: Received, secret: string): boolean {
  vi.useFakeTimers({ now: start, toFake: ["Date"] });
  try {
    new Webhook(secret).verify(body, Object.fromEntries(headers));
    return true;
  } catch {
    return false;
  } finally {
    vi.useRealTimers();
  }
}

describe("a decision", () => {
  test("is posted with everything that billing needs, signed by Standard Webhooks", async () => {
    const { decide, received } = connect(Response.json({ outcome: "churned" }));
    await decide();
    const [sent] = received as [Received];
    expect(sent.message).toEqual({
      type: "cancellation.decided",
      timestamp: result.decidedAt,
      data: { ...result },
    });
    expect(sent.headers.get("content-type")).toBe("application/json");
    expect(sent.headers.get("webhook-id")).toBe("ev_1-2");
    expect(isSigned(sent, billingSecret)).toBe(true);
    expect(isSigned(sent, otherSecret)).toBe(false);
  });

  test("names the date on which the contract is to end, where one was declared", async () => {
    const { receive, received } = createReceiver(new Response("ok"));
    const billing = createWebhookBilling({ url: billingUrl, secret: billingSecret, fetch: receive });
    await billing.onResult?.({ ...result, endsAt: "2026-12-31" });
    expect(received[0]?.message).toMatchObject({ data: { endsAt: "2026-12-31" } });
  });

  test("is signed with each secret while they are rotated", async () => {
    const { receive, received } = createReceiver(new Response(null, { status: 204 }));
    const secret = [billingSecret, otherSecret];
    const billing = createWebhookBilling({ url: billingUrl, secret, fetch: receive, now: () => start });
    await billing.onResult?.(result);
    for (const each of secret) expect(isSigned(received[0] as Received, each)).toBe(true);
  });

  test("of an event whose id no header can carry has an id of its own", async () => {
    const { receive, received } = createReceiver(new Response("ok"));
    const billing = createWebhookBilling({ url: billingUrl, secret: billingSecret, fetch: receive });
    for (const eventId of ["ev ü\n", "ev.1", "ev.1"]) await billing.onResult?.({ ...result, eventId });
    const ids = received.map(({ headers }) => headers.get("webhook-id") ?? "");
    for (const id of ids) expect(id).toMatch(/^[\w-]+-2$/);
    expect(new Set(ids).size).toBe(2);
  });
});

describe("an answer", () => {
  test.each<[string, Response, object]>([
    [
      "with an outcome settles",
      Response.json({ outcome: "churned", effectiveAt: "2026-03-31T00:00:00Z", metadata: { ref: 5 } }),
      { outcome: "churned", effectiveAt: "2026-03-31T00:00:00Z", metadata: { ref: 5 } },
    ],
    ["may be the bare outcome", Response.json({ outcome: "recovered", more: 1 }), { outcome: "recovered" }],
    [
      "may name customer and subscription, and decide later",
      Response.json({ pending: true, customer: "ctm_1", subscription: "sub_1" }),
      { pending: true, customer: "ctm_1", subscription: "sub_1" },
    ],
    ["202 decides later", new Response(null, { status: 202 }), { pending: true }],
    ["204 decides later", new Response(null, { status: 204 }), { pending: true }],
    // What tools without code answer before anything was done.
    ["of Zapier decides later", Response.json({ status: "success", id: "0190" }), { pending: true }],
    ["of Make decides later", new Response("Accepted"), { pending: true }],
    ["of n8n decides later", Response.json({ message: "Workflow was started" }), { pending: true }],
    ["of a function decides later", new Response("ok"), { pending: true }],
    ["that is a list decides later", Response.json([{ outcome: "churned" }]), { pending: true }],
    ["that is null decides later", Response.json(null), { pending: true }],
    ["that is empty decides later", new Response(""), { pending: true }],
  ])("%s", async (_, reply, answer) => {
    const { decide } = connect(reply);
    expect(await decide()).toMatchObject(answer);
  });

  const refusals: [string, Reply, RegExp][] = [
    ["an outcome that is none", Response.json({ outcome: "success" }), /outcome: .*: answer \{/],
    ["no outcome", Response.json({ outcome: null }), /outcome/],
    ["a date that is none", Response.json({ outcome: "churned", effectiveAt: "31/03/2026" }), /effectiveAt/],
    ["a nested metadata", Response.json({ outcome: "churned", metadata: { a: {} } }), /metadata\.a/],
    ["pending that is not true", Response.json({ pending: "yes" }), /pending/],
    ["a web page", new Response("<!DOCTYPE html><title>Sign in</title>"), /web page: check that the URL/],
    ["more than fits", () => new Response(`{"outcome":"churned"}${" ".repeat(70_000)}`), /longer than 65536/],
    ["a redirect", new Response(null, { status: 302 }), /redirects \(302\).*give the URL that it leads to/],
    ["401", new Response(null, { status: 401 }), /responded 401: check that the receiver has the secret/],
    ["404", new Response(null, { status: 404 }), /responded 404: check the URL/],
    ["410", new Response(null, { status: 410 }), /responded 410: .*switch it on again, or give the URL/],
    ["500", new Response("canary-answer", { status: 500 }), /responded 500: look into/],
    [
      "nothing, for the connection failed",
      new TypeError("fetch failed", { cause: Object.assign(new Error("canary"), { code: "ECONNREFUSED" }) }),
      /can't be reached \(ECONNREFUSED\)/,
    ],
    [
      "an error that holds the URL",
      new TypeError(`failed to parse ${billingUrl}`),
      /^the receiver can't be reached: check the URL/,
    ],
    [
      "nothing in time",
      Object.assign(new Error("canary"), { name: "TimeoutError" }),
      /did not answer within 15000 ms: let it answer 202/,
    ],
  ];
  test.each(refusals)(
    "of %s is not taken for one, and the error holds no secret",
    async (_, reply, reason) => {
      const { decide } = connect(reply);
      const { message, cause } = await rejection(decide());
      expect(message).toMatch(reason);
      expect(message).not.toMatch(/canary|whsec_|hooks\.shop/);
      expect(cause).toBeUndefined();
    },
  );
});

test("a decision that was not taken is posted again with the same id and content, until it is", async () => {
  const { startFlow, bringBack, retent, clock, received, answerWith, eventsOf, told } =
    await startWebhookShop({
      receiver: createReceiver(new Response(null, { status: 500 })),
    });
  const flow = await startFlow();
  expect((await bringBack(flow)).answer.status).toBe("pending");
  answerWith(new Response(null, { status: 410 }));
  clock.now += 60_000;
  await retent.drainOnce();
  answerWith(Response.json({ outcome: "churned", effectiveAt: "2026-03-31T00:00:00Z" }));
  clock.now += 600_000;
  await retent.drainOnce();
  expect(received).toHaveLength(3);
  expect(new Set(received.map(({ body }) => body)).size).toBe(1);
  expect(new Set(received.map(({ headers }) => headers.get("webhook-id"))).size).toBe(1);
  expect(new Set(received.map(({ headers }) => headers.get("webhook-timestamp"))).size).toBe(3);
  expect(eventsOf("billing_failed")).toHaveLength(2);
  await retent.drainOnce();
  expect(told()).toEqual([{ outcome: "churned", effectiveAt: "2026-03-31T00:00:00Z" }]);
});

test("a ping asks for nothing, is signed, and says why it was not taken", async () => {
  const { ping, received, answerWith } = connect(new Response("ok"));
  expect(await ping()).toBeNull();
  const [sent] = received as [Received];
  expect(sent.message).toEqual({ type: "ping", timestamp: "2026-03-01T00:00:00.000Z", data: {} });
  expect(isSigned(sent, billingSecret)).toBe(true);
  answerWith(new Response(null, { status: 301 }));
  expect(await ping()).toEqual({
    cause: "the receiver redirects (301), which is not followed",
    remedy: "give the URL that it leads to",
  });
});

test.each([
  ["plain http", { url: "http://hooks.shop.example" }, "url"],
  ["a password in the URL", { url: "https://u:canary@hooks.shop.example" }, "url"],
  ["no secret", { secret: [] }, "secret"],
  ["a secret of another form", { secret: "canary-secret-of-more-than-32-bytes" }, "secret"],
  ["a short secret", { secret: "whsec_Y2FuYXJ5" }, "secret"],
  ["a secret that can be guessed", { secret: `whsec_${btoa("a".repeat(32))}` }, "secret"],
  ["a time limit that is none", { timeoutMs: 0 }, "timeoutMs"],
])("%s is refused at once, by the option's name alone", (_, change, option) => {
  const build = () => createWebhookBilling({ url: billingUrl, secret: billingSecret, ...change });
  expect(build).toThrow(new RegExp(`^${option}: (?!.*canary)`));
});
