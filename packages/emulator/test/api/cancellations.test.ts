import { describe, expect, test } from "vitest";
import { call, churn, openLink, startEmulator } from "../local-emulator.ts";

const path = "/api/v1/cancellations";
const whole = {
  eventId: "evt/1 ä",
  userId: "user_1",
  reasonKey: "too_expensive",
  reasonText: "too much",
  offer: { type: "discount", accepted: false, label: "50% off" },
  context: { plan: "Pro", mrr: 49, tenureDays: 120 },
  occurredAt: "2026-03-01T09:00:00+01:00",
  environment: "sandbox",
  metadata: { source: "app" },
};
const patchPath = `${path}/${encodeURIComponent(whole.eventId)}`;

describe("POST /api/v1/cancellations", () => {
  test("records an event that is pending without an outcome", async () => {
    const emulator = await startEmulator();
    expect((await call(emulator, path, { body: whole })).status).toBe(200);
    expect(emulator.state().events).toEqual([
      {
        ...whole,
        source: "api",
        sessionId: null,
        decision: null,
        outcome: null,
        effectiveAt: null,
        updates: [],
      },
    ]);
  });

  test("a retry changes nothing, and the other environment is apart", async () => {
    const emulator = await startEmulator();
    await call(emulator, path, { body: { ...whole, outcome: "churned" } });
    const retry = await call(emulator, path, {
      body: { ...whole, reasonKey: "other", outcome: "recovered" },
    });
    expect(retry.status).toBe(200);
    await call(emulator, path, { body: { ...whole, environment: "prod" } });
    const events = emulator.state().events;
    expect(events.map(({ environment, reasonKey, outcome }) => [environment, reasonKey, outcome])).toEqual([
      ["sandbox", "too_expensive", "churned"],
      ["prod", "too_expensive", null],
    ]);
  });

  test.each([
    ["no eventId", { ...whole, eventId: undefined }],
    ["no userId", { ...whole, userId: undefined }],
    ["no reasonKey", { ...whole, reasonKey: undefined }],
    ["an outcome of its own", { ...whole, outcome: "pending" }],
    ["a date without time", { ...whole, occurredAt: "2026-03-01" }],
    ["half an offer", { ...whole, offer: { type: "discount" } }],
  ])("400 for %s", async (_, body) => {
    const emulator = await startEmulator();
    expect((await call(emulator, path, { body })).status).toBe(400);
    expect(emulator.state().events).toEqual([]);
  });
});

describe("PATCH /api/v1/cancellations/{eventId}", () => {
  const effectiveAt = "2026-03-31T00:00:00Z";

  test("200 sets the outcome, leaves reason and offer alone and keeps the history", async () => {
    const at = "2026-01-01T00:00:00.000Z";
    const emulator = await startEmulator({ now: () => Date.parse(at) });
    await call(emulator, path, { body: whole });
    const first = { outcome: "churned", effectiveAt, metadata: { invoice: "in_1" } };
    const body = { ...first, reasonKey: "other", offer: null };
    expect((await call(emulator, patchPath, { method: "PATCH", body })).status).toBe(200);
    expect(emulator.state().events[0]).toMatchObject({ outcome: "churned", effectiveAt });
    const second = await call(emulator, patchPath, { method: "PATCH", body: { outcome: "recovered" } });
    expect(second.status).toBe(200);
    expect(emulator.state().events).toEqual([
      {
        ...whole,
        source: "api",
        sessionId: null,
        decision: null,
        outcome: "recovered",
        effectiveAt: null,
        updates: [
          { at, ...first },
          { at, outcome: "recovered", effectiveAt: null, metadata: null },
        ],
      },
    ]);
  });

  test("knows the event of a hosted session by the id that came with the link", async () => {
    const emulator = await startEmulator();
    await churn(await openLink(emulator, { metadata: { eventId: "evt_hosted" } }));
    expect(emulator.state().events[0]).toMatchObject({ outcome: null, decision: "churned" });
    const body = { outcome: "recovered" };
    expect((await call(emulator, `${path}/evt_hosted`, { method: "PATCH", body })).status).toBe(200);
    expect(emulator.state().events[0]).toMatchObject({ outcome: "recovered", decision: "churned" });
  });

  test("404 while the customer has not finished", async () => {
    const emulator = await startEmulator();
    await openLink(emulator, { metadata: { eventId: "evt_hosted" } });
    const body = { outcome: "recovered" };
    expect((await call(emulator, `${path}/evt_hosted`, { method: "PATCH", body })).status).toBe(404);
  });

  test("409 in the other environment, 404 in none", async () => {
    const emulator = await startEmulator();
    await call(emulator, path, { body: whole });
    const body = { outcome: "churned", environment: "prod" };
    const conflict = await call(emulator, patchPath, { method: "PATCH", body });
    expect([conflict.status, await conflict.json()]).toEqual([
      409,
      { error: { code: "conflict", message: expect.any(String) } },
    ]);
    expect((await call(emulator, `${path}/unknown`, { method: "PATCH", body })).status).toBe(404);
    expect(emulator.state().events[0]?.updates).toEqual([]);
  });

  test.each([
    ["no outcome", patchPath, { effectiveAt }],
    ["a pending outcome", patchPath, { outcome: "pending" }],
    ["a date without offset", patchPath, { outcome: "churned", effectiveAt: "2026-03-31T00:00:00" }],
    ["nested metadata", patchPath, { outcome: "churned", metadata: { a: [] } }],
    ["an empty id", `${path}/`, { outcome: "churned" }],
    ["an id that can't be decoded", `${path}/%E0%A4%A`, { outcome: "churned" }],
  ])("400 for %s", async (_, at, body) => {
    const emulator = await startEmulator();
    await call(emulator, path, { body: whole });
    expect((await call(emulator, at, { method: "PATCH", body })).status).toBe(400);
  });
});

describe.each([
  ["POST", path, whole],
  ["PATCH", patchPath, { outcome: "churned" }],
])("%s %s", (method, at, body) => {
  test("401, 402, 403 and 415", async () => {
    const open = await startEmulator();
    expect((await call(open, at, { method, body, key: "wrong" })).status).toBe(401);
    const text = JSON.stringify(body);
    const plain = { "content-type": "text/plain" };
    expect((await call(open, at, { method, text, headers: plain })).status).toBe(415);
    expect((await call(await startEmulator({ readOnly: true }), at, { method, body })).status).toBe(402);
    expect((await call(await startEmulator({ plan: "core" }), at, { method, body })).status).toBe(403);
  });

  test("x-api-key lets in, and 405 names the method", async () => {
    const emulator = await startEmulator();
    await call(emulator, path, { body: whole });
    const headers = { "x-api-key": emulator.apiKey, "content-type": "application/json" };
    const sent = { method, headers, body: JSON.stringify(body) };
    expect((await fetch(emulator.url + at, sent)).status).toBe(200);
    const other = await call(emulator, at, { method: "PUT", body });
    expect([other.status, other.headers.get("allow")]).toEqual([405, method]);
  });
});
