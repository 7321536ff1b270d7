import { readDatabaseUrl } from "../environment.ts";
import type { Host } from "../host.ts";
import { printable } from "../printable.ts";
import { openStore } from "../store.ts";

/**
 * `retent outbox set-aside`: has done with dead rows as they are, so that nothing waits for them any more.
 *
 * @param eventIds whose rows
 * @throws {ConfigurationError}
 * @throws {StoreError}
 */
export async function setOutboxAside(
  { env, stdout, now }: Pick<Host, "env" | "stdout" | "now">,
  eventIds: readonly string[],
): Promise<number> {
  const store = await openStore(readDatabaseUrl(env));
  try {
    for (const eventId of eventIds) {
      const states = new Set((await store.listOfEvent(eventId)).map(({ state }) => state));
      if (states.has("dead")) continue;
      const why = states.size === 0 ? "not known" : [...states].join(", ");
      stdout.write(`${printable(eventId)} has no dead row: ${why}\n`);
    }
    const count = await store.setAside(now(), eventIds);
    stdout.write(`${count} dead ${count === 1 ? "row is" : "rows are"} set aside\n`);
    return 0;
  } finally {
    await store.close();
  }
}
