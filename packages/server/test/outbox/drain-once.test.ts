import { expect, onTestFinished, test, vi } from "vitest";
import type { BillingAnswer, OnResult } from "../../src/billing/billing.ts";
import { rejection, startServer } from "../server-under-test.ts";

const hourMs = 3_600_000;

test("drainOnce returns in time although a call hangs, and takes nothing more after that", async () => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
  onTestFinished(() => void vi.useRealTimers());
  const { startFlow, bringBack, retent, retentbase, eventsOf } = await startServer();
  for (let count = 0; count < 3; count += 1) await bringBack(await startFlow());
  let release = () => {};
  const hanging = new Promise<Response>((resolve) => {
    release = () => resolve(new Response(null, { status: 200 }));
  });
  retentbase.reply("update", () => hanging, 3);
  const draining = retent.drainOnce({ maxMs: 2500 });
  await vi.waitUntil(() => retentbase.calls("update").length === 3, { interval: 0 });
  let isDone = false;
  void draining.then(() => {
    isDone = true;
  });
  vi.advanceTimersByTime(2499);
  await new Promise(setImmediate);
  expect(isDone).toBe(false);
  vi.advanceTimersByTime(1);
  await draining;
  expect(eventsOf("delivered")).toEqual([]);
  release();
  await vi.waitUntil(() => eventsOf("delivered").length === 3, { interval: 0 });
});

test("drainOnce leaves what is not done in time to the next time", async () => {
  const { startFlow, bringBack, retent, retentbase } = await startServer({ outbox: { concurrency: 1 } });
  for (let count = 0; count < 3; count += 1) await bringBack(await startFlow());
  await retent.drainOnce({ maxMs: 60_000 });
  expect(retentbase.calls("update")).toHaveLength(3);
});

test.each([Number.POSITIVE_INFINITY, 2 ** 31, 1e300])("drainOnce works with a limit of %s", async (maxMs) => {
  const { startFlow, bringBack, retent, retentbase } = await startServer();
  await bringBack(await startFlow());
  await retent.drainOnce({ maxMs });
  expect(retentbase.calls("update")).toHaveLength(1);
});

test.each([0, -1, Number.NaN, "1" as never])("drainOnce refuses a limit of %s", async (maxMs) => {
  const { retent } = await startServer();
  expect(await rejection(retent.drainOnce({ maxMs }))).toMatchObject({
    name: "TypeError",
    message: expect.stringContaining("maxMs"),
  });
});

test("drainOnce that is called twice at once ends both times, and sends nothing twice", async () => {
  const { startFlow, bringBack, retent, retentbase } = await startServer({ outbox: { concurrency: 1 } });
  for (let count = 0; count < 3; count += 1) await bringBack(await startFlow());
  const both = await Promise.all([retent.drainOnce(), retent.drainOnce()]);
  expect(retentbase.calls("update")).toHaveLength(3);
  expect(both.reduce((sum, { done }) => sum + done, 0)).toBe(3);
});

/** Two decisions that billing was down for: when it is asked again, the first call takes until `release`. */
async function startWithSlowBilling() {
  let answer: OnResult = () => {
    throw new Error("billing is down");
  };
  const server = await startServer({ onResult: (result) => answer(result) });
  for (let count = 0; count < 2; count += 1) await server.bringBack(await server.startFlow());
  server.clock.now += 60_000;
  let release = () => {};
  const slow = new Promise<BillingAnswer>((resolve) => {
    release = () => resolve({ outcome: "churned" });
  });
  const answers = [slow];
  answer = () => answers.shift() ?? { outcome: "churned" };
  return { ...server, release: () => release() };
}

test("a call of billing that takes long keeps no other outcome from RetentBase in the same turn", async () => {
  const { retent, retentbase, release } = await startWithSlowBilling();
  const draining = retent.drainOnce();
  await vi.waitUntil(() => retentbase.calls("update").length === 1, { interval: 0 });
  release();
  expect(await draining).toEqual({ done: 4 });
  expect(retentbase.calls("update")).toHaveLength(2);
});

test("drainOnce counts what it has done, although something else takes longer", async () => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
  onTestFinished(() => void vi.useRealTimers());
  const { retent, eventsOf, store, release } = await startWithSlowBilling();
  const draining = retent.drainOnce({ maxMs: 2500 });
  await vi.waitUntil(() => eventsOf("delivered").length === 1, { interval: 0 });
  // The row of billing's slow call alone is left, beside the two that are due after the links have expired.
  await vi.waitUntil(async () => (await store.count()).queued === 3, { interval: 0 });
  vi.advanceTimersByTime(2500);
  expect(await draining).toEqual({ done: 2 });
  release();
  await vi.waitUntil(() => eventsOf("settled").length === 2, { interval: 0 });
});

test("what is past its retention is removed once an hour, not at every turn", async () => {
  const { retent, store, clock } = await startServer();
  const prune = vi.spyOn(store, "prune");
  await retent.drainOnce();
  await retent.drainOnce({ maxMs: 1000 });
  expect(prune).toHaveBeenCalledTimes(1);
  clock.now += hourMs - 1;
  await retent.drainOnce();
  expect(prune).toHaveBeenCalledTimes(1);
  clock.now += 1;
  await retent.drainOnce();
  expect(prune).toHaveBeenCalledTimes(2);
});

test("removing that failed is tried again at the next turn", async () => {
  const { retent, store } = await startServer();
  const prune = vi.spyOn(store, "prune").mockRejectedValueOnce(new Error("the disk is full"));
  await retent.drainOnce();
  await retent.drainOnce();
  await retent.drainOnce();
  expect(prune).toHaveBeenCalledTimes(2);
});
