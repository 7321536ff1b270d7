import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import express from "express";
import { describe, expect, test } from "vitest";
import { toExpress } from "../../../src/adapters/express.ts";
import { StoreError } from "../../../src/store.ts";
import { createDatabase, openStore } from "../../database.ts";
import { unreachable } from "../../fake-retentbase.ts";
import { start } from "../../server-under-test.ts";
import {
  deleted,
  message,
  olderSecret,
  signed,
  subscription,
  thin,
  updated,
  webhookSecret,
} from "../../stripe/stripe-messages.ts";
import { startStripeServer } from "../../stripe/stripe-server.ts";
import { sendTo } from "../../transport.ts";

const hour = 3_600_000;
const later = start + hour;
const churned = { outcome: "churned", effectiveAt: new Date(later).toISOString() };

/** What RetentBase is told where these messages come after a customer has decided to leave. */
async function toldAfter(...messages: object[]) {
  const server = await startStripeServer();
  await server.leave();
  for (const each of messages) expect(await server.tell(each)).toBe(200);
  await server.retent.drainOnce();
  return server.told();
}

describe("a message", () => {
  const payload = JSON.stringify(deleted(later));

  test.each([webhookSecret, olderSecret])(
    "signed with either secret of a rotation is taken: %s",
    async (secret) => {
      const server = await startStripeServer();
      await server.leave();
      expect(await server.tell(deleted(later), secret)).toBe(200);
      await server.retent.drainOnce();
      expect(server.told()).toEqual([churned]);
    },
  );

  test("whose signature is a little old or ahead is taken", async () => {
    const server = await startStripeServer();
    expect(await server.post(signed(payload, { now: start - 299_000 }))).toBe(200);
    expect(await server.post(signed(payload, { now: start + 299_000 }))).toBe(200);
  });

  test("is answered before anything is done about it, while RetentBase is down", async () => {
    const server = await startStripeServer();
    await server.leave();
    server.retentbase.reply("update", unreachable);
    expect(await server.tell(deleted(later))).toBe(200);
    expect(server.told()).toEqual([]);
    await server.retent.drainOnce();
    server.clock.now += hour;
    await server.retent.drainOnce();
    expect(server.told()).toEqual([churned, churned]);
  });

  test("that comes again, and again at the same time, has one effect", async () => {
    const server = await startStripeServer();
    await server.leave();
    const event = deleted(later);
    expect(await Promise.all([1, 2, 3, 4].map(() => server.tell(event)))).toEqual([200, 200, 200, 200]);
    await server.retent.drainOnce();
    await server.tell(event);
    await server.retent.drainOnce();
    expect(server.told()).toEqual([churned]);
    expect(
      server
        .eventsOf("billing_event")
        .map(({ isNew }) => isNew)
        .sort(),
    ).toEqual([false, false, false, false, true]);
  });

  test("is known after a restart, and worked off then where the process was killed before", async () => {
    const database = await createDatabase();
    const first = await startStripeServer({ store: await openStore(database) });
    await first.leave();
    const event = deleted(later);
    await first.tell(event);

    const next = await startStripeServer({ store: await openStore(database) });
    expect(await next.tell(event)).toBe(200);
    await next.retent.drainOnce();
    expect(next.told()).toEqual([churned]);
    expect(first.told()).toEqual([]);
  });

  test("about what another message has said already changes nothing", async () => {
    expect(
      await toldAfter(
        deleted(later),
        deleted(later),
        updated(later + hour, { status: "canceled", ended_at: later / 1000 }),
      ),
    ).toEqual([churned]);
  });

  test("that can't be kept is answered 503, and taken when Stripe sends it again", async () => {
    const server = await startStripeServer();
    await server.leave();
    const { addBillingEvent } = server.store;
    server.store.addBillingEvent = () => Promise.reject(new StoreError("unavailable", "the disk is full"));
    expect(await server.tell(deleted(later))).toBe(503);
    server.store.addBillingEvent = addBillingEvent;
    expect(await server.tell(deleted(later))).toBe(200);
    await server.retent.drainOnce();
    expect(server.told()).toEqual([churned]);
  });

  test("of a megabyte is taken, and a larger one than we read is refused at once", async () => {
    const server = await startStripeServer({ maxEventBytes: 1_500_000 });
    await server.leave();
    expect(await server.tell(deleted(later, { description: "x".repeat(1_048_576) }))).toBe(200);
    expect(await server.tell(deleted(later, { description: "x".repeat(1_500_000) }))).toBe(413);
    await server.retent.drainOnce();
    expect(server.told()).toEqual([churned]);
  });

  test("of 256 KiB is taken by default, and no larger one", async () => {
    const server = await startStripeServer();
    const sized = (bytes: number) => {
      const rest = JSON.stringify(deleted(later, { description: "" })).length;
      return server.tell(deleted(later, { description: "x".repeat(bytes - rest) }));
    };
    expect(await sized(262_144)).toBe(200);
    expect(await sized(262_160)).toBe(413);
  });

  test("is taken however many there are: limits by address are not for signed messages", async () => {
    const server = await startStripeServer({ limits: { postsPerAddress: 1 } });
    for (let times = 0; times < 40; times += 1) expect(await server.tell(deleted(later))).toBe(200);
  });
});

describe("what says nothing that concerns us", () => {
  const noObject = { ...message("invoice.paid", later, {}), data: {} };
  test.each([
    ["an unknown type", message("charge.refunded", later, { id: "ch_1", customer: "cus_1" })],
    [
      "a type of the future",
      message("customer.subscription.transcended", later, subscription({ status: "transcendent" })),
    ],
    [
      "a thin event of the second API",
      { id: "evt_t", object: "v2.core.event", type: "v1.billing.meter", created: "2026-03-01T00:00:00Z" },
    ],
    ["no data.object", noObject],
    ["no data", { ...noObject, data: null }],
    ["a time that is none", { ...deleted(later), created: "yesterday" }],
    ["an id that no database can hold", { ...deleted(later), id: "evt_\0" }],
    ["a list", []],
    ["null", null],
    ["a number", 7],
  ])("is acknowledged and dropped: %s", async (_, body) => {
    const server = await startStripeServer();
    await server.leave();
    expect(await server.post(signed(JSON.stringify(body), { now: start }))).toBe(200);
    await server.retent.drainOnce();
    expect(server.told()).toEqual([]);
    expect(server.eventsOf("billing_event")).toEqual([]);
  });

  test.each([
    ["a live event in the sandbox", { livemode: true }, {}],
    [
      "a test event in production",
      { livemode: false },
      { environment: "prod", stripe: { secretKey: "sk_live_of_these_tests" } },
    ],
    ["an event of a connected account", { account: "acct_1" }, {}],
  ] as const)("is dropped with a warning: %s", async (reason, fields, overrides) => {
    const server = await startStripeServer(overrides);
    expect(await server.tell({ ...deleted(later), ...fields })).toBe(200);
    expect(server.eventsOf("billing_event_ignored")).toEqual([{ type: "billing_event_ignored", reason }]);
    expect(await server.store.count()).toMatchObject({ queued: 0 });
  });

  test.each(["v1.customer.subscription.deleted", "v2.core.event_destination.ping"])(
    "is acknowledged and reported, with what to do, if it is thin: %s",
    async (type) => {
      const server = await startStripeServer();
      await server.leave();
      expect(await server.tell(thin(later, type))).toBe(200);
      expect(server.eventsOf("billing_event_ignored")).toEqual([
        {
          type: "billing_event_ignored",
          reason: expect.stringMatching(/thin event.*snapshot/),
          fault: "thin_events",
        },
      ]);
      await server.retent.drainOnce();
      expect(server.told()).toEqual([]);
    },
  );

  test("is kept and leads to nothing: a customer and a subscription that none of our users has", async () => {
    const server = await startStripeServer();
    await server.leave();
    const stranger = { id: "sub_9", customer: "cus_9", metadata: { userId: "user_9" } };
    expect(await server.tell(deleted(later, stranger))).toBe(200);
    await server.retent.drainOnce();
    expect(server.told()).toEqual([]);
  });
});

describe("the webhook's route", () => {
  test.each(["GET", "HEAD", "PUT", "DELETE", "PATCH"])("knows no %s", async (method) => {
    const { browser } = await startStripeServer();
    const response = await browser.send("/stripe/webhook", { method });
    expect(response.status).toBe(405);
    expect(response.headers.get("allow")).toBe("POST, OPTIONS");
  });

  test("is no business of any page", async () => {
    const { browser } = await startStripeServer();
    const headers = { origin: "https://shop.example", "access-control-request-method": "POST" };
    for (const method of ["OPTIONS", "POST"]) {
      const response = await browser.send("/stripe/webhook", { method, headers });
      expect(response.headers.get("access-control-allow-origin")).toBeNull();
    }
  });

  test("is not there where no billing is", async () => {
    const { browser } = await startStripeServer({ billing: undefined as never });
    const sent = signed(deleted(later), { now: start });
    expect((await browser.send("/stripe/webhook", { method: "POST", ...sent })).status).toBe(404);
  });
});

test("a JSON middleware in front is named as the fault, by the answer and by an event", async () => {
  const server = await startStripeServer();
  const app = express().use(express.json()).use("/api/retent", toExpress(server.retent));
  const http = createServer(app).listen(0, "127.0.0.1");
  await once(http, "listening");
  const { port } = http.address() as AddressInfo;
  const response = await sendTo(port)("https://shop.example/api/retent/stripe/webhook", {
    method: "POST",
    ...signed(deleted(later), { now: start }),
  });
  http.close();
  expect(response.status).toBe(400);
  expect(await response.json()).toMatchObject({ detail: expect.stringContaining("before express.json()") });
  expect(server.eventsOf("billing_event_refused")).toMatchObject([
    { reason: expect.stringContaining("middleware") },
  ]);
});
