import { describe, expect, test } from "vitest";
import { rejection, startServer } from "../server-under-test.ts";

describe("billing that decides later", () => {
  test("about an earlier decision does not swallow the one that the customer made since", async () => {
    let isDown = false;
    const { browser, startFlow, bringBack, retent, retentbase, billing, clock } = await startServer({
      onResult: ({ outcome }) => {
        if (isDown) throw new Error("billing is down");
        return outcome === "recovered" ? { pending: true } : { outcome };
      },
    });
    const flow = await startFlow();
    await bringBack(flow, { outcome: "recovered" });
    isDown = true;
    clock.now += 1000;
    await browser.postForm("/cancel", { event: flow.eventId });
    await expect(retent.settle(flow.eventId, { outcome: "recovered" })).rejects.toThrow(
      /pass \{ revision \}/,
    );
    expect(await retent.settle(flow.eventId, { outcome: "recovered" }, { revision: 1 })).toMatchObject({
      status: "pending",
    });
    isDown = false;
    clock.now += 60_000;
    await retent.drainOnce();
    expect(billing).toHaveBeenLastCalledWith(expect.objectContaining({ revision: 2, outcome: "churned" }));
    expect(retentbase.calls("update").map(({ body }) => body.outcome)).toEqual(["churned"]);
  });

  test("leaves the result pending until it settles it, and RetentBase hears of it then", async () => {
    const { startFlow, bringBack, retent, retentbase, eventsOf, billing, clock } = await startServer({
      onResult: () => ({ pending: true }),
    });
    const flow = await startFlow({ returnTo: "/plans" });
    expect((await bringBack(flow)).answer).toEqual({
      status: "pending",
      outcome: null,
      effectiveAt: null,
      environment: "sandbox",
      returnTo: "https://shop.example/plans",
      confirmed: false,
      keepUrl: `https://shop.example/api/retent/keep?event=${flow.eventId}`,
    });
    expect(eventsOf("billing_pending")).toEqual([
      { type: "billing_pending", eventId: flow.eventId, revision: 1 },
    ]);
    clock.now += 86_400_000;
    await retent.drainOnce();
    expect(billing).toHaveBeenCalledTimes(1);
    expect(retentbase.calls("update")).toEqual([]);

    const settled = {
      status: "settled",
      outcome: "recovered",
      effectiveAt: null,
      environment: "sandbox",
      returnTo: "https://shop.example/plans",
      confirmed: true,
      keepUrl: null,
    };
    expect(await retent.settle(flow.eventId, { outcome: "recovered" })).toEqual(settled);
    await retent.drainOnce();
    expect(retentbase.calls("update").map(({ path, body }) => [path, body])).toEqual([
      [`/api/v1/cancellations/${flow.eventId}`, { environment: "sandbox", outcome: "recovered" }],
    ]);
    expect(
      (await bringBack(flow, { iat: clock.now / 1000 - 90_000, exp: clock.now / 1000 - 5000 })).status,
    ).toBe(400);
  });

  test("may change its mind, and RetentBase hears of both in order", async () => {
    const { startFlow, bringBack, retent, retentbase } = await startServer({
      onResult: () => ({ pending: true }),
    });
    const flow = await startFlow();
    await bringBack(flow);
    await retent.settle(flow.eventId, { outcome: "recovered" });
    await retent.settle(flow.eventId, { outcome: "churned" });
    await retent.drainOnce();
    expect(retentbase.calls("update").map(({ body }) => body.outcome)).toEqual(["recovered", "churned"]);
    expect((await bringBack(flow)).answer.outcome).toBe("churned");
  });

  test("may say the same twice: RetentBase hears it once", async () => {
    const { startFlow, bringBack, retent, retentbase } = await startServer({
      onResult: () => ({ pending: true }),
    });
    const flow = await startFlow();
    await bringBack(flow);
    const answers = [1, 2].map(() =>
      retent.settle(flow.eventId, { outcome: "churned", metadata: { refund: 5 } }),
    );
    const [first, second] = await Promise.all(answers);
    expect(second).toEqual(first);
    await retent.drainOnce();
    expect(retentbase.calls("update")).toHaveLength(1);
  });

  test("may settle what onResult fails to: it is not asked again", async () => {
    const { startFlow, bringBack, retent, billing, clock } = await startServer({
      onResult: () => {
        throw new Error("billing is down");
      },
    });
    const flow = await startFlow();
    await bringBack(flow);
    await retent.settle(flow.eventId, { outcome: "churned" });
    clock.now += 60_000;
    await retent.drainOnce();
    expect(billing).toHaveBeenCalledTimes(1);
    expect((await bringBack(flow)).answer).toMatchObject({ status: "settled", outcome: "churned" });
  });

  test("settles nothing that it does not know", async () => {
    const { retent } = await startServer();
    expect(await rejection(retent.settle("ev_unknown", { outcome: "churned" }))).toBeInstanceOf(TypeError);
  });

  test("settles nothing by an id that names more than one cancellation", async () => {
    const { startFlow, bringBack, retent, store, retentbase } = await startServer({
      onResult: () => ({ pending: true }),
    });
    const [first, second] = [await startFlow(), await startFlow()];
    await bringBack(first, { event_id: "ev_shared" });
    await bringBack(second, { event_id: "ev_shared" });
    const third = await startFlow();
    await bringBack(third, { event_id: first.eventId });
    for (const ambiguous of ["ev_shared", first.eventId]) {
      const call = retent.settle(ambiguous, { outcome: "churned" });
      await expect(call).rejects.toThrow(TypeError);
      await expect(call).rejects.toThrow(/^settle: eventId: names more than one cancellation/);
    }
    await retent.drainOnce();
    expect(retentbase.calls("update")).toEqual([]);
    for (const { eventId } of [first, second, third])
      expect(await store.find(eventId)).toMatchObject({ settlement: null });
    expect(await retent.settle(second.eventId, { outcome: "churned" })).toMatchObject({ status: "settled" });
  });

  test.each([{ pending: true }, { outcome: "refunded" }, {}, null, "churned"])(
    "settles nothing by %j",
    async (answer) => {
      const { startFlow, bringBack, retent } = await startServer({ onResult: () => ({ pending: true }) });
      const flow = await startFlow();
      await bringBack(flow);
      expect(await rejection(retent.settle(flow.eventId, answer as never))).toBeInstanceOf(TypeError);
      expect((await bringBack(flow)).answer.status).toBe("pending");
    },
  );
});

describe("what billing says of the outcome", () => {
  test.each([
    ["a date", new Date("2026-03-31T22:00:00Z"), "2026-03-31T22:00:00.000Z"],
    ["an ISO text", "2026-04-01T00:00:00+02:00", "2026-04-01T00:00:00+02:00"],
  ])("takes effect at %s, told to the customer and to RetentBase", async (_, effectiveAt, told) => {
    const { startFlow, bringBack, retent, retentbase } = await startServer({
      onResult: () => ({ outcome: "churned", effectiveAt }),
    });
    expect((await bringBack(await startFlow())).answer.effectiveAt).toBe(told);
    await retent.drainOnce();
    expect(retentbase.calls("update")[0]?.body.effectiveAt).toBe(told);
  });

  test("brings metadata to RetentBase", async () => {
    const metadata = { refund: 12.5, note: "naïve “quotes” \u0000", trial: false, coupon: null };
    const { startFlow, bringBack, retent, retentbase } = await startServer({
      onResult: () => ({ outcome: "recovered", metadata }),
    });
    await bringBack(await startFlow());
    await retent.drainOnce();
    expect(retentbase.calls("update")[0]?.body).toEqual({
      environment: "sandbox",
      outcome: "recovered",
      metadata,
    });
  });

  test("may differ from what the customer wanted", async () => {
    const { startFlow, bringBack, retent, retentbase } = await startServer({
      onResult: () => ({ outcome: "recovered" }),
    });
    expect((await bringBack(await startFlow())).answer.outcome).toBe("recovered");
    await retent.drainOnce();
    expect(retentbase.calls("update")[0]?.body.outcome).toBe("recovered");
  });

  test("stays with the merchant on the core plan", async () => {
    const { startFlow, bringBack, retent, retentbase, billing } = await startServer({ plan: "core" });
    const flow = await startFlow();
    expect((await bringBack(flow)).answer.status).toBe("settled");
    await retent.settle(flow.eventId, { outcome: "recovered" });
    await retent.drainOnce();
    expect(billing).toHaveBeenCalledTimes(1);
    expect(retentbase.sent.map(({ path }) => path)).toEqual(["/api/v1/cancel-link"]);
  });
});
