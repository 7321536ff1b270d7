import { setTimeout as pause } from "node:timers/promises";

/** How long a journey waits for one thing before it counts as stuck. */
const patienceMs = 20_000;

/** Tries until it holds. While a page goes and the next one comes, browsers answer with errors: those count as “not yet”. */
export async function eventually<Value>(
  what: string,
  attempt: () => Promise<Value | null | undefined | false>,
): Promise<Value> {
  const deadline = performance.now() + patienceMs;
  for (;;) {
    let cause: unknown;
    const value = await attempt().catch((error) => {
      cause = error;
      return undefined;
    });
    if (value) return value;
    if (performance.now() > deadline) throw new Error(`${what}: not within ${patienceMs} ms`, { cause });
    await pause(50);
  }
}
