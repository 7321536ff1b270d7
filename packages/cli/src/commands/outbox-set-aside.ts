import { readDatabase } from "../environment.ts";
import type { Host } from "../host.ts";
import { openStore } from "../store.ts";
import { stripControlCharacters } from "../strip-control-characters.ts";

/**
 * `retent outbox set-aside`: closes dead rows and failing calls to billing without sending them, so that
 * nothing waits for them.
 *
 * @param eventIds the events whose rows are closed
 * @throws {ConfigurationError}
 * @throws {StoreError}
 */
export async function setOutboxAside(
  { env, stdout, now }: Pick<Host, "env" | "stdout" | "now">,
  eventIds: readonly string[],
): Promise<number> {
  const store = await openStore(readDatabase(env));
  try {
    let all = 0;
    for (const eventId of eventIds) {
      const count = await store.setAside(now(), [eventId]);
      all += count;
      if (count > 0) continue;
      const states = new Set((await store.listByEvent(eventId)).map(({ state }) => state));
      const why = states.size === 0 ? "unknown event" : [...states].join(", ");
      stdout.write(`${stripControlCharacters(eventId)} has no dead or failing row: ${why}\n`);
    }
    stdout.write(`${all} ${all === 1 ? "row is" : "rows are"} set aside\n`);
    return 0;
  } finally {
    await store.close();
  }
}
