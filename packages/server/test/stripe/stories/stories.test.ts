import { describe, expect, test } from "vitest";
import { type Order, play, rows } from "./play.ts";

/** Orders in which events arrive; `at once`: each when it happens. */
const orders: Record<string, Order> = {
  "in order": (events) => events,
  backwards: (events) => events.toReversed(),
  "the last one first": (events) => [...events.slice(-1), ...events.slice(0, -1)],
  "the first one last": (events) => [...events.slice(1), ...events.slice(0, 1)],
  "every other one first": (events) => [
    ...events.filter((_, index) => index % 2 === 1),
    ...events.filter((_, index) => index % 2 === 0),
  ],
  "each one twice": (events) => events.flatMap((event) => [event, event]),
  "all of it twice": (events) => [...events, ...events.toReversed()],
};

test("there are at least sixty stories", () => {
  expect(rows.length).toBeGreaterThanOrEqual(60);
});

describe.each(rows)("a customer %s", (_, story) => {
  test.each(Object.entries(orders))("whose events arrive %s", async (_name, order) => {
    const { told, stripe, others, sent } = await play(story, order);
    expect({ told, stripe, sent: sent.at(-1)?.outcome ?? null }).toEqual({
      told: story.told,
      stripe: story.stripe,
      sent: story.sent,
    });
    for (const state of others) expect(state).toBe(story.others ?? "goes on");
    // The same is never said twice in a row.
    for (const all of Map.groupBy(sent, ({ path }) => path).values())
      for (const [index, each] of all.entries()) expect(each).not.toEqual(all[index - 1]);
    // Nothing that goes on was called over, and nothing that is over was called kept.
    expect(told.at(-1) === "over" && stripe !== "over").toBe(false);
    expect(told.at(-1) === "staying" && stripe !== "goes on").toBe(false);
  });
});
