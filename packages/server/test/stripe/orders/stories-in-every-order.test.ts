import { expect, test } from "vitest";
import { type Order, play, rows } from "../stories/play.ts";

/** All orders of a few things. */
function permute<T>(items: readonly T[]): T[][] {
  if (items.length < 2) return [[...items]];
  return items.flatMap((item, index) => permute(items.toSpliced(index, 1)).map((rest) => [item, ...rest]));
}

test("the last events of a story have one outcome in each of the 120 orders of the last five", async () => {
  const [, story] = rows.find(([name]) => name.startsWith("leaves, undoes it in the portal")) ?? [];
  if (!story) throw new Error("the story is missing");
  const places = permute([0, 1, 2, 3, 4]);
  expect(places).toHaveLength(120);
  for (const order of places) {
    const shuffle: Order = (events) => {
      const last = events.slice(-5);
      return [...events.slice(0, -5), ...order.flatMap((place) => last[place] ?? [])];
    };
    expect((await play(story, shuffle)).sent.at(-1)?.outcome).toBe("churned");
  }
});
