import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import express from "express";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { type PostgresServer, startPostgres } from "../../../scripts/postgres/start-postgres.mjs";
import { toExpress } from "../src/adapters/express.ts";
import { toNode } from "../src/adapters/node.ts";
import type { Retent } from "../src/create-retent.ts";
import type { Store } from "../src/store.ts";
import { createPostgresStore } from "../src/stores/postgres.ts";
import { createSqliteStore } from "../src/stores/sqlite.ts";
import { createBrowser } from "./browser.ts";
import { answer } from "./fake-retentbase.ts";
import { startServer } from "./server-under-test.ts";

// The same journeys, whichever way requests come in and wherever the work is kept.

type Send = (request: Request) => Promise<Response>;

const servers: Server[] = [];
let postgres: PostgresServer | undefined;
const stores: Store[] = [];

beforeAll(async () => {
  postgres = await startPostgres();
}, 60_000);

afterEach(async () => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
  await Promise.all(stores.splice(0).map((store) => store.close()));
});

afterAll(() => postgres?.remove());

const openStore: Record<string, () => Promise<Store>> = {
  SQLite: async () => createSqliteStore({ file: ":memory:" }),
  async PostgreSQL() {
    if (!postgres) throw new Error("PostgreSQL did not start");
    return createPostgresStore({ connectionString: await postgres.createDatabase(), max: 3 });
  },
};

/** Listens first, for the public URL has to name the port; `mount` says who answers. */
async function listen(mount: (server: Server, retent: Retent) => void) {
  const server = createServer().listen(0, "127.0.0.1");
  servers.push(server);
  await once(server, "listening");
  const publicUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/retent`;
  return {
    publicUrl,
    connect(retent: Retent): Send {
      mount(server, retent);
      return (request) => fetch(request, { redirect: "manual" });
    },
  };
}

const transports: Record<string, () => Promise<{ publicUrl: string; connect(retent: Retent): Send }>> = {
  "in process": async () => ({
    publicUrl: "https://shop.example/api/retent",
    connect: (retent) => (request) => retent.fetch(request, undefined),
  }),
  "over node:http": () => listen((server, retent) => server.on("request", toNode(retent))),
  "under Express": () =>
    listen((server, retent) => {
      const app = express();
      app.use("/api/retent", toExpress(retent));
      server.on("request", app);
    }),
};

const combinations = Object.keys(transports).flatMap((transport) =>
  Object.keys(openStore).map((store): [string, string] => [transport, store]),
);

describe.each(combinations)("%s on %s", (transport, storeName) => {
  async function start() {
    const store = await (openStore[storeName] as () => Promise<Store>)();
    stores.push(store);
    const { publicUrl, connect } = await (transports[transport] as (typeof transports)[string])();
    const server = startServer({ store, publicUrl });
    const browser = createBrowser(connect(server.retent), publicUrl);
    return { ...server, browser };
  }

  test("a customer leaves: billing acts once, and RetentBase learns it once, however often the result is sent", async () => {
    const { browser, startFlow, token, billing, retent, retentbase } = await start();
    const body = { token: token(await startFlow({}, browser)) };
    const answers = [];
    for (let times = 0; times < 3; times += 1)
      answers.push(await (await browser.postJson("/result", body)).json());
    expect(answers[0]).toMatchObject({ status: "settled", outcome: "churned" });
    expect(answers).toEqual([answers[0], answers[0], answers[0]]);
    await retent.drainOnce();
    expect(billing).toHaveBeenCalledTimes(1);
    expect(retentbase.calls("update").map((call) => call.body.outcome)).toEqual(["churned"]);
  });

  test("results sent at the same moment get the same answer", async () => {
    const { browser, startFlow, token, billing } = await start();
    const body = { token: token(await startFlow({}, browser)) };
    const responses = await Promise.all([1, 2, 3, 4].map(() => browser.postJson("/result", body)));
    for (const response of responses) expect(await response.json()).toMatchObject({ status: "settled" });
    expect(billing).toHaveBeenCalledTimes(1);
  });

  test("another browser can do nothing with the token", async () => {
    const { browser, newBrowser, startFlow, token, billing, retent, retentbase } = await start();
    const flow = await startFlow({}, browser);
    expect((await newBrowser().postJson("/result", { token: token(flow) })).status).toBe(403);
    await retent.drainOnce();
    expect(billing).not.toHaveBeenCalled();
    expect(retentbase.calls("update")).toEqual([]);
  });

  test("without script and with RetentBase down, the plain page cancels, and RetentBase learns it later", async () => {
    const { browser, retentbase, retent, clock } = await start();
    retentbase.reply("link", answer(503));
    retentbase.reply("create", answer(503));
    const started = await browser.postForm("/cancel-link");
    expect(started.status).toBe(303);
    const page = await (await browser.get(started.headers.get("location") ?? "")).text();
    const event = /name="event" value="([^"]+)"/.exec(page)?.[1] ?? "";
    expect((await browser.postForm("/cancel", { event })).status).toBe(303);
    const receipt = await (await browser.get(`/cancel?event=${event}`)).text();
    expect(receipt).toContain("We have received your cancellation");
    await retent.drainOnce();
    expect(retentbase.calls("update")).toEqual([]);
    clock.now += 60_000;
    await retent.drainOnce();
    expect(retentbase.calls("update").map(({ path }) => path)).toEqual([`/api/v1/cancellations/${event}`]);
  });

  test("billing that decides later is forwarded when it has", async () => {
    const { browser, startFlow, token, billing, retent, retentbase } = await start();
    billing.mockImplementation(() => ({ pending: true }));
    const flow = await startFlow({}, browser);
    const response = await browser.postJson("/result", { token: token(flow) });
    expect(await response.json()).toMatchObject({ status: "pending", outcome: null });
    await retent.settle(flow.eventId, { outcome: "recovered" });
    await retent.drainOnce();
    expect(retentbase.calls("update").map(({ body }) => body.outcome)).toEqual(["recovered"]);
  });

  test("bad requests are refused with their problem", async () => {
    const { browser } = await start();
    const crossSite = { "sec-fetch-site": "cross-site", origin: "https://evil.example" };
    for (const [response, status, code] of [
      [await browser.postJson("/cancel-link", {}, crossSite), 403, "origin_not_allowed"],
      [await browser.postJson("/cancel-link", "[]"), 400, "invalid_request"],
      [
        await browser.postJson("/cancel-link", "{}", { "content-type": "text/plain" }),
        415,
        "unsupported_media_type",
      ],
      [await browser.postJson("/cancel-link", `"${"x".repeat(70_000)}"`), 413, "too_large"],
      [await browser.postJson("/result", { token: "a.b.c" }), 400, "result_token_invalid"],
      [await browser.send("/result", { method: "PUT" }), 405, "method_not_allowed"],
      [await browser.get("/nothing"), 404, "not_found"],
    ] as const) {
      expect(response.status).toBe(status);
      expect(await response.json()).toMatchObject({ code, status });
      expect(response.headers.get("cache-control")).toBe("no-store");
    }
  });
});
