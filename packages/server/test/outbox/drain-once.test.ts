import { expect, onTestFinished, test, vi } from "vitest";
import { rejection, startServer } from "../server-under-test.ts";

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
