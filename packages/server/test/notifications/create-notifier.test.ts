import { once } from "node:events";
import { createServer, type IncomingHttpHeaders } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { Webhook } from "standardwebhooks";
import { describe, expect, onTestFinished, test } from "vitest";
import { createNotifier, type NotifierOptions } from "../../src/notifications/create-notifier.ts";
import type { Notification } from "../../src/notifications/notifier.ts";
import { dead, returned } from "./notification-samples.ts";

const bytes = (count: number) => Buffer.from(Array.from({ length: count }, (_, index) => index * 7));
const secret = `whsec_${bytes(32).toString("base64")}`;
const signal = () => new AbortController().signal;

interface Received {
  headers: IncomingHttpHeaders;
  body: string;
}

/** A receiver on this machine; it answers as it is told. */
async function startReceiver(status = 204, answer = "", headers: Record<string, string> = {}) {
  const received: Received[] = [];
  const server = createServer(async (request, response) => {
    received.push({ headers: request.headers, body: await text(request) });
    response.writeHead(status, headers).end(answer);
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => void server.close().closeAllConnections());
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/hooks/path_of_this_receiver_which_is_secret`;
  return { url, received };
}

async function send(options: NotifierOptions, notification: Notification = returned, now = Date.now()) {
  const notifier = createNotifier(options);
  const content = notifier.compose(notification) ?? "";
  const message = { id: "msg_1", type: notification.type, content };
  return notifier.send(message, { now, signal: signal() });
}

describe("a webhook", () => {
  test("is verified by the Standard Webhooks library as it arrives", async () => {
    const { url, received } = await startReceiver();
    expect(await send({ url, secret })).toMatchObject({ status: 204 });
    const [{ headers, body } = { headers: {}, body: "" }] = received;
    expect(headers["content-type"]).toBe("application/json");
    const verified = new Webhook(secret).verify(body, headers as Record<string, string>);
    expect(verified).toEqual({ ...returned, data: { ...returned.data, reasonText: null } });
    expect(() => new Webhook(secret).verify(`${body} `, headers as Record<string, string>)).toThrow();
  });

  test("keeps its id and body over tries, and is signed again for each", async () => {
    const { url, received } = await startReceiver();
    const now = Date.now();
    await send({ url, secret }, returned, now);
    await send({ url, secret }, returned, now + 60_000);
    const [first, second] = received;
    expect(second?.body).toBe(first?.body);
    expect(second?.headers["webhook-id"]).toBe(first?.headers["webhook-id"]);
    expect(Number(second?.headers["webhook-timestamp"])).toBe(
      Number(first?.headers["webhook-timestamp"]) + 60,
    );
    expect(second?.headers["webhook-signature"]).not.toBe(first?.headers["webhook-signature"]);
    expect(() =>
      new Webhook(secret).verify(second?.body ?? "", second?.headers as Record<string, string>),
    ).not.toThrow();
  });

  test("tells the customer's words only where that was asked for", async () => {
    const without = createNotifier({ url: "https://hooks.shop.example/", secret });
    expect(without.compose(returned)).not.toContain("ill");
    const withWords = createNotifier({ url: "https://hooks.shop.example/", secret, withReasonText: true });
    expect(JSON.parse(withWords.compose(returned) ?? "")).toEqual(returned);
  });

  test("tells no more than it is asked to", () => {
    const notifier = createNotifier({ url: "https://hooks.shop.example/", secret, types: ["outbox.dead"] });
    expect(notifier.compose(returned)).toBeNull();
    expect(JSON.parse(notifier.compose(dead) ?? "")).toEqual(dead);
  });
});

describe("an answer", () => {
  test("of a receiver that repeats what it got holds no secret, and is cut", async () => {
    const { url } = await startReceiver(400, `${secret} ${secret.slice(6)} ${"x".repeat(50_000)}`);
    const { status, body } = await send({ url, secret });
    expect(status).toBe(400);
    expect(body).not.toContain(secret.slice(6));
    expect(body.length).toBeLessThanOrEqual(8192);
    const echo = await startReceiver(404, "no /hooks/path_of_this_receiver_which_is_secret here");
    expect((await send({ url: echo.url, secret })).body).toBe("no [redacted] here");
  });

  test("says how long to wait", async () => {
    const { url } = await startReceiver(429, "", { "retry-after": "7" });
    expect(await send({ url, secret })).toMatchObject({ status: 429, retryAfterMs: 7000 });
  });

  test("that leads elsewhere is not followed", async () => {
    const elsewhere = await startReceiver();
    const { url } = await startReceiver(307, "", { location: elsewhere.url });
    expect(await send({ url, secret })).toMatchObject({ status: 307 });
    expect(elsewhere.received).toEqual([]);
  });
});

describe("Slack", () => {
  test("gets one line, by its address alone and without a secret", () => {
    const url = "https://hooks.slack.com/services/T0/B0/abc";
    const { text: line } = JSON.parse(createNotifier({ url }).compose(returned) ?? "");
    expect(line).toBe("[sandbox] user_1 wants to leave, reason too_expensive (event ev_1)");
  });

  test("gets a signature too where there is a secret", async () => {
    const { url, received } = await startReceiver();
    await send({ url, secret, format: "slack" });
    const [{ headers, body } = { headers: {}, body: "" }] = received;
    expect(new Webhook(secret).verify(body, headers as Record<string, string>)).toHaveProperty("text");
  });
});

describe("what can't work is refused, without its value", () => {
  const url = "https://hooks.shop.example/canary";
  test.each<[string, NotifierOptions, RegExp]>([
    ["plain http", { url: "http://hooks.shop.example/canary", secret }, /^url: use an https URL/],
    ["no URL", { url: "canary", secret }, /^url: /],
    ["a user name", { url: "https://canary@hooks.shop.example", secret }, /^url: remove the user name/],
    ["no secret", { url }, /^secret: is missing/],
    ["another form of secret", { url, secret: "canary_Hq7Zt2/+9_of_these_runs" }, /^secret: use "whsec_"/],
    ["broken base64", { url, secret: "whsec_canarycanarycanarycanarycan=A" }, /^secret: use "whsec_"/],
    ["23 bytes", { url, secret: `whsec_${bytes(23).toString("base64")}` }, /^secret: use 24 to 64 bytes/],
    ["65 bytes", { url, secret: `whsec_${bytes(65).toString("base64")}` }, /^secret: use 24 to 64 bytes/],
    ["zeros", { url, secret: `whsec_${Buffer.alloc(32).toString("base64")}` }, /^secret: use a random one/],
    ["another format", { url, secret, format: "canary" as "slack" }, /^format: /],
    [
      "another type",
      { url, secret, types: ["canary" as "outbox.dead"] },
      /^types: use cancellation\.returned/,
    ],
  ])("%s", (_, options, message) => {
    expect(() => createNotifier(options)).toThrow(TypeError);
    expect(() => createNotifier(options)).toThrow(message);
    expect(() => createNotifier(options)).not.toThrow(/canary/);
  });

  test("and the shortest and longest secrets are taken", () => {
    for (const count of [24, 64]) createNotifier({ url, secret: `whsec_${bytes(count).toString("base64")}` });
  });
});
