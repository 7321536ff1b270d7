// What is compared takes turns, so that whatever else the machine does meets all of it.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { besideServers } from "./pinned.mjs";

export const rounds = 10;

/**
 * Runs every way once in each round; a round 0, which is not counted, warms everything up.
 *
 * @param run `(way, round)` resolves to the figures of that run, an object of numbers
 * @returns by way and figure: one number for each round
 */
export async function inTurns(ways, run) {
  const measured = Object.fromEntries(ways.map((way) => [way, {}]));
  await besideServers(async () => {
    for (let round = 0; round <= rounds; round += 1) {
      for (const way of round % 2 === 0 ? ways : ways.toReversed()) {
        const figures = await run(way, round);
        if (round === 0) continue;
        for (const [name, number] of Object.entries(figures))
          measured[way][name] = [...(measured[way][name] ?? []), number];
      }
    }
  });
  return measured;
}

/** Gives `work` a folder that is removed afterwards. */
export async function inFolder(work) {
  const folder = mkdtempSync(join(tmpdir(), "retent-bench-"));
  try {
    return await work(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}
