import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import Stripe from "stripe";
import { describe, expect, onTestFinished, test } from "vitest";
import { createStripeEmulator, type StripeEmulatorOptions, stripeEmulatorDefaults } from "../src/index.ts";
import { start } from "./support.ts";

/** An endpoint that takes the second try of each event, and keeps it with its signature. */
async function listen() {
  const taken: { body: string; signature: string }[] = [];
  const refused = new Set<string>();
  const server = createServer(async (request, response) => {
    const body = await text(request);
    const { id } = JSON.parse(body);
    if (refused.has(id)) taken.push({ body, signature: String(request.headers["stripe-signature"]) });
    response.writeHead(refused.has(id) ? 200 : 503).end();
    refused.add(id);
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => void server.close());
  return { taken, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/webhook` };
}

describe("Stripe's own client", () => {
  test("sells, finds, changes and ends a subscription", async () => {
    const { stripe, emulator } = await start();
    emulator.addCoupon("half");
    const { id: customer } = await stripe.customers.create({ metadata: { userId: "user_1" } });
    const { id } = await stripe.subscriptions.create({
      customer,
      items: [{ price: "price_team" }],
      metadata: { userId: "it's one" },
    });
    const found = await stripe.subscriptions.search({ query: "metadata['userId']:'it\\'s one'" });
    expect(found.data.map((each) => each.id)).toEqual([id]);
    expect((await stripe.subscriptions.list({ customer })).data).toHaveLength(1);

    const changed = await stripe.subscriptions.update(id, {
      cancel_at_period_end: true,
      discounts: [{ coupon: "half" }],
      metadata: { note: "1" },
    });
    expect(changed).toMatchObject({
      cancel_at_period_end: true,
      discounts: ["di_half"],
      metadata: { userId: "it's one", note: "1" },
    });
    expect(await stripe.subscriptions.cancel(id)).toMatchObject({ status: "canceled" });
    expect((await stripe.subscriptions.list({ customer })).data).toEqual([]);
    expect((await stripe.subscriptions.list({ customer, status: "all" })).data).toHaveLength(1);
    await expect(stripe.subscriptions.cancel(id)).rejects.toMatchObject({ statusCode: 404 });
  });

  test("is refused what is not known, as Stripe does", async () => {
    const { stripe, connect, emulator } = await start();
    const { id } = emulator.addSubscription({ customer: "cus_1" });
    await expect(stripe.subscriptions.update(id, { description: "x" })).rejects.toThrow(/unknown parameter/);
    await expect(stripe.subscriptions.retrieve("sub_9")).rejects.toMatchObject({ statusCode: 404 });
    await expect(stripe.invoices.list()).rejects.toThrow(/Unrecognized/);
    await expect(connect("sk_test_another").subscriptions.retrieve(id)).rejects.toMatchObject({
      type: "StripeAuthenticationError",
    });
  });

  test("reads lists and searches page by page, the newest first", async () => {
    const { stripe, emulator } = await start();
    const { id: customer } = emulator.addCustomer();
    const ids = Array.from(
      { length: 25 },
      () => emulator.addSubscription({ customer, metadata: { userId: "user_1" } }).id,
    ).toReversed();
    const first = await stripe.subscriptions.list({ customer });
    expect(first.data.map(({ id }) => id)).toEqual(ids.slice(0, 10));
    expect(first.has_more).toBe(true);
    const next = await stripe.subscriptions.list({ customer, limit: 15, starting_after: ids[9] ?? "" });
    expect(next.data.map(({ id }) => id)).toEqual(ids.slice(10));
    expect(next.has_more).toBe(false);
    const before = await stripe.subscriptions.list({ customer, limit: 2, ending_before: ids[10] ?? "" });
    expect(before.data.map(({ id }) => id)).toEqual(ids.slice(8, 10));
    const query = "metadata['userId']:'user_1'";
    const found = await stripe.subscriptions.search({ query, limit: 20 });
    expect(found).toMatchObject({ object: "search_result", has_more: true });
    const all = await stripe.subscriptions.search({ query, limit: 20 }).autoPagingToArray({ limit: 99 });
    expect(all.map(({ id }) => id).sort()).toEqual(ids.toSorted());
    for (const limit of [0, 101])
      await expect(stripe.subscriptions.list({ limit })).rejects.toMatchObject({ statusCode: 400 });
    await expect(stripe.subscriptions.list({ starting_after: "sub_9" })).rejects.toMatchObject({
      code: "resource_missing",
    });
  });

  test("lists subscriptions by their state: by default all that were not canceled", async () => {
    const { stripe, emulator } = await start();
    const { id: customer } = emulator.addCustomer();
    const [running, over, expired] = [1, 2, 3].map(() => emulator.addSubscription({ customer }).id);
    emulator.end(over ?? "");
    emulator.change(expired ?? "", { status: "incomplete_expired" });
    const list = async (status?: "all" | "active" | "canceled" | "ended") =>
      (await stripe.subscriptions.list({ customer, ...(status && { status }) })).data.map(({ id }) => id);
    expect(await list()).toEqual([expired, running]);
    expect(await list("active")).toEqual([running]);
    expect(await list("canceled")).toEqual([over]);
    expect(await list("ended")).toEqual([expired, over]);
    expect(await list("all")).toEqual([expired, over, running]);
    await expect(list("never" as "all")).rejects.toMatchObject({ statusCode: 400 });
  });

  test("is told which customer is not known", async () => {
    const { stripe, emulator } = await start();
    const { id } = emulator.addCustomer({ userId: "user_1" });
    expect(await stripe.customers.retrieve(id)).toMatchObject({ id, metadata: { userId: "user_1" } });
    const missing = { code: "resource_missing", message: "No such customer: 'cus_9'" };
    await expect(stripe.customers.retrieve("cus_9")).rejects.toMatchObject({ statusCode: 404, ...missing });
    const items = [{ price: "price_team" }];
    for (const call of [
      stripe.subscriptions.list({ customer: "cus_9" }),
      stripe.subscriptions.create({ customer: "cus_9", items }),
      stripe.billingPortal.sessions.create({ customer: "cus_9" }),
    ])
      await expect(call).rejects.toMatchObject({ statusCode: 400, param: "customer", ...missing });
  });

  test("gets one answer for one idempotency key, and may not use it for another call", async () => {
    const { stripe, emulator } = await start();
    const { id } = emulator.addSubscription({ customer: "cus_1" });
    const change = (note: string) =>
      stripe.subscriptions.update(id, { metadata: { note } }, { idempotencyKey: "key_1" });
    expect(await change("a")).toEqual(await change("a"));
    expect(emulator.events.map(({ type }) => type)).toEqual([
      "customer.subscription.created",
      "invoice.paid",
      "customer.subscription.updated",
    ]);
    await expect(change("b")).rejects.toMatchObject({ type: "StripeIdempotencyError" });
  });
});

test("events are signed as Stripe signs them, and sent until they are taken", async () => {
  const { taken, url } = await listen();
  const { emulator } = await start({ webhookUrl: url });
  const { id } = emulator.addSubscription({ customer: "cus_1" });
  emulator.change(id, { cancel_at_period_end: true });
  emulator.endPeriod(id);
  await emulator.delivered();
  const events = taken.map(({ body, signature }) =>
    Stripe.webhooks.constructEvent(body, signature, emulator.webhookSecret),
  );
  expect(events.map(({ type }) => type).sort()).toEqual([
    "customer.subscription.created",
    "customer.subscription.deleted",
    "customer.subscription.updated",
    "invoice.paid",
  ]);
  expect(
    events.find(({ type }) => type === "customer.subscription.updated")?.data.previous_attributes,
  ).toMatchObject({ cancel_at: null, cancel_at_period_end: false, canceled_at: null });
});

test("an endpoint that is set to thin payloads gets them signed, and is no webhook endpoint of the first API", async () => {
  const { taken, url } = await listen();
  const { emulator, stripe } = await start({ webhookUrl: url, webhookPayload: "thin" });
  const { id } = emulator.addSubscription({ customer: "cus_1" });
  await emulator.delivered();
  const [{ body, signature } = { body: "", signature: "" }] = taken;
  expect(stripe.parseEventNotification(body, signature, emulator.webhookSecret)).toMatchObject({
    object: "v2.core.event",
    type: "v1.customer.subscription.created",
    related_object: { id, type: "subscription", url: `/v1/subscriptions/${id}` },
  });
  expect(JSON.parse(body).data).toBeUndefined();
  expect((await stripe.webhookEndpoints.list()).data).toEqual([]);
  const [destination] = (await stripe.v2.core.eventDestinations.list()).data;
  expect(destination).toMatchObject({ event_payload: "thin", status: "enabled", type: "webhook_endpoint" });
  expect(destination?.webhook_endpoint?.url).toBeUndefined();
  const [whole] = (await stripe.v2.core.eventDestinations.list({ include: ["webhook_endpoint.url"] })).data;
  expect(whole?.webhook_endpoint?.url).toBe(url);
});

test("time passes: a subscription that goes on is paid for another period", async () => {
  const now = Date.parse("2026-03-01T00:00:00Z");
  const { emulator } = await start({ now: () => now });
  const { id, items } = emulator.addSubscription({ customer: "cus_1" });
  const after = emulator.endPeriod(id);
  expect(after.items.data[0]?.current_period_start).toBe(items.data[0]?.current_period_end);
  expect(emulator.events.at(-1)).toMatchObject({
    type: "invoice.paid",
    created: items.data[0]?.current_period_end,
    data: { object: { billing_reason: "subscription_cycle", amount_paid: 2400 } },
  });
});

test("the portal shows what is there, does what its buttons say, and only for its own page", async () => {
  const { emulator } = await start();
  const { id } = emulator.addSubscription({ customer: "cus_1" });
  const page = `${emulator.url}/p/session?customer=cus_1&return_url=javascript:alert(1)`;
  const shown = async () => (await fetch(page)).text();
  expect(await shown()).toContain("Renews on");
  expect(await shown()).not.toContain("javascript:");
  const press = (action: string, headers: Record<string, string> = {}) =>
    fetch(page, {
      method: "POST",
      headers,
      body: new URLSearchParams({ subscription: id, action }),
      redirect: "manual",
    });
  expect((await press("cancel", { origin: "https://evil.example" })).status).toBe(403);
  expect(await shown()).toContain("Renews on");
  expect((await press("cancel")).status).toBe(303);
  expect(await shown()).toContain("Ends on");
  await press("pass");
  expect(await shown()).toContain("Ended on");
});

test.each<[string, StripeEmulatorOptions]>([
  ["secretKey", { secretKey: "sk_live_canary" }],
  ["webhookSecret", { webhookSecret: "canary" }],
  ["webhookUrl", { webhookUrl: "https://canary.example/webhook" }],
])("an option that has no place here is refused by name: %s", async (name, options) => {
  const starting = createStripeEmulator({ port: 0, ...options });
  await expect(starting).rejects.toThrow(TypeError);
  await expect(starting).rejects.toThrow(new RegExp(`createStripeEmulator: ${name}: (?!.*canary)`));
});

test("its defaults are those that the command line's tools know as published", () => {
  expect(stripeEmulatorDefaults).toEqual({
    port: 4011,
    secretKey: "sk_test_of_the_local_stripe_api",
    webhookSecret: "whsec_of_the_local_stripe_api",
  });
});
