import { openStage, type Scene } from "./stage.ts";
import { everywhere } from "./stories-everywhere.ts";
import { several } from "./stories-of-several.ts";
import { once } from "./stories-once.ts";
import type { Story } from "./story.ts";

/** An order in which events arrive. */
export type Order = <T>(events: T[]) => T[];

const scenes: [string, Scene][] = [
  ["classic billing", {}],
  ["flexible billing", { billingMode: "flexible" }],
  ["classic billing, under a schedule", { schedule: "release" }],
  ["flexible billing, under a schedule", { billingMode: "flexible", schedule: "release" }],
];

/** Every story, and in which scene it is told. */
export const rows: [string, Story][] = [
  ...scenes.flatMap(([scene, given]) =>
    everywhere.map((story): [string, Story] => [
      `${story.name} (${scene})`,
      { ...story, scene: { ...given, ...story.scene } },
    ]),
  ),
  ...[...once, ...several].map((story): [string, Story] => [story.name, story]),
];

/** Tells a story whose events arrive in this order, and answers how it ended. */
export async function play({ scene = {}, tell }: Story, order: Order) {
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
