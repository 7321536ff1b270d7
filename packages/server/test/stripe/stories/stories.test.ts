import { describe, expect, test } from "vitest";
import { openStage, type Scene } from "./stage.ts";
import { everywhere, once, type Story } from "./stories.ts";

const scenes: [string, Scene][] = [
  ["classic billing", {}],
  ["flexible billing", { billingMode: "flexible" }],
  ["classic billing, under a schedule", { schedule: "release" }],
  ["flexible billing, under a schedule", { billingMode: "flexible", schedule: "release" }],
];

const rows: [string, Story][] = [
  ...scenes.flatMap(([scene, given]) =>
    everywhere.map((story): [string, Story] => [
      `${story.name} (${scene})`,
      { ...story, scene: { ...given, ...story.scene } },
    ]),
  ),
  ...once.map((story): [string, Story] => [story.name, story]),
];

type Order = <T>(events: T[]) => T[];

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

/** All orders of a few things. */
function permute<T>(items: readonly T[]): T[][] {
  if (items.length < 2) return [[...items]];
  return items.flatMap((item, index) => permute(items.toSpliced(index, 1)).map((rest) => [item, ...rest]));
}

async function play({ scene = {}, tell }: Story, order: Order) {
  const stage = await openStage(scene);
  try {
    await tell(stage);
    await stage.deliver(order);
    await stage.work();
    return {
      told: [...stage.told],
      stripe: stage.state(),
      others: new Set(stage.kept.map((id) => stage.state(id))),
      sent: stage.sent(),
    };
  } finally {
    await stage.close();
  }
}

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
