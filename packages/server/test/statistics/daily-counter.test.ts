import { expect, test } from "vitest";
import { createDailyCounter } from "../../src/statistics/daily-counter.ts";
import type { DailyCounts } from "../../src/store-queries.ts";
import { start } from "../server-under-test.ts";

const made = (durationMs: number) =>
  ({ type: "link_created", eventId: "ev_1", environment: "sandbox", durationMs }) as const;

/** A store whose writes end when they are told to. */
function createSlowStore() {
  const written: DailyCounts[] = [];
  const waiting: ((error?: Error) => void)[] = [];
  return {
    written,
    addDailyCounts: (counts: DailyCounts) =>
      new Promise<void>((resolve, reject) => {
        written.push(counts);
        waiting.push((error) => (error ? reject(error) : resolve()));
      }),
    async endWrite(error?: Error) {
      waiting.shift()?.(error);
      await new Promise((resolve) => setImmediate(resolve));
    },
  };
}

test("what is counted during a write goes into the next one, summed up", async () => {
  const store = createSlowStore();
  const counter = createDailyCounter(store, "sandbox", () => start);
  for (const durationMs of [10, 250, 251, 9000]) counter.note(made(durationMs));
  counter.note({ type: "outbox_resumed" });
  expect(store.written).toEqual([{ environment: "sandbox", at: start, counts: { "link_ms:250": 1 } }]);
  await store.endWrite();
  expect(store.written[1]?.counts).toEqual({ "link_ms:250": 1, "link_ms:500": 1, "link_ms:more": 1 });
  await store.endWrite();
  expect(store.written).toHaveLength(2);
});

test("what can't be written is lost, and counting goes on", async () => {
  const store = createSlowStore();
  const counter = createDailyCounter(store, "sandbox", () => start);
  counter.note(made(1));
  await store.endWrite(new Error("the disk is full"));
  counter.note(made(1));
  expect(store.written).toHaveLength(2);
});

test("a store that counts nothing is no fault", () => {
  createDailyCounter({}, "sandbox", () => start).note(made(1));
});

test.each([
  [0, "10000"],
  [10_001, "60000"],
  [90_000_000, "more"],
])("a settlement %d ms after the decision is counted by its time", (afterMs, time) => {
  const store = createSlowStore();
  const counter = createDailyCounter(store, "sandbox", () => start);
  const settled = { type: "settled", eventId: "ev_1", outcome: "churned", revision: 1 } as const;
  counter.note(settled);
  counter.note({ ...settled, afterMs });
  expect(store.written.map(({ counts }) => counts)).toEqual([{ [`settle_ms:${time}`]: 1 }]);
});
