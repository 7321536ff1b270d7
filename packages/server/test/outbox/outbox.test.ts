import { setImmediate } from "node:timers/promises";
import { describe, expect, test } from "vitest";
import { createDatabase, openStore } from "../database.ts";
import { answer, createFakeRetentBase, silence } from "../fake-retentbase.ts";
import { start, startServer } from "../server-under-test.ts";

/** Two processes on one database, with one clock and one RetentBase. */
async function startTwo(options: Parameters<typeof startServer>[0] = {}) {
  const clock = { now: start };
  const retentbase = createFakeRetentBase(clock);
  const database = await createDatabase();
  const startOne = async () =>
    startServer({ ...options, clock, retentbase, store: await openStore(database) });
  return { clock, retentbase, first: await startOne(), second: await startOne() };
}

describe("two processes on one database", () => {
  test("send each outcome once", async () => {
    const { first, second, retentbase } = await startTwo();
    const flows = [];
    for (let count = 0; count < 20; count += 1) {
      const flow = await first.startFlow();
      await first.bringBack(flow);
      flows.push(`/api/v1/cancellations/${flow.eventId}`);
    }
    await Promise.all([first.retent.drainOnce(), second.retent.drainOnce()]);
    expect(
      retentbase
        .calls("update")
        .map(({ path }) => path)
        .sort(),
    ).toEqual(flows.sort());
  });

  test("share the cancellations: one starts, the other one settles", async () => {
    const { first, second } = await startTwo();
    const flow = await first.startFlow();
    const body = { token: first.token(flow) };
    const cookie = [...first.browser.cookies].map((pair) => pair.join("=")).join("; ");
    const response = await second.browser.postJson("/result", body, { cookie });
    expect(await response.json()).toMatchObject({ status: "settled", outcome: "churned" });
    expect(first.billing).not.toHaveBeenCalled();
  });

  test("take over what the other one crashed with, once its lease has ended", async () => {
    const { first, second, clock, retentbase } = await startTwo();
    await first.bringBack(await first.startFlow());
    retentbase.reply("update", silence);
    void first.retent.drainOnce().catch(() => {});
    await retentbase.called("update");

    clock.now += 34_999;
    await second.retent.drainOnce();
    expect(retentbase.calls("update")).toHaveLength(1);
    clock.now += 1;
    await second.retent.drainOnce();
    expect(retentbase.calls("update")).toHaveLength(2);
    expect(second.eventsOf("delivered")).toHaveLength(1);
  });

  test("are not confused by one that comes back from the dead", async () => {
    const { first, second, clock, retentbase } = await startTwo();
    const flow = await first.startFlow();
    await first.bringBack(flow);
    let fail = () => {};
    retentbase.reply(
      "update",
      () =>
        new Promise((resolve) => {
          fail = () => resolve(new Response("late", { status: 400 }));
        }),
    );
    const late = first.retent.drainOnce();
    await retentbase.called("update");
    clock.now += 35_000;
    await second.retent.drainOnce();
    fail();
    await late;
    clock.now += 3_600_000;
    await second.retent.drainOnce();
    expect(retentbase.calls("update")).toHaveLength(2);
    expect((await second.store.find(flow.eventId))?.status).toBe("forwarded");
  });

  test("take over billing that the other one crashed in, with the same key", async () => {
    const { first, second, clock } = await startTwo();
    const flow = await first.startFlow();
    first.billing.mockImplementation(() => new Promise(() => {}));
    void first.bringBack(flow).catch(() => {});
    while (first.billing.mock.calls.length === 0) await setImmediate();

    clock.now += 29_999;
    await second.retent.drainOnce();
    expect(second.billing).not.toHaveBeenCalled();
    clock.now += 1;
    await second.retent.drainOnce();
    expect(second.billing.mock.calls).toEqual(first.billing.mock.calls);
    expect(await second.store.find(flow.eventId)).toMatchObject({ settlement: { outcome: "churned" } });
  });
});

describe("a server that starts again on its database", () => {
  test("goes on where it stood", async () => {
    const database = await createDatabase();
    const before = await startServer({
      store: await openStore(database),
      onResult: () => {
        throw new Error("billing is down");
      },
    });
    const flow = await before.startFlow();
    await before.bringBack(flow);
    await before.store.close();

    const after = await startServer({ store: await openStore(database), clock: { now: start + 60_000 } });
    await after.retent.drainOnce();
    await after.retent.drainOnce();
    expect(after.billing.mock.calls).toEqual(before.billing.mock.calls);
    expect(after.retentbase.calls("update").map(({ path }) => path)).toEqual([
      `/api/v1/cancellations/${flow.eventId}`,
    ]);
  });
});

describe("the outbox in the background", () => {
  test("sends what is due when it starts, and what comes while it runs", async () => {
    const { retent, startFlow, bringBack, retentbase } = await startServer();
    await bringBack(await startFlow());
    retent.start();
    await retentbase.called("update", 1);
    await bringBack(await startFlow());
    await retentbase.called("update", 2);
    await retent.stop();
  });

  test("tries again by itself", async () => {
    const { retent, startFlow, bringBack, retentbase, clock, eventsOf } = await startServer({
      outbox: { pollMs: 1 },
    });
    await bringBack(await startFlow());
    retentbase.reply("update", answer(500));
    retent.start();
    while (eventsOf("delivery_failed").length === 0) await setImmediate();
    clock.now += 1000;
    await retentbase.called("update", 2);
    await retent.stop();
    expect(eventsOf("delivered")).toHaveLength(1);
  });

  test("stops after what is under way, and sends nothing more", async () => {
    const { retent, startFlow, bringBack, retentbase, eventsOf } = await startServer({
      outbox: { pollMs: 1 },
    });
    await bringBack(await startFlow());
    let release = () => {};
    retentbase.reply(
      "update",
      () =>
        new Promise((resolve) => {
          release = () => resolve(new Response("{}"));
        }),
    );
    retent.start();
    await retentbase.called("update");
    let hasStopped = false;
    const stopped = retent.stop().then(() => {
      hasStopped = true;
    });
    await setImmediate();
    expect(hasStopped).toBe(false);
    release();
    await stopped;
    expect(eventsOf("delivered")).toHaveLength(1);

    await bringBack(await startFlow());
    await setImmediate();
    expect(retentbase.calls("update")).toHaveLength(1);
    retent.start();
    await retentbase.called("update", 2);
    await retent.stop();
  });

  test("stops after what is under way, not after everything that waits", async () => {
    const { startFlow, bringBack, retent, retentbase } = await startServer({ outbox: { concurrency: 2 } });
    for (let flows = 0; flows < 20; flows += 1) await bringBack(await startFlow());
    const release: (() => void)[] = [];
    retentbase.reply(
      "update",
      () => new Promise((resolve) => release.push(() => resolve(new Response("{}")))),
      2,
    );
    retent.start();
    await retentbase.called("update", 2);
    const stopped = retent.stop();
    for (const go of release) go();
    await stopped;
    expect(retentbase.calls("update")).toHaveLength(2);
  });

  test("started twice works once, and stopped unstarted does nothing", async () => {
    const { retent, startFlow, bringBack, retentbase } = await startServer();
    await retent.stop();
    await bringBack(await startFlow());
    retent.start();
    retent.start();
    await retentbase.called("update");
    await retent.stop();
    expect(retentbase.calls("update")).toHaveLength(1);
  });

  test("outlives a store that fails for a while", async () => {
    const store = await openStore();
    let isDown = false;
    const { retent, startFlow, bringBack, retentbase, eventsOf } = await startServer({
      outbox: { pollMs: 1 },
      store: {
        ...store,
        claim: (query) => (isDown ? Promise.reject(new Error("locked")) : store.claim(query)),
      },
    });
    await bringBack(await startFlow());
    isDown = true;
    retent.start();
    while (eventsOf("request_failed").length < 2) await setImmediate();
    isDown = false;
    await retentbase.called("update");
    await retent.stop();
    expect(eventsOf("delivered")).toHaveLength(1);
  });
});

test("no more calls are under way at once than the option says", async () => {
  const { retent, startFlow, bringBack, retentbase } = await startServer({ outbox: { concurrency: 3 } });
  for (let flows = 0; flows < 12; flows += 1) await bringBack(await startFlow());
  const underWay: (() => void)[] = [];
  retentbase.reply(
    "update",
    () => new Promise((resolve) => underWay.push(() => resolve(new Response("{}")))),
    12,
  );
  const drained = retent.drainOnce();
  for (let calls = 3; calls <= 12; calls += 3) {
    await retentbase.called("update", calls);
    await setImmediate();
    expect(retentbase.calls("update")).toHaveLength(calls);
    for (const finish of underWay.splice(0)) finish();
  }
  await drained;
});
