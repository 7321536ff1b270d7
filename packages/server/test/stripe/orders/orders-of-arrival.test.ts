import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { start } from "../../server-under-test.ts";
import {
  bought,
  deleted,
  message,
  paid,
  resumed,
  type StripeMessage,
  scheduled,
  updated,
} from "../stripe-messages.ts";
import { startStripeServer } from "../stripe-server.ts";

const hour = 3_600_000;
const day = 24 * hour;
const end = start + 30 * day;

/** What happens to a subscription, with its ids fixed so that each is the same event whenever it comes. */
const stories: Record<string, { events: StripeMessage[]; outcome: object }> = {
  "a customer who left at the end of the period": {
    events: [
      bought(start - 90 * day, { subscription: "sub_1" }),
      scheduled(start + hour),
      message("invoice.payment_failed", start + 2 * hour, {
        id: "in_9",
        customer: "cus_1",
        subscription: "sub_1",
      }),
      updated(start + 3 * hour, { cancel_at_period_end: true, metadata: { note: "1" } }),
      deleted(end),
    ],
    outcome: { outcome: "churned", effectiveAt: new Date(end).toISOString() },
  },
  "a customer who stayed after all and paid again": {
    events: [
      scheduled(start + hour),
      resumed(start + 2 * hour),
      updated(start + 3 * hour, { metadata: { note: "2" } }, { metadata: {} }),
      paid(end),
      paid(end + 30 * day),
    ],
    outcome: { outcome: "recovered", effectiveAt: undefined },
  },
};

/** All orders of a list. */
function ordersOf<T>(items: T[]): T[][] {
  if (items.length < 2) return [items];
  return items.flatMap((item, index) =>
    ordersOf(items.toSpliced(index, 1)).map((others) => [item, ...others]),
  );
}

describe.each(Object.entries(stories))("%s", (_, { events, outcome }) => {
  const orders = ordersOf(events);

  test("has one outcome that is sent once, in each of the 120 orders of arrival with every event delivered twice", async () => {
    expect(orders).toHaveLength(120);
    for (const order of orders) {
      const server = await startStripeServer();
      await server.leave();
      server.clock.now = end + 60 * day;
      for (const event of order) {
        for (const _time of [1, 2]) expect(await server.tell(event)).toBe(200);
        await server.retent.drainOnce();
      }
      expect(server.told()).toEqual([outcome]);
      await server.store.close();
    }
  });

  test("has the same outcome where everything arrived before billing had answered", async () => {
    for (const order of orders.slice(0, 12)) {
      const answers: (() => void)[] = [];
      const server = await startStripeServer({
        onResult: () =>
          new Promise((resolve) => answers.push(() => resolve({ pending: true, subscription: "sub_1" }))),
      });
      const leaving = server.bringBack(await server.startFlow());
      while (answers.length === 0) await new Promise(setImmediate);
      for (const event of order) await server.tell(event);
      await server.retent.drainOnce();
      expect(server.told()).toEqual([]);
      answers[0]?.();
      await leaving;
      await server.retent.drainOnce();
      expect(server.told()).toEqual([outcome]);
      await server.store.close();
    }
  });
});

const moments = fc.integer({ min: -5, max: 60 }).map((days) => start + days * day);
const events = fc
  .array(
    fc.oneof(
      moments.map((at) => scheduled(at)),
      moments.map((at) => resumed(at)),
      moments.map((at) => updated(at)),
      moments.map((at) => deleted(at)),
      moments.map((at) => paid(at)),
      moments.map((at) => bought(at)),
    ),
    { minLength: 2, maxLength: 7 },
  )
  .chain((story) =>
    fc.record({
      story: fc.constant(story),
      shuffled: fc.shuffledSubarray(story, { minLength: story.length }),
    }),
  );

test("whatever happens to a subscription ends with the same outcome in any order of arrival", async () => {
  async function lastTold(story: StripeMessage[]) {
    const server = await startStripeServer();
    await server.leave();
    server.clock.now = start + 90 * day;
    for (const event of story) {
      await server.tell(event);
      await server.retent.drainOnce();
    }
    const told = server.told();
    // The same is never said twice in a row.
    for (const [index, each] of told.entries()) expect(each).not.toEqual(told[index - 1]);
    await server.store.close();
    return told.at(-1);
  }
  await fc.assert(
    fc.asyncProperty(events, async ({ story, shuffled }) => {
      expect(await lastTold(shuffled)).toEqual(await lastTold(story));
    }),
    { numRuns: 60 },
  );
});
