import { describe, expect, test } from "vitest";
import type { OutboxRow } from "../../src/outbox/row.ts";
import { createWorkerPool } from "../../src/outbox/worker-pool.ts";

/** A pool of two workers on a table of rows, with the sizes of its claims and what runs. */
function startPool(rows: number, now = () => 0) {
  let left = rows;
  const claims: number[] = [];
  const begun: number[] = [];
  let working = 0;
  let most = 0;
  const pool = createWorkerPool({
    size: 2,
    claimsAhead: true,
    now,
    onFree: () => {},
    async claim(limit) {
      const taken = Math.min(limit, left);
      left -= taken;
      claims.push(taken);
      return Array.from({ length: taken }, (_, index) => ({ id: rows - left - taken + index }) as OutboxRow);
    },
    async run({ id }) {
      begun.push(id);
      working += 1;
      most = Math.max(most, working);
      await Promise.resolve();
      working -= 1;
    },
  });
  return { pool, claims, begun, most: () => most };
}

describe("rows that end quickly", () => {
  test("are claimed many at a time, and still worked on a few at a time, each once and in order", async () => {
    const { pool, claims, begun, most } = startPool(100);
    await pool.drain(() => false);
    expect(begun).toEqual(Array.from({ length: 100 }, (_, id) => id));
    expect(most()).toBe(2);
    expect(claims.length).toBeLessThan(50);
    expect(Math.max(...claims)).toBeLessThanOrEqual(10);
  });

  test("are worked on a few at a time also by several drains at once, and none is lost by one that is over", async () => {
    const { pool, begun, most } = startPool(400);
    let asked = 0;
    const isOverAtTimes = () => {
      asked += 1;
      return asked % 3 === 0;
    };
    await Promise.all([
      pool.drain(() => false),
      ...Array.from({ length: 10 }, () => pool.drain(isOverAtTimes)),
    ]);
    expect(begun.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 400 }, (_, id) => id));
    expect(most()).toBe(2);
  });

  test("are not begun once the work is over", async () => {
    const { pool, claims, begun } = startPool(100);
    await pool.drain(() => claims.length >= 5);
    const claimed = claims.reduce((sum, count) => sum + count, 0);
    expect(begun.length).toBeLessThan(claimed);
  });
});

test("rows that take their time are claimed when a worker is free for them", async () => {
  let time = 0;
  const { pool, claims } = startPool(20, () => {
    time += 1000;
    return time;
  });
  await pool.drain(() => false);
  expect(Math.max(...claims)).toBeLessThanOrEqual(2);
});
