import { expect, test } from "vitest";
import { call, churn, openLink, postForm, startEmulator } from "../local-emulator.ts";

const at = (id: string) => `/api/v1/cancel-sessions/${id}`;

test("an open session, then a completed one", async () => {
  const start = Date.parse("2026-01-01T00:00:00Z");
  const emulator = await startEmulator({ now: () => start });
  const link = await openLink(emulator, { metadata: { eventId: "evt_1" } });
  const basics = {
    session_id: link.session_id,
    environment: "sandbox",
    created_at: "2026-01-01T00:00:00.000Z",
    expires_at: "2026-01-01T00:30:00.000Z",
    user_id: "user_1",
  };
  const open = await call(emulator, at(link.session_id), { method: "GET" });
  expect([open.status, await open.json()]).toEqual([200, { ...basics, status: "open" }]);

  await postForm(link.url, { reason: "not_using" });
  await postForm(`${link.url}/offer`, { choice: "accept" });
  const done = await call(emulator, at(link.session_id), { method: "GET" });
  expect(await done.json()).toEqual({
    ...basics,
    status: "completed",
    event_id: "evt_1",
    outcome: "recovered",
    reason_key: "not_using",
    offer: { type: "pause", accepted: true, label: "Pause for 2 months" },
  });
});

test("an expired session stays expired, a completed one completed", async () => {
  let now = Date.parse("2026-01-01T00:00:00Z");
  const emulator = await startEmulator({ now: () => now, linkLifetimeSeconds: 60 });
  const left = await openLink(emulator);
  const finished = await openLink(emulator);
  await churn(finished);
  now += 60_000;
  const statuses = [left, finished].map(async ({ session_id }) => {
    const response = await call(emulator, at(session_id), { method: "GET" });
    return ((await response.json()) as { status: string }).status;
  });
  expect(await Promise.all(statuses)).toEqual(["expired", "completed"]);
});

test("400, 401, 402, 403, 404 and 405", async () => {
  const emulator = await startEmulator();
  expect((await call(emulator, at("%E0%A4%A"), { method: "GET" })).status).toBe(400);
  expect((await call(emulator, at("cs_1"), { method: "GET", key: "wrong" })).status).toBe(401);
  expect((await call(emulator, at("cs_1"), { method: "GET" })).status).toBe(404);
  expect((await call(emulator, at("cs_1"), { body: {} })).status).toBe(405);
  const readOnly = await startEmulator({ readOnly: true });
  expect((await call(readOnly, at("cs_1"), { method: "GET" })).status).toBe(402);
  const core = await startEmulator({ plan: "core" });
  expect((await call(core, at("cs_1"), { method: "GET" })).status).toBe(403);
});
