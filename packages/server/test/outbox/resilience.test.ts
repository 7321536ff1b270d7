import { setImmediate } from "node:timers/promises";
import { describe, expect, test } from "vitest";
import { openStore } from "../database.ts";
import { answer, silence } from "../fake-retentbase.ts";
import { startServer } from "../server-under-test.ts";

const hour = 3_600_000;

describe("the outbox", () => {
  test("counts the five tries of an unknown event, not the server errors before them", async () => {
    const { startFlow, bringBack, retent, retentbase, clock, eventsOf } = await startServer();
    await bringBack(await startFlow());
    retentbase.reply("update", answer(500), 10);
    retentbase.reply("update", answer(404));
    for (let tries = 0; tries < 12; tries += 1) {
      await retent.drainOnce();
      clock.now += hour;
    }
    expect(eventsOf("delivery_dead")).toEqual([]);
    expect(eventsOf("delivered")).toHaveLength(1);
  });

  test("gives up an event id that is no path segment, instead of trying it every lease", async () => {
    const { startFlow, bringBack, retent, eventsOf, clock } = await startServer();
    const flow = await startFlow();
    await bringBack(flow, { event_id: ".." });
    for (let drains = 0; drains < 10; drains += 1) {
      await retent.drainOnce();
      clock.now += hour;
    }
    expect(eventsOf("delivery_dead")).toMatchObject([{ eventId: flow.eventId, code: "unsendable" }]);
    expect(eventsOf("request_failed")).toEqual([]);
  });

  test("takes no date from billing that RetentBase has no form for", async () => {
    const effectiveAt = new Date("+012026-03-01T00:00:00Z");
    const { startFlow, bringBack, eventsOf, retentbase } = await startServer({
      onResult: () => ({ outcome: "churned", effectiveAt }),
    });
    expect((await bringBack(await startFlow())).answer.status).toBe("pending");
    expect(eventsOf("billing_failed")).toHaveLength(1);
    expect(retentbase.calls("update")).toEqual([]);
  });

  test("that is paused resumes with any answer but the one that paused it", async () => {
    const { startFlow, bringBack, retent, retentbase, clock, eventsOf } = await startServer();
    await bringBack(await startFlow());
    await bringBack(await startFlow());
    retentbase.reply("update", answer(401), 8);
    await retent.drainOnce();
    retentbase.recover();
    retentbase.reply("update", answer(400));
    clock.now += 30_000;
    await retent.drainOnce();
    expect(eventsOf("outbox_resumed")).toHaveLength(1);
    expect(eventsOf("delivered")).toHaveLength(1);
  });

  test("works off everything by drainOnce also after it was stopped", async () => {
    const { startFlow, bringBack, retent, retentbase } = await startServer({ outbox: { concurrency: 2 } });
    for (let flows = 0; flows < 10; flows += 1) await bringBack(await startFlow());
    await retent.stop();
    await retent.drainOnce();
    expect(retentbase.calls("update")).toHaveLength(10);
  });

  test("does not hammer where the jitter happens to be nothing", async () => {
    const { startFlow, bringBack, retent, retentbase } = await startServer({ random: () => 0 });
    await bringBack(await startFlow());
    retentbase.reply("update", answer(503), 20);
    await retent.drainOnce();
    expect(retentbase.calls("update")).toHaveLength(1);
  });

  test("sends an outcome at once while that of another customer hangs", async () => {
    const { startFlow, bringBack, retent, retentbase } = await startServer({
      outbox: { pollMs: 1, timeoutMs: 60_000 },
    });
    const [hanging, fine] = [await startFlow(), await startFlow()];
    retentbase.reply("update", silence);
    retent.start();
    await bringBack(hanging);
    await retentbase.called("update");
    await bringBack(fine);
    await retentbase.called("update", 2);
    expect(retentbase.calls("update").map(({ path }) => path.split("/").at(-1))).toEqual([
      hanging.eventId,
      fine.eventId,
    ]);
  });

  test("sends an outcome although the row of an erased customer, whose call still hangs, had its id", async () => {
    const { startFlow, bringBack, retent, retentbase } = await startServer();
    await bringBack(await startFlow());
    retentbase.reply("update", silence);
    const hanging = retent.drainOnce().catch(() => {});
    await retentbase.called("update");
    await retent.eraseCustomer("user_1", { force: true });
    await bringBack(await startFlow());
    await retent.drainOnce();
    expect(retentbase.calls("update")).toHaveLength(2);
    await retent.stop();
    await hanging;
  });

  test("sends outcomes while billing of another customer hangs", async () => {
    const { startFlow, bringBack, retent, retentbase, billing, clock } = await startServer({
      outbox: { pollMs: 1 },
    });
    const [hanging, fine] = [await startFlow(), await startFlow()];
    billing.mockImplementation(() => {
      throw new Error("billing is down");
    });
    await bringBack(hanging);
    let finish = () => {};
    billing.mockImplementation(({ eventId }) =>
      eventId === fine.eventId
        ? { outcome: "churned" }
        : new Promise((resolve) => {
            finish = () => resolve({ outcome: "churned" });
          }),
    );
    clock.now += hour;
    retent.start();
    while (billing.mock.calls.length < 2) await setImmediate();
    await bringBack(fine, { iat: clock.now / 1000, exp: clock.now / 1000 + 60 });
    await retentbase.called("update");
    finish();
    await retent.stop();
    expect(retentbase.calls("update")[0]?.path).toContain(fine.eventId);
  });

  test("goes on at once when a clock that was a day ahead is set right", async () => {
    const { startFlow, bringBack, retent, retentbase, clock } = await startServer();
    clock.now += 24 * hour;
    const flow = await startFlow();
    retentbase.reply("update", answer(503));
    await bringBack(flow);
    await retent.drainOnce();
    clock.now -= 24 * hour;
    await retent.drainOnce();
    expect(retentbase.calls("update")).toHaveLength(2);
  });

  test("answers with what another process settles, while it does so", async () => {
    const store = await openStore();
    const [one, other] = [await startServer({ store }), await startServer({ store })];
    let settle = () => {};
    one.billing.mockImplementation(
      () =>
        new Promise((resolve) => {
          settle = () => resolve({ outcome: "churned" });
        }),
    );
    const flow = await one.startFlow();
    const body = { token: one.token(flow) };
    const first = one.browser.postJson("/result", body);
    while (one.billing.mock.calls.length === 0) await setImmediate();
    const cookie = [...one.browser.cookies].map(([name, value]) => `${name}=${value}`).join("; ");
    const second = other.browser.postJson("/result", body, { cookie });
    await setImmediate();
    settle();
    for (const response of await Promise.all([first, second])) {
      expect(await response.json()).toMatchObject({ status: "settled", outcome: "churned" });
    }
    expect(other.billing).not.toHaveBeenCalled();
  });
});
