import { createServer } from "node:http";
import express from "express";
import { describe, expect, test } from "vitest";
import { toExpress } from "../../../src/adapters/express.ts";
import { createServiceBilling } from "../../billing/subscription-service.ts";
import { apiKey, publicUrl, type ServerUnderTest, start, startServer } from "../../server-under-test.ts";
import { signingSecret, signToken } from "../../signed-token.ts";

const secret = "an identity secret of these tests, long enough";
const origin = "https://shop.example";

interface Found {
  name: string;
  status: string;
  detail?: string;
  cause?: string;
  remedy?: string;
  docs: string;
}

/** What the panel of a page shows of the server, by name. */
async function ask({ browser }: Pick<ServerUnderTest, "browser">, fields: object = {}, headers = {}) {
  const response = await browser.postJson("/debug", fields, { origin, ...headers });
  expect(response.status).toBe(200);
  const { environment, findings } = (await response.json()) as { environment: string; findings: Found[] };
  expect(environment).toBe("sandbox");
  return Object.fromEntries(findings.map((finding) => [finding.name, finding]));
}

const identity = (claims: object) =>
  signToken({ sub: "member_7", exp: start / 1000 + 3600, ...claims }, { alg: "HS256" }, secret);

test("a page learns who the server takes the customer for, and what a click would meet", async () => {
  const server = await startServer({ siteOrigins: [origin, "https://www.shop.example"] });
  const found = await ask(server, { endpoint: `${publicUrl}/`, returnTo: "/account" });
  expect(found).toMatchObject({
    customer: { status: "ok", detail: "user_1, by your own session" },
    subscriptions: { status: "ok" },
    origin: {
      status: "ok",
      detail: `${origin} may have the button; siteOrigins has ${origin}, https://www.shop.example`,
    },
    "public URL": { status: "ok", detail: publicUrl },
    "return to": { status: "ok", detail: `${origin}/account` },
    "who ends subscriptions": { status: "ok", detail: "Your function onResult ends subscriptions." },
  });
  expect(found.host).toBeUndefined();
  expect(found.webhooks).toBeUndefined();
  expect(server.retentbase.sent).toEqual([]);
  expect(await server.store.count()).toMatchObject({ queued: 0 });
});

test("what would go wrong is named, each with its remedy", async () => {
  const server = await startServer();
  server.session.customer = { userId: "user_1", subscriptions: [{ id: "sub_1", label: "Pro" }] };
  const found = await ask(server, {
    endpoint: `${origin}/api`,
    returnTo: "https://elsewhere.example/",
    subscription: "sub_2",
  });
  expect(found).toMatchObject({
    subscriptions: { status: "failed", cause: "sub_2 is none that this customer may cancel" },
    "public URL": {
      status: "failed",
      cause: `the button reaches this server at ${origin}/api, and customers come back to ${publicUrl}`,
      remedy: expect.stringContaining("RETENT_PUBLIC_URL"),
    },
    "return to": { status: "failed", remedy: expect.stringContaining("RETENT_SITE_ORIGINS") },
  });
});

test.each([
  [undefined, "neither identify nor billing lists any, so the customer chooses none"],
  [[{ id: "sub_1" }], "sub_1"],
  [[{ id: "sub_1", label: "Pro" }, { id: "sub_2" }], "the customer chooses one of Pro (sub_1), sub_2"],
])("of the subscriptions %j a customer has what the panel says", async (subscriptions, detail) => {
  const server = await startServer();
  server.session.customer = { userId: "user_1", ...(subscriptions && { subscriptions }) };
  expect((await ask(server)).subscriptions).toMatchObject({ status: "ok", detail });
});

test("a page's wish that nothing can check is ignored, and the panel says so", async () => {
  const { subscriptions } = await ask(await startServer(), { subscription: "sub_9" });
  expect(subscriptions).toMatchObject({
    status: "warning",
    detail: "sub_9 is ignored: neither identify nor billing lists any",
  });
});

describe("no customer is identified", () => {
  test("by a session", async () => {
    const server = await startServer();
    server.session.customer = null;
    const { customer, subscriptions } = await ask(server);
    expect(customer).toMatchObject({
      status: "failed",
      cause: "identify returned null: it found no signed-in customer",
      remedy: expect.stringContaining("sign in"),
      docs: "cancel-button#identity",
    });
    expect(subscriptions).toBeUndefined();
  });

  test("by a function that throws, of which the log alone has more", async () => {
    const server = await startServer({
      identify: () => {
        throw new Error("the database's password");
      },
    });
    const { customer } = await ask(server);
    expect(customer).toMatchObject({ status: "failed", remedy: "look into the server's log" });
    expect(JSON.stringify(customer)).not.toContain("password");
  });

  test.each([
    ["no token", undefined, /no identity token came/],
    ["an expired one", identity({ aud: "shop", exp: start / 1000 - 120 }), /has expired/],
    ["one for another audience", identity({ aud: "another" }), /audience \(aud\)/],
    [
      "one that others signed",
      signToken({ sub: "member_7", aud: "shop" }),
      /not signed with the configured keys/,
    ],
    ["no JWT", "a.b.c", /not a signed JWT/],
  ])("by %s, and nothing of it is repeated, logged or counted", async (_, token, cause) => {
    const server = await startServer({ identity: { secret, audience: "shop" }, identify: () => null });
    const { customer } = await ask(server, { identity: token });
    expect(customer).toMatchObject({ status: "failed", cause: expect.stringMatching(cause) });
    expect(server.eventsOf("identity_refused")).toEqual([]);
    if (token) expect(JSON.stringify([customer, server.events])).not.toContain(token);
  });
});

test("a good identity token stands for its customer, and is not repeated", async () => {
  const server = await startServer({ identity: { secret, audience: "shop" }, identify: () => null });
  const token = identity({ aud: "shop" });
  const found = await ask(server, { identity: token });
  expect(found.customer).toMatchObject({ status: "ok", detail: "member_7, by the identity token" });
  for (const word of [token, secret, apiKey, signingSecret]) {
    expect(JSON.stringify([found, server.events])).not.toContain(word);
  }
});

test("billing's events are awaited until one has come", async () => {
  const server = await startServer({ billing: createServiceBilling(secret) });
  expect((await ask(server)).webhooks).toMatchObject({
    status: "warning",
    detail: expect.stringMatching(/^none has arrived at https:\/\/shop\.example\/api\/retent\//),
  });
});

test.each([
  ["/retent/debug", "it shortens /api/retent/debug to /retent/debug, which works"],
  ["/api/retent/debug/", "it ends addresses with a slash, which counts as none"],
])("what a host does to the address, such as %s, is named", async (path, detail) => {
  const { retent } = await startServer();
  const response = await retent.fetch(
    new Request(origin + path, {
      method: "POST",
      headers: { "content-type": "application/json", origin },
      body: "{}",
    }),
    undefined,
  );
  const { findings } = (await response.json()) as { findings: Found[] };
  expect(findings.at(-1)).toMatchObject({ name: "host", detail });
});

test("in prod there is no such route", async () => {
  const { browser } = await startServer({ environment: "prod" });
  for (const response of [
    await browser.get("/debug"),
    await browser.postJson("/debug", { identity: "x" }, { origin }),
  ]) {
    expect(response.status).toBe(404);
    const unknown = await (await browser.get("/nowhere")).text();
    expect(await response.text()).toBe(unknown);
  }
});

test("pages of other origins learn that this is the sandbox, and nothing else", async () => {
  const { browser } = await startServer();
  const foreign = { origin: "https://evil.example", "sec-fetch-site": "cross-site" };
  const seen = await browser.get("/debug", foreign);
  expect(seen.headers.get("access-control-allow-origin")).toBe("*");
  expect(await seen.json()).toEqual({ environment: "sandbox" });
  const response = await browser.postJson("/debug", {}, foreign);
  expect(response.status).toBe(403);
  expect(response.headers.get("access-control-allow-origin")).toBeNull();
  expect(await response.json()).toMatchObject({ code: "origin_not_allowed" });
  const preflight = await browser.send("/debug", { method: "OPTIONS", headers: foreign });
  expect(preflight.headers.get("access-control-allow-origin")).toBeNull();
});

test("pages of an allowed origin may read it by script", async () => {
  const site = "https://www.shop.example";
  const { browser } = await startServer({ siteOrigins: [site] });
  const response = await browser.postJson("/debug", {}, { origin: site, "sec-fetch-site": "same-site" });
  expect(response.headers.get("access-control-allow-origin")).toBe(site);
});

test("one customer's panels are limited, and their cancellations are not", async () => {
  const server = await startServer();
  for (let count = 0; count < 30; count += 1) await ask(server);
  const refused = await server.browser.postJson("/debug", {}, { origin });
  expect(refused.status).toBe(429);
  expect(refused.headers.get("retry-after")).toBe("60");
  expect((await server.browser.postJson("/cancel-link", {})).status).toBe(200);
});

test("a body that something else has parsed is good for this, and not for billing's signatures", async () => {
  const { retent } = await startServer({ billing: createServiceBilling(secret) });
  const app = express().use(express.json()).use("/api/retent", toExpress(retent));
  const server = createServer(app).listen(0, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));
  try {
    const { port } = server.address() as { port: number };
    const response = await fetch(`http://127.0.0.1:${port}/api/retent/debug`, {
      method: "POST",
      headers: { "content-type": "application/json", origin },
      body: "{}",
    });
    const { findings } = (await response.json()) as { findings: Found[] };
    expect(findings.find(({ name }) => name === "host")).toMatchObject({
      status: "failed",
      remedy: "mount Retent before it, such as before express.json()",
    });
  } finally {
    server.close();
  }
});
