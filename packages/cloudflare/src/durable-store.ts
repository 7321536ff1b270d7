import type { Store } from "@retent/server";
import { createDirectCommit, createDriverStore, migrate } from "@retent/server/internal";
import { toDriver } from "./durable-driver.ts";
import type { DurableStorage } from "./durable-storage.ts";

/** The SQLite store in a Durable Object. */
export interface DurableStore extends Store {
  /** When the next row of the outbox is due, in milliseconds since the epoch; undefined if none is queued. */
  nextDueAt(): number | undefined;
}

/**
 * Opens the store in the storage of a Durable Object whose class has SQLite (`new_sqlite_classes` in
 * `wrangler.jsonc`): the same tables and statements as those of `createSqliteStore`.
 *
 * @throws {Error} if the object's database can't be brought up to date
 */
export function createDurableStore(storage: DurableStorage): DurableStore {
  const driver = toDriver(storage);
  migrate(driver);
  const next = driver.prepare("select min(due_at) as due from retent_outbox where state = 'queued'");
  return {
    ...createDriverStore(driver, createDirectCommit(driver)),
    nextDueAt: () => (next.get()?.due as number | null) ?? undefined,
  };
}
