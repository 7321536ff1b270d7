import { expect, test } from "vitest";
import { call, openLink, returnUrl, startEmulator } from "../local-emulator.ts";

const path = "/api/v1/cancel-link";

test("200 with url, expires_at, environment and session_id", async () => {
  const start = Date.parse("2026-01-02T03:04:05.000Z");
  const emulator = await startEmulator({ now: () => start });
  const response = await call(emulator, path, {
    body: {
      userId: "user_1",
      returnUrl,
      environment: "prod",
      context: { plan: "Pro", mrr: 49.5, tenureDays: 120 },
      metadata: { eventId: "evt_1", seats: 3, trial: false, coupon: null },
    },
  });
  expect(response.status).toBe(200);
  const link = (await response.json()) as Record<string, string>;
  expect(Object.keys(link).sort()).toEqual(["environment", "expires_at", "session_id", "url"]);
  expect(link.url?.startsWith(`${emulator.url}/c/`)).toBe(true);
  expect(link.expires_at).toBe("2026-01-02T03:34:05.000Z");
  expect(link.environment).toBe("prod");
  expect(emulator.state().sessions[0]).toMatchObject({
    sessionId: link.session_id,
    userId: "user_1",
    eventId: "evt_1",
    returnUrl,
    context: { plan: "Pro", mrr: 49.5, tenureDays: 120 },
    metadata: { eventId: "evt_1", seats: 3, trial: false, coupon: null },
    status: "open",
  });
});

test("the environment is sandbox where none is named", async () => {
  expect((await openLink(await startEmulator())).environment).toBe("sandbox");
});

test("a link that names no event id gets a fresh one", async () => {
  const emulator = await startEmulator();
  await openLink(emulator, { metadata: { eventId: 7 } });
  expect(emulator.state().sessions[0]?.eventId).toMatch(/^evt_./);
});

test("both auth headers work, and the link has the host that the caller used", async () => {
  const emulator = await startEmulator();
  const { port } = new URL(emulator.url);
  const response = await fetch(`http://localhost:${port}${path}`, {
    method: "POST",
    headers: { "x-api-key": emulator.apiKey, "content-type": "application/json" },
    body: JSON.stringify({ userId: "user_1", returnUrl }),
  });
  expect(response.status).toBe(200);
  expect(((await response.json()) as { url: string }).url).toContain(`http://localhost:${port}/c/`);
});

test.each([
  ["no body", undefined],
  ["no JSON", "{userId:1}"],
  ["no UTF-8 JSON object", "null"],
  ["no userId", JSON.stringify({ returnUrl })],
  ["a userId that is no text", JSON.stringify({ userId: 1, returnUrl })],
  ["an unknown environment", JSON.stringify({ userId: "u", returnUrl, environment: "staging" })],
  ["nested metadata", JSON.stringify({ userId: "u", returnUrl, metadata: { a: { b: 1 } } })],
  ["a tenure that is not whole", JSON.stringify({ userId: "u", returnUrl, context: { tenureDays: 1.5 } })],
  ["a return URL that is none", JSON.stringify({ userId: "u", returnUrl: "/account" })],
  ["a return URL of another host", JSON.stringify({ userId: "u", returnUrl: "https://evil.example/" })],
  [
    "a return URL with script",
    JSON.stringify({ userId: "u", returnUrl: "javascript://localhost/%0aalert(1)" }),
  ],
  ["a return URL with credentials", JSON.stringify({ userId: "u", returnUrl: "http://a:b@localhost/" })],
])("400 for %s", async (_, text) => {
  const emulator = await startEmulator();
  const response = await call(emulator, path, {
    ...(text === undefined ? { headers: { "content-type": "application/json" } } : { text }),
  });
  expect(response.status).toBe(400);
  expect(await response.json()).toEqual({
    error: { code: "invalid_request", message: expect.stringMatching(/./) },
  });
  expect(emulator.state().sessions).toEqual([]);
});

test.each(["Bearer wrong", "Basic cmI6", "Bearer"])("401 for the authorization %j", async (authorization) => {
  const emulator = await startEmulator();
  const response = await call(emulator, path, {
    body: { userId: "u", returnUrl },
    headers: { authorization },
  });
  expect(response.status).toBe(401);
  expect(await response.json()).toMatchObject({ error: { code: "unauthorized" } });
});

test("401 without a key", async () => {
  const { url } = await startEmulator();
  const headers = { "content-type": "application/json" };
  expect((await fetch(url + path, { method: "POST", headers, body: "{}" })).status).toBe(401);
});

test("402 where the workspace is read-only", async () => {
  const emulator = await startEmulator({ readOnly: true });
  const response = await call(emulator, path, { body: { userId: "u", returnUrl } });
  expect(response.status).toBe(402);
});

test("409 without any return URL, 200 with the workspace's default", async () => {
  const body = { userId: "u" };
  expect((await call(await startEmulator(), path, { body })).status).toBe(409);
  const emulator = await startEmulator({ returnUrl });
  expect((await call(emulator, path, { body })).status).toBe(200);
  expect(emulator.state().sessions[0]?.returnUrl).toBe(returnUrl);
});

test.each(["text/plain", "application/x-www-form-urlencoded", "application/jsonp"])(
  "415 for %s",
  async (type) => {
    const emulator = await startEmulator();
    const text = JSON.stringify({ userId: "u", returnUrl });
    const response = await call(emulator, path, { text, headers: { "content-type": type } });
    expect(response.status).toBe(415);
  },
);

test("a charset beside the content type is fine", async () => {
  const emulator = await startEmulator();
  const text = JSON.stringify({ userId: "u", returnUrl });
  const headers = { "content-type": "application/json; charset=utf-8" };
  expect((await call(emulator, path, { text, headers })).status).toBe(200);
});

test("413 for more than 1 MiB", async () => {
  const emulator = await startEmulator();
  const text = JSON.stringify({ userId: "u".repeat(1024 * 1024) });
  expect((await call(emulator, path, { text })).status).toBe(413);
});

test("the core plan has links; other methods and paths get 405 and 404", async () => {
  const emulator = await startEmulator({ plan: "core" });
  await openLink(emulator);
  const response = await call(emulator, path, { method: "GET" });
  expect([response.status, response.headers.get("allow")]).toEqual([405, "POST"]);
  expect((await call(emulator, "/api/v1/nothing", { method: "GET" })).status).toBe(404);
});
