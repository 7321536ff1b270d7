import { describe, expect, test } from "vitest";
import { answer } from "../fake-retentbase.ts";
import { startServer } from "../server-under-test.ts";

const recorded = {
  eventId: "ev_own_1",
  userId: "user_1",
  reasonKey: "too_expensive",
  reasonText: "My budget was cut.",
  offer: { type: "discount", accepted: false, label: "50% off" },
  context: { plan: "Team" },
  metadata: { page: "settings" },
  occurredAt: "2026-02-28T23:00:00Z",
};

describe("a cancellation of the merchant's own pages", () => {
  test("is created and then updated at RetentBase, in this order", async () => {
    const { retent, retentbase } = await startServer();
    const settlement = { outcome: "churned" as const, effectiveAt: "2026-04-01T00:00:00Z" };
    expect(await retent.record({ ...recorded, settlement })).toMatchObject({
      eventId: "ev_own_1",
      status: "settled",
      outcome: "churned",
      effectiveAt: "2026-04-01T00:00:00Z",
    });
    await retent.drainOnce();
    expect(retentbase.sent.map(({ method, path }) => `${method} ${path}`)).toEqual([
      "POST /api/v1/cancellations",
      "PATCH /api/v1/cancellations/ev_own_1",
    ]);
    expect(retentbase.calls("create")[0]?.body).toEqual({
      ...recorded,
      occurredAt: "2026-02-28T23:00:00.000Z",
      environment: "sandbox",
    });
    expect(retentbase.calls("update")[0]?.body).toEqual({ environment: "sandbox", ...settlement });
  });

  test("waits for settle where billing has not decided", async () => {
    const { retent, retentbase, billing } = await startServer();
    expect(await retent.record(recorded)).toMatchObject({ status: "pending", outcome: null });
    await retent.drainOnce();
    expect(retentbase.calls("update")).toEqual([]);
    await retent.settle("ev_own_1", { outcome: "recovered" });
    await retent.drainOnce();
    expect(retentbase.calls("update").map(({ body }) => body.outcome)).toEqual(["recovered"]);
    expect(billing).not.toHaveBeenCalled();
  });

  test("is the same one when it is recorded again", async () => {
    const { retent, retentbase } = await startServer();
    await retent.record({ ...recorded, settlement: { outcome: "churned" } });
    const again = await retent.record({ ...recorded, settlement: { outcome: "recovered" } });
    expect(again.outcome).toBe("churned");
    await retent.drainOnce();
    expect(retentbase.sent).toHaveLength(2);
  });

  test("gets an event id where it brings none, and the present where it brings no time", async () => {
    const { retent, retentbase } = await startServer({ newId: () => "ev_made" });
    expect((await retent.record({ userId: "user_1", reasonKey: "other" })).eventId).toBe("ev_made");
    await retent.drainOnce();
    expect(retentbase.calls("create")[0]?.body).toMatchObject({
      eventId: "ev_made",
      occurredAt: "2026-03-01T00:00:00.000Z",
    });
  });

  test("reaches RetentBase after an outage", async () => {
    const { retent, retentbase, clock } = await startServer();
    retentbase.reply("create", answer(503));
    await retent.record({ ...recorded, settlement: { outcome: "churned" } });
    await retent.drainOnce();
    expect(retentbase.calls("update")).toEqual([]);
    clock.now += 1000;
    await retent.drainOnce();
    expect(retentbase.calls("update")).toHaveLength(1);
  });

  test.each<[string, object]>([
    ["userId", { userId: "" }],
    ["userId", { userId: "a\0b" }],
    ["userId", { userId: "half a pair \ud800" }],
    ["reasonKey", { reasonKey: "" }],
    ["eventId", { eventId: ".." }],
    ["eventId", { eventId: "a\0b" }],
    ["metadata", { metadata: { a: { b: 1 } } }],
    ["occurredAt", { occurredAt: "yesterday" }],
    ["occurredAt", { occurredAt: "2026-03-01T00:00:00" }],
    ["occurredAt", { occurredAt: "1" }],
  ])("with a wrong %s is refused, and nothing is saved", async (name, wrong) => {
    const { retent, store } = await startServer();
    const call = retent.record({ ...recorded, ...wrong });
    await expect(call).rejects.toThrow(TypeError);
    await expect(call).rejects.toThrow(new RegExp(`^record: ${name}`));
    expect(await store.find("ev_own_1")).toBeUndefined();
  });

  test("sends nothing on the Core plan", async () => {
    const { retent, retentbase } = await startServer({ plan: "core" });
    await retent.record({ ...recorded, settlement: { outcome: "churned" } });
    await retent.drainOnce();
    expect(retentbase.sent).toEqual([]);
  });
});
