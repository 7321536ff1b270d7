import { setImmediate } from "node:timers/promises";
import { describe, expect, test } from "vitest";
import type { Store } from "../../src/store.ts";
import { createDatabase, openStore } from "../database.ts";
import { createFakeRetentBase } from "../fake-retentbase.ts";
import { start, startServer } from "../server-under-test.ts";

describe("results", () => {
  test("billing can settle by the event id that onResult got, also where the token's own id differs", async () => {
    const { startFlow, bringBack, retent, billing } = await startServer({
      onResult: () => ({ pending: true }),
    });
    await bringBack(await startFlow(), { event_id: "ev_of_retentbase" });
    const { eventId } = billing.mock.calls[0]?.[0] ?? { eventId: "" };
    expect(await retent.settle(eventId, { outcome: "churned" })).toMatchObject({ status: "settled" });
  });

  test("billing gets no idempotency key twice, though RetentBase names one event for two users", async () => {
    const { startFlow, bringBack, retent, retentbase, session, billing, eventsOf } = await startServer();
    await retent.record({ eventId: "ev_of_the_merchant", userId: "user_3", reasonKey: "other" });
    await bringBack(await startFlow(), { event_id: "ev_shared" });
    session.customer = { userId: "user_2" };
    const flows = [await startFlow(), await startFlow()];
    for (const [index, flow] of flows.entries()) {
      const event_id = ["ev_shared", "ev_of_the_merchant"][index];
      const { answer } = await bringBack(flow, { event_id, sub: "user_2" });
      expect(answer).toMatchObject({ status: "settled" });
    }
    const keys = billing.mock.calls.map(([{ eventId }]) => eventId);
    expect(keys).toEqual(["ev_shared", ...flows.map(({ eventId }) => eventId)]);
    expect(eventsOf("event_id_ignored").map(({ eventId }) => eventId)).toEqual(keys.slice(1));
    await retent.drainOnce();
    const told = retentbase.calls("update").map(({ path }) => path.split("/").at(-1));
    expect(told.toSorted()).toEqual(keys.toSorted());
  });

  test("a return without a token says nothing about the customer who was signed in before", async () => {
    const { startFlow, bringBack, browser, session } = await startServer();
    await bringBack(await startFlow());
    expect((await browser.postJson("/return", {})).status).toBe(200);
    session.customer = { userId: "user_2" };
    expect((await browser.postJson("/return", {})).status).toBe(403);
  });

  test("of two of the same second, one wins for good: replaying the other flips nothing", async () => {
    const { startFlow, bringBack, billing } = await startServer();
    const flow = await startFlow();
    const stay = { jti: "rt_1", outcome: "recovered" };
    const leave = { jti: "rt_2", outcome: "churned" };
    await bringBack(flow, stay);
    const winner = (await bringBack(flow, leave)).answer.outcome;
    const calls = billing.mock.calls.length;
    for (const claims of [stay, leave, stay, leave]) {
      expect((await bringBack(flow, claims)).answer.outcome).toBe(winner);
    }
    expect(billing).toHaveBeenCalledTimes(calls);
  });

  test("the latest stands against one that is older than it, also where it repeated the first", async () => {
    const { startFlow, bringBack, clock } = await startServer();
    const flow = await startFlow();
    const iat = clock.now / 1000;
    await bringBack(flow, { iat: iat - 200, outcome: "churned" });
    await bringBack(flow, { iat, outcome: "churned" });
    expect((await bringBack(flow, { iat: iat - 100, outcome: "recovered" })).answer.outcome).toBe("churned");
  });
});

describe("billing", () => {
  test("of a new decision does not wait for the next try of the one that it replaces", async () => {
    const { startFlow, bringBack, clock, billing, retent } = await startServer();
    billing.mockImplementation(() => {
      throw new Error("billing is down");
    });
    const flow = await startFlow();
    await bringBack(flow);
    for (let tries = 0; tries < 12; tries += 1) {
      clock.now += 460_000;
      await retent.drainOnce();
    }
    billing.mockImplementation(({ outcome }) => ({ outcome }));
    clock.now += 1000;
    const iat = clock.now / 1000;
    expect((await bringBack(flow, { outcome: "recovered", iat })).answer).toMatchObject({
      status: "settled",
      outcome: "recovered",
    });
  });

  test("is not called a second time while the first call is still under way in this process", async () => {
    const { startFlow, bringBack, clock, billing, retent } = await startServer({ billingTimeoutMs: 60_000 });
    const finish: (() => void)[] = [];
    billing.mockImplementation(
      () => new Promise((resolve) => finish.push(() => resolve({ outcome: "churned" }))),
    );
    const flow = await startFlow();
    const first = bringBack(flow);
    while (billing.mock.calls.length === 0) await setImmediate();
    clock.now += 31_000;
    const drained = retent.drainOnce();
    await setImmediate();
    for (const go of finish) go();
    await Promise.all([first, drained]);
    expect(finish).toHaveLength(1);
  });

  test("answers two posts of one result alike, also with a store that takes its time", async () => {
    const store = await openStore();
    const slow: Store = {
      ...store,
      async claim(query) {
        await setImmediate();
        const rows = await store.claim(query);
        await setImmediate();
        return rows;
      },
    };
    const { startFlow, browser, token, billing } = await startServer({ store: slow });
    billing.mockImplementation(async () => {
      for (let turns = 0; turns < 50; turns += 1) await setImmediate();
      return { outcome: "churned" };
    });
    const body = { token: token(await startFlow()) };
    const posts = await Promise.all([browser.postJson("/result", body), browser.postJson("/result", body)]);
    for (const response of posts) expect(await response.json()).toMatchObject({ status: "settled" });
    expect(billing).toHaveBeenCalledTimes(1);
  });

  test("that throws an object without a prototype is asked again as soon as after any other failure", async () => {
    const { startFlow, bringBack, retent, billing, clock, eventsOf } = await startServer();
    billing.mockImplementationOnce(() => {
      throw Object.create(null);
    });
    await bringBack(await startFlow());
    clock.now += 1000;
    await retent.drainOnce();
    expect(billing).toHaveBeenCalledTimes(2);
    expect(eventsOf("request_failed")).toEqual([]);
  });
});

describe("two instances with one database", () => {
  /** Two processes behind one load balancer, and billing that takes a moment. */
  async function startInstances(change: (store: Store, index: number) => Store = (store) => store) {
    const clock = { now: start };
    const retentbase = createFakeRetentBase(clock);
    const database = await createDatabase();
    const startInstance = async (index: number) =>
      startServer({
        clock,
        retentbase,
        store: change(await openStore(database), index),
        onResult: async ({ outcome }) => {
          for (let turns = 0; turns < 20; turns += 1) await setImmediate();
          return { outcome };
        },
      });
    const [first, second] = [await startInstance(0), await startInstance(1)];
    /** Posts a result to either instance, with the cookies of the browser that started it. */
    const post = async (instance: typeof first, token: string) => {
      const browser = instance.newBrowser();
      for (const [name, value] of first.browser.cookies) browser.cookies.set(name, value);
      return (await browser.postJson("/result", { token })).json();
    };
    return { first, second, post };
  }

  test("answer one result alike, and call billing once", async () => {
    const { first, second, post } = await startInstances();
    for (let rounds = 0; rounds < 20; rounds += 1) {
      const token = first.token(await first.startFlow());
      const answers = await Promise.all([post(first, token), post(second, token)]);
      for (const answer of answers) expect(answer).toMatchObject({ status: "settled", outcome: "churned" });
    }
    expect(first.billing.mock.calls.length + second.billing.mock.calls.length).toBe(20);
  });

  test("answer a result that only one got, though the other one works it off", async () => {
    const { first, second, post } = await startInstances();
    for (let rounds = 0; rounds < 10; rounds += 1) {
      const token = first.token(await first.startFlow());
      const [answer] = await Promise.all([post(first, token), second.retent.drainOnce()]);
      expect(answer).toMatchObject({ status: "settled", outcome: "churned" });
    }
  });

  test("answer alike while one's claim of the work can't be seen by the other yet", async () => {
    let hasSaved = () => {};
    let hasLooked = () => {};
    const saved = new Promise<void>((resolve) => {
      hasSaved = resolve;
    });
    const looked = new Promise<void>((resolve) => {
      hasLooked = resolve;
    });
    const { first, second, post } = await startInstances((store, index) =>
      index === 0
        ? {
            ...store,
            async claim(query) {
              hasSaved();
              await looked;
              return store.claim(query);
            },
          }
        : {
            ...store,
            claim: async () => [],
            async isUnderWay(...about) {
              const isUnderWay = await store.isUnderWay(...about);
              hasLooked();
              return isUnderWay;
            },
          },
    );
    const token = first.token(await first.startFlow());
    const answers = [post(first, token), saved.then(() => post(second, token))];
    for (const answer of await Promise.all(answers)) expect(answer).toMatchObject({ status: "settled" });
    expect(second.billing).not.toHaveBeenCalled();
  });
});
