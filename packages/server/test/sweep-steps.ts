import { expect } from "vitest";
import type { Trouble } from "./troubled-store.ts";

/** How a run with trouble at one step went. */
interface Trial {
  hasMetTrouble: boolean;
  /** What the sender was answered, or `killed`. */
  status: unknown;
  end: object;
}

/** Meets with trouble at one step after the other, until there is none left to meet it at: each time the end has to be the same. */
export async function expectSameEndAtEveryStep(
  run: (step: number, trouble: Trouble) => Promise<Trial>,
  trouble: Trouble,
  expected: object,
): Promise<void> {
  let step = 1;
  for (; ; step += 1) {
    const { hasMetTrouble, status, end } = await run(step, trouble);
    if (!hasMetTrouble) break;
    expect({ step, ...end }).toEqual({ step, ...expected });
    // A fault of the server is only told by the one status that asks to come again.
    expect([200, 503, "killed"]).toContain(status);
  }
  expect(step).toBeGreaterThan(8);
}
