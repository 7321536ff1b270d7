import { describe, expect, test } from "vitest";
import type { Billing } from "../../../src/billing/billing.ts";
import type { DeepHealth } from "../../../src/health/deep-health.ts";
import type { Notifier } from "../../../src/notifications/notifier.ts";
import type { Store } from "../../../src/store.ts";
import { StoreError } from "../../../src/store.ts";
import { openStore } from "../../database.ts";
import { answer, unreachable } from "../../fake-retentbase.ts";
import { apiKey, type ServerUnderTest, startServer } from "../../server-under-test.ts";
import { deleted, thin } from "../../stripe/stripe-messages.ts";
import { startStripeServer } from "../../stripe/stripe-server.ts";

const healthToken = "health_token_of_these_tests_9Qx2";
const bearer = { authorization: `Bearer ${healthToken}` };

test("the shallow check says that the process answers, and nothing else", async () => {
  const { browser, retentbase, session } = await startServer();
  session.customer = null;
  const response = await browser.get("/health");
  expect(response.status).toBe(200);
  expect(await response.json()).toEqual({ status: "ok" });
  expect(retentbase.sent).toEqual([]);
});

test.each(["?deep=1", "?deep", "?deep=1&deep=0"])("the deep check %s needs a token", async (query) => {
  const { browser } = await startServer();
  for (const headers of [{}, { authorization: "Bearer " }, { authorization: "Bearer guess" }]) {
    const response = await browser.get(`/health${query}`, headers as Record<string, string>);
    expect(response.status).toBe(401);
    expect(await response.json()).toMatchObject({ code: "not_authorized" });
  }
});

const start = (options: Parameters<typeof startServer>[0] = {}) => startServer({ healthToken, ...options });

async function look({ browser }: Pick<ServerUnderTest, "browser">) {
  const response = await browser.get("/health?deep=1", bearer);
  return { status: response.status, health: (await response.json()) as DeepHealth };
}

const quiet = { status: "ok", pending: 0, dead: 0, oldestSeconds: 0 };
const well: DeepHealth = {
  status: "ok",
  checks: {
    store: { status: "ok" },
    retentbase: { status: "ok", faults: [] },
    outbox: { ...quiet, status: "ok", paused: false },
    stripe: { status: "off" },
    notifications: { status: "off" },
    mail: { status: "off" },
    declarations: { status: "off" },
  },
};

/** Takes nothing. */
const deaf: Notifier = { compose: () => "{}", send: async () => ({ status: 410, body: "gone" }) };

describe("the deep check with its token", () => {
  test("says that all is well, without asking RetentBase", async () => {
    const server = await start();
    expect(await look(server)).toEqual({ status: 200, health: well });
    expect(server.retentbase.sent).toEqual([]);
  });

  test.each<[string, number, string, number]>([
    ["behind", -120_000, "degraded", 120],
    ["ahead of", 120_000, "degraded", -119],
    ["close to", -20_000, "ok", 20],
    ["the same as", 400, "ok", 0],
  ])("compares the clocks: one %s RetentBase's", async (_, aheadMs, status, clockSkewSeconds) => {
    const server = await start();
    const date = new Date(server.clock.now).toUTCString();
    server.clock.now += aheadMs;
    const link = { url: "https://cancel.retentbase.com/c/1", session_id: "cs_1", environment: "sandbox" };
    const body = { ...link, expires_at: new Date(server.clock.now + 1_800_000).toISOString() };
    server.retentbase.reply("link", answer(200, body, { date }), 2);
    await server.startFlow();
    await server.startFlow();
    const { health } = await look(server);
    expect(health.checks.retentbase).toEqual({ status, faults: [], clockSkewSeconds });
    const warnings = server.eventsOf("settings_warning").filter(({ message }) => message.includes("clock"));
    expect(warnings.map(({ message }) => message)).toEqual(
      status === "ok" ? [] : [expect.stringContaining("synchronize it (NTP)")],
    );
  });

  test("says nothing of a clock that a slow answer makes look different", async () => {
    const server = await start();
    const date = new Date(server.clock.now).toUTCString();
    server.retentbase.reply("session", async (sent) => {
      server.clock.now += 9_000;
      return answer(200, { session_id: "cs_1", status: "open", user_id: "user_1" }, { date })(sent);
    });
    await server.startFlow();
    await server.browser.postJson("/return", {});
    expect((await look(server)).health.checks.retentbase.clockSkewSeconds).toBe(0);
  });

  test("asks billing, where that can say how it stands", async () => {
    const check = async (billing: Billing) => (await look(await start({ billing }))).health.checks.stripe;
    expect(await check({ check: async () => {} })).toEqual({ status: "ok" });
    expect(await check({ check: () => Promise.reject(new Error("401")) })).toEqual({
      status: "degraded",
    });
    expect(await check({})).toEqual({ status: "off" });
  });

  test("names an endpoint that sends thin events, until one comes that says something", async () => {
    const server = await startStripeServer({ healthToken });
    const stripe = async () => (await look(server)).health.checks.stripe;
    await server.tell(thin(server.clock.now));
    const { status, health } = await look(server);
    expect(status).toBe(503);
    expect(health.checks.stripe).toEqual({ status: "degraded", fault: "thin_events" });
    await server.tell(deleted(server.clock.now));
    expect((await stripe()).fault).toBeUndefined();
    // A second endpoint that sends them too takes nothing away.
    await server.tell(thin(server.clock.now));
    expect((await stripe()).fault).toBeUndefined();
    server.clock.now += 3_600_001;
    await server.tell(thin(server.clock.now));
    expect(await stripe()).toMatchObject({ fault: "thin_events" });
  });

  test("takes the token as a Basic password too, and no other", async () => {
    const { browser } = await start();
    const get = async (authorization: string) =>
      (await browser.get("/health?deep=1", { authorization })).status;
    const basic = (pair: string) => `Basic ${btoa(pair)}`;
    expect(await get(basic(`operator:${healthToken}`))).toBe(200);
    expect(await get(`bearer ${healthToken}`)).toBe(200);
    for (const wrong of [
      `Bearer ${healthToken}x`,
      `Bearer ${healthToken.slice(0, -1)}`,
      `Bearer ${healthToken.toUpperCase()}`,
      healthToken,
      basic(healthToken),
      basic(`${healthToken}:`),
      "Basic %%%",
      `Bearer ${apiKey}`,
    ])
      expect(await get(wrong)).toBe(401);
  });

  test("asks for the token by its scheme, and is not cached", async () => {
    const { browser } = await start();
    const response = await browser.get("/health?deep=1");
    expect(response.headers.get("www-authenticate")).toMatch(/^Bearer /);
    expect(response.headers.get("cache-control")).toBe("no-store");
  });

  test("stops answering guesses, and still answers who knows", async () => {
    const { retent } = await start();
    const ask = (token: string, peer: string) =>
      retent.fetch(
        new Request(`${retent.publicUrl}/health?deep=1`, { headers: { authorization: `Bearer ${token}` } }),
        undefined,
        peer,
      );
    const statuses = new Set<number>();
    for (let guess = 0; guess < 31; guess += 1)
      statuses.add((await ask(`guess_${guess}`, "192.0.2.1")).status);
    expect([...statuses]).toEqual([401, 429]);
    expect((await ask("guess", "192.0.2.2")).status).toBe(401);
    expect((await ask(healthToken, "192.0.2.1")).status).toBe(200);
  });

  test.each([
    ["from one IPv6 network", (guess: number) => `2001:db8::${guess.toString(16)}`],
    ["from what is no address", (guess: number) => `unknown_${guess}`],
    ["from a host that doesn't say where requests come from", () => undefined],
  ])("counts guesses %s together", async (_, toPeer) => {
    const { retent } = await start();
    const statuses: number[] = [];
    for (let guess = 0; guess < 31; guess += 1) {
      const headers = { authorization: `Bearer guess_${guess}` };
      const request = new Request(`${retent.publicUrl}/health?deep=1`, { headers });
      statuses.push((await retent.fetch(request, undefined, toPeer(guess))).status);
    }
    expect([statuses.indexOf(429), statuses.at(-1)]).toEqual([30, 429]);
  });
});

describe("what is broken is named, and sets off an alarm:", () => {
  test.each([
    [401, "unauthorized"],
    [402, "read_only"],
    [403, "forbidden"],
  ])("RetentBase that answers outcomes with %i pauses the outbox", async (status, code) => {
    const server = await start();
    const { startFlow, bringBack, retent, retentbase, clock } = server;
    retentbase.reply("update", answer(status, `no ${apiKey}`));
    await bringBack(await startFlow());
    await retent.drainOnce();
    const broken = await look(server);
    expect(broken.status).toBe(503);
    expect(broken.health).toMatchObject({
      status: "degraded",
      checks: {
        retentbase: {
          status: "degraded",
          faults: [{ call: "outcomes", code, httpStatus: status, since: "2026-03-01T00:00:00.000Z" }],
        },
        outbox: { status: "degraded", paused: true, pending: 1 },
      },
    });
    clock.now += 30_000;
    await retent.drainOnce();
    expect(await look(server)).toEqual({ status: 200, health: well });
  });

  test("a key that makes no links, until it does", async () => {
    const server = await start();
    server.retentbase.reply("link", answer(401));
    await server.startFlow();
    server.clock.now += 86_400_000;
    expect((await look(server)).health.checks.retentbase).toMatchObject({
      status: "degraded",
      faults: [{ call: "links", code: "unauthorized", httpStatus: 401 }],
    });
    await server.startFlow();
    expect((await look(server)).health.checks.retentbase.status).toBe("ok");
  });

  test("RetentBase that can't be reached, as long as that says something", async () => {
    const server = await start();
    server.retentbase.reply("link", unreachable);
    await server.startFlow();
    server.clock.now += 900_000;
    expect(await look(server)).toMatchObject({
      status: 503,
      health: { checks: { retentbase: { faults: [{ code: "network", httpStatus: null }] } } },
    });
    server.clock.now += 1;
    expect((await look(server)).status).toBe(200);
  });

  test("a row that was given up, until it is sent again", async () => {
    const server = await start();
    const { startFlow, bringBack, retent, retentbase, store, clock } = server;
    retentbase.reply("update", answer(400));
    await bringBack(await startFlow());
    await retent.drainOnce();
    expect(await look(server)).toMatchObject({
      status: 503,
      health: { checks: { outbox: { status: "degraded", dead: 1, pending: 0 } } },
    });
    await store.requeue(clock.now);
    await retent.drainOnce();
    expect(await look(server)).toEqual({ status: 200, health: well });
  });

  test("a row that was given up, until it is set aside", async () => {
    const server = await start();
    const { startFlow, bringBack, retent, retentbase, store, clock } = server;
    retentbase.reply("update", answer(400));
    const flow = await startFlow();
    await bringBack(flow);
    await retent.drainOnce();
    expect((await look(server)).status).toBe(503);
    await store.setAside(clock.now, [flow.eventId]);
    expect(await look(server)).toEqual({ status: 200, health: well });
  });

  test("billing that fails again and again", async () => {
    const onResult = () => Promise.reject(new Error("billing is down"));
    const server = await start({ onResult });
    await server.bringBack(await server.startFlow());
    server.clock.now += 900_000;
    await server.retent.drainOnce();
    expect(await look(server)).toMatchObject({
      status: 200,
      health: { checks: { outbox: { pending: 1, oldestSeconds: 900 } } },
    });
    server.clock.now += 1;
    expect((await look(server)).health.checks.outbox.status).toBe("degraded");
    const [row] = await server.store.list();
    await server.store.setAside(server.clock.now, [row?.eventId ?? ""]);
    expect((await look(server)).health.checks.outbox.status).toBe("ok");
  });

  test("a notification that is not taken, apart from the outbox", async () => {
    const server = await start({ notifier: deaf });
    expect((await look(server)).health.checks.notifications).toEqual(quiet);
    await server.bringBack(await server.startFlow());
    await server.retent.drainOnce();
    expect(await look(server)).toMatchObject({
      status: 503,
      health: {
        checks: {
          notifications: { status: "degraded", dead: 3, pending: 0 },
          outbox: { status: "ok", dead: 0 },
        },
      },
    });
  });

  test("a cancellation that is open is no fault", async () => {
    const server = await start();
    await server.startFlow();
    server.clock.now += 3_600_000;
    expect(await look(server)).toEqual({ status: 200, health: well });
  });

  test.each<[string, () => Promise<never>, string]>([
    [
      "can't be reached",
      () => Promise.reject(new StoreError("unavailable", "postgres://u:hunter2@db")),
      "unavailable",
    ],
    ["is full", () => Promise.reject(new StoreError("full", "no room")), "full"],
    ["stays silent", () => new Promise(() => {}), "timeout"],
  ])("a store that %s, within the time limit and without its address", async (_, fail, code) => {
    const store: Store = { ...(await openStore()), check: fail, count: fail };
    const server = await start({ store, healthTimeoutMs: 20, notifier: deaf });
    const { status, health } = await look(server);
    expect(status).toBe(503);
    const unknown = { status: "degraded", pending: null, dead: null, oldestSeconds: null };
    expect(health.checks).toMatchObject({
      store: { status: "degraded", code },
      outbox: { ...unknown, paused: false },
      notifications: unknown,
    });
    expect(JSON.stringify(health)).not.toContain("hunter2");
  });
});
