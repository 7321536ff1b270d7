import { readDatabase } from "../environment.ts";
import type { Host } from "../host.ts";
import { openStore } from "../store.ts";

/**
 * `retent outbox retry`: queues dead rows again, for the running server to send.
 *
 * @param eventIds the events whose rows are queued; empty for all
 * @throws {ConfigurationError}
 * @throws {StoreError}
 */
export async function retryOutbox(
  { env, stdout, now }: Pick<Host, "env" | "stdout" | "now">,
  eventIds: readonly string[],
): Promise<number> {
  const store = await openStore(readDatabase(env));
  try {
    const count = await store.requeue(now(), eventIds.length > 0 ? eventIds : undefined);
    stdout.write(`${count} dead ${count === 1 ? "row is" : "rows are"} queued again\n`);
    return 0;
  } finally {
    await store.close();
  }
}
