import { expect, test } from "vitest";
import { magicUsers } from "../../src/index.ts";
import { call, rejection, returnUrl, startEmulator } from "../local-emulator.ts";

const linkPath = "/api/v1/cancel-link";
const patchPath = "/api/v1/cancellations/evt_1";

test.each([400, 401, 402, 403, 409, 415, 429, 500, 503])("user_%d, every time", async (status) => {
  const emulator = await startEmulator();
  const body = { userId: `user_${status}`, returnUrl };
  expect((await call(emulator, linkPath, { body })).status).toBe(status);
  const again = await call(emulator, linkPath, { body });
  expect(again.status).toBe(status);
  expect(again.headers.has("retry-after")).toBe(status === 429);
  expect(emulator.state().sessions).toEqual([]);
});

test("user_drop, user_lost", async () => {
  const emulator = await startEmulator();
  await rejection(call(emulator, linkPath, { body: { userId: "user_drop", returnUrl } }));
  expect(emulator.state().sessions).toEqual([]);
  await rejection(call(emulator, linkPath, { body: { userId: "user_lost", returnUrl } }));
  expect(emulator.state().sessions).toMatchObject([{ userId: "user_lost" }]);
});

test("user_html, user_offhost", async () => {
  const emulator = await startEmulator();
  const page = await call(emulator, linkPath, { body: { userId: "user_html", returnUrl } });
  expect([page.status, page.headers.get("content-type")]).toEqual([200, "text/html; charset=utf-8"]);
  const response = await call(emulator, linkPath, { body: { userId: "user_offhost", returnUrl } });
  const link = (await response.json()) as { url: string };
  expect(response.status).toBe(200);
  expect(new URL(link.url).origin).not.toBe(emulator.url);
});

test("user_timeout", async () => {
  const emulator = await startEmulator();
  const hanging = rejection(call(emulator, linkPath, { body: { userId: "user_timeout", returnUrl } }));
  await expect.poll(() => emulator.state().requests).toMatchObject([{ status: null }]);
  await emulator.close();
  await hanging;
});

test.each([400, 401, 402, 403, 404, 409, 415, 429, 500, 503])(
  "user_update_%d hits the first PATCH of each event only",
  async (status) => {
    const emulator = await startEmulator();
    const statuses = [];
    for (const eventId of ["evt_1", "evt/2"]) {
      const event = { eventId, userId: `user_update_${status}`, reasonKey: "other" };
      expect((await call(emulator, "/api/v1/cancellations", { body: event })).status).toBe(200);
      for (let each = 0; each < 2; each += 1) {
        const at = `/api/v1/cancellations/${encodeURIComponent(eventId)}`;
        const body = { outcome: "churned" };
        statuses.push((await call(emulator, at, { method: "PATCH", body })).status);
      }
    }
    expect(statuses).toEqual([status, 200, status, 200]);
  },
);

test("user_update_drop applies nothing, user_update_lost applies", async () => {
  for (const [userId, updates] of [
    ["user_update_drop", 0],
    ["user_update_lost", 1],
  ] as const) {
    const emulator = await startEmulator();
    const event = { eventId: "evt_1", userId, reasonKey: "other" };
    await call(emulator, "/api/v1/cancellations", { body: event });
    await rejection(call(emulator, patchPath, { method: "PATCH", body: { outcome: "churned" } }));
    expect(emulator.state().events[0]?.updates).toHaveLength(updates);
    const body = { outcome: "churned" };
    expect((await call(emulator, patchPath, { method: "PATCH", body })).status).toBe(200);
  }
});

test("the inspector lists every magic user id", async () => {
  const { url } = await startEmulator();
  const page = await (await fetch(url)).text();
  for (const { userId } of magicUsers) expect(page).toContain(`<code>${userId}</code>`);
});
