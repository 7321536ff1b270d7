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

  test("names the subscription, to RetentBase and in what billing's events are compared with", async () => {
    const { retent, retentbase, store } = await startServer();
    await retent.record({ ...recorded, subscription: "sub_1" });
    await retent.drainOnce();
    expect(retentbase.calls("create")[0]?.body.metadata).toEqual({
      page: "settings",
      subscriptionId: "sub_1",
    });
    expect(await store.find("ev_own_1")).toMatchObject({ subscription: "sub_1" });
    for (const subscription of ["", "x".repeat(256), "\0"])
      await expect(retent.record({ ...recorded, eventId: "ev_2", subscription })).rejects.toThrow(
        "subscription",
      );
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

  test.each([
    ["the event id", "ev_own_1"],
    ["RetentBase's event id", "ev_of_retentbase"],
  ])("is refused under %s of another user's cancellation, which stays as it was", async (_, eventId) => {
    const server = await startServer({ onResult: () => ({ pending: true }) });
    const { retent, retentbase, store, session, startFlow, bringBack } = server;
    await retent.record(recorded);
    await bringBack(await startFlow(), { event_id: "ev_of_retentbase" });
    await retent.drainOnce();
    const before = retentbase.sent.length;
    session.customer = { userId: "user_2" };
    const call = retent.record({ ...recorded, eventId, userId: "user_2" });
    await expect(call).rejects.toThrow(TypeError);
    await expect(call).rejects.toThrow(/^record: eventId: (?!.*user_)/);
    await retent.drainOnce();
    expect(retentbase.sent).toHaveLength(before);
    const [known, ...others] = await store.findByEvent(eventId);
    expect(known).toMatchObject({ userId: "user_1", settlement: null });
    expect(others).toEqual([]);
  });

  test("is the same one under the id that RetentBase gave it in a hosted cancellation", async () => {
    const { retent, retentbase, startFlow, bringBack } = await startServer();
    const flow = await startFlow();
    await bringBack(flow, { event_id: "ev_of_retentbase" });
    const again = await retent.record({ ...recorded, eventId: "ev_of_retentbase" });
    expect(again).toMatchObject({ eventId: flow.eventId, status: "settled" });
    await retent.drainOnce();
    expect(retentbase.calls("create")).toEqual([]);
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
