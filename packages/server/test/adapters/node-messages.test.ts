import { request as httpRequest } from "node:http";
import { buffer } from "node:stream/consumers";
import express, { type RequestHandler } from "express";
import { describe, expect, test } from "vitest";
import type { BillingWebhook } from "../../src/billing/billing.ts";
import { publicUrl, startServer } from "../server-under-test.ts";
import { json, listen, post } from "./express-app.ts";

describe("under Express, a request", () => {
  /** The status of a request whose path and method are sent as they are. */
  function raw(port: number, method: string, path: string): Promise<number> {
    return new Promise((resolve, reject) => {
      const headers = { "content-type": "application/json", connection: "close" };
      const sent = httpRequest({ host: "127.0.0.1", port, method, path, headers }, (response) => {
        response.resume();
        resolve(response.statusCode ?? 0);
      });
      sent.on("error", reject);
      sent.end();
    });
  }

  test("TRACE is a method that is not allowed, no fault of the server", async () => {
    const { port } = await listen();
    expect(await raw(port, "TRACE", "/api/retent/cancel-link")).toBe(405);
  });

  test.each([
    "/api/retent/x/%2e%2e/health",
    "/api/retent/x/../health",
    "/api/retent/%2e/health",
    "/api/retent/x\\..\\health",
  ])("%s is no address", async (path) => {
    const { port } = await listen();
    expect(await raw(port, "GET", path)).toBe(404);
  });

  test.each([
    ["bytes", express.raw({ type: "*/*" })],
    ["a text", express.text({ type: "*/*" })],
  ])("a body that was read as %s before us is understood", async (_, middleware) => {
    const { base, store } = await listen([middleware]);
    const response = await post(`${base}/cancel-link`, '{"returnTo": "/plans"}', json);
    expect(response.status).toBe(200);
    const { eventId } = (await response.json()) as { eventId: string };
    expect((await store.find(eventId))?.returnTo).toMatch(/\/plans$/);
  });

  test("a content type in capitals is understood, also where the body was read before us", async () => {
    const { base } = await listen([express.json()]);
    expect((await post(`${base}/cancel-link`, "{}", { "content-type": "Application/JSON" })).status).toBe(
      200,
    );
  });
});

describe("a body that was read before us", () => {
  /** Reads the whole body, as a framework with parsers of its own does. */
  const read: RequestHandler = async (request, _, next) => {
    await buffer(request);
    next();
  };

  /** As hosts of functions do, which parse every body and keep what was sent. */
  const parseAndKeep: RequestHandler = async (request, _, next) => {
    const rawBody = await buffer(request);
    Object.assign(request, { rawBody, body: JSON.parse(String(rawBody)) });
    next();
  };

  test("is used as it was sent, if the host has kept that", async () => {
    const { base, store } = await listen([parseAndKeep]);
    const response = await post(`${base}/cancel-link`, '{"returnTo": "/plans"}', json);
    const { eventId } = (await response.json()) as { eventId: string };
    expect((await store.find(eventId))?.returnTo).toMatch(/\/plans$/);
  });

  test("can be checked for a signature, if the host has kept what was sent", async () => {
    const seen: Uint8Array[] = [];
    const webhook: BillingWebhook = {
      path: "/billing/webhook",
      read: async (body) => {
        seen.push(body);
        return null;
      },
    };
    const { base } = await listen([parseAndKeep], { billing: { webhook } });
    const sent = '{"é": 1.0,  "a":2}';
    expect((await post(`${base}/billing/webhook`, sent, json)).status).toBe(200);
    expect(String(Buffer.from(seen[0] ?? []))).toBe(sent);
  });

  test.each([
    ["JSON", "/cancel-link", "{}", json],
    ["a form", "/cancel", "event=evt_1", { "content-type": "application/x-www-form-urlencoded" }],
    ["a message of billing", "/billing/webhook", "{}", json],
  ])("and not kept is named as the fault: %s", async (_, path, body, headers) => {
    const webhook: BillingWebhook = { path: "/billing/webhook", read: async () => null };
    const { base, eventsOf } = await listen([read], { billing: { webhook } });
    const before = eventsOf("settings_warning").length;
    for (let times = 0; times < 2; times += 1) {
      const response = await post(base + path, body, { ...headers, accept: "application/json" });
      expect(response.status).toBe(500);
      const answer = response.headers.get("content-type")?.includes("json")
        ? await response.json()
        : undefined;
      if (answer) expect(answer).toMatchObject({ detail: expect.stringContaining("read before") });
    }
    expect(eventsOf("settings_warning").slice(before)).toEqual([
      { type: "settings_warning", message: expect.stringMatching(/was read before .* as request\.body/) },
    ]);
  });

  test("and was empty is empty", async () => {
    const { base } = await listen([read]);
    expect(
      (await post(`${base}/return`, "", { "content-type": "application/x-www-form-urlencoded" })).status,
    ).toBe(403);
  });
});

test.each([
  ["used up", async (request: Request) => void (await request.text())],
  ["being read", async (request: Request) => void request.body?.getReader()],
])("a body that a fetch runtime has %s is named as the fault", async (_, read) => {
  const { retent, eventsOf } = await startServer();
  const request = new Request(`${publicUrl}/cancel-link`, { method: "POST", headers: json, body: "{}" });
  await read(request);
  const response = await retent.fetch(request, undefined);
  expect(response.status).toBe(500);
  expect(await response.json()).toMatchObject({ detail: expect.stringContaining("read before") });
  expect(eventsOf("request_failed")).toEqual([]);
  expect(eventsOf("settings_warning").at(-1)?.message).toContain("request.clone()");
});

describe("Express's own trust in proxies", () => {
  const limits = { limits: { postsPerAddress: 1 } };
  const from = (client: string) => ({ ...json, "x-forwarded-for": client });

  /** Statuses of posts that come through a proxy on this machine, from these clients. */
  async function statuses(trust: unknown, options: object, clients: string[]) {
    const { base, eventsOf } = await listen([], { ...limits, ...options }, trust);
    const all: number[] = [];
    for (const client of clients) all.push((await post(`${base}/cancel-link`, "{}", from(client))).status);
    return {
      all,
      warnings: eventsOf("settings_warning").filter(({ message }) => message.startsWith("trustProxy")),
    };
  }

  test.each([1, true, "loopback", () => true])("says who the client is: %s", async (trust) => {
    const { all, warnings } = await statuses(trust, {}, ["192.0.2.1", "192.0.2.2", "192.0.2.1"]);
    expect(all).toEqual([200, 200, 429]);
    expect(warnings).toEqual([]);
  });

  test("goes before trustProxy", async () => {
    const { all } = await statuses("loopback", { trustProxy: 2 }, [
      "192.0.2.9, 192.0.2.1",
      "192.0.2.9, 192.0.2.2",
    ]);
    expect(all).toEqual([200, 200]);
  });

  test("says nothing if it is not set", async () => {
    const { all, warnings } = await statuses(false, {}, ["192.0.2.1", "192.0.2.2"]);
    expect(all).toEqual([200, 429]);
    expect(warnings).toHaveLength(1);
    expect((await statuses(false, { trustProxy: 1 }, ["192.0.2.1", "192.0.2.2"])).all).toEqual([200, 200]);
  });
});
