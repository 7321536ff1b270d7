import { countedLanes, isStoreError } from "@retent/server/internal";
import type { DatabasePlace } from "../environment.ts";
import { openStore } from "../store.ts";
import { explainStoreError } from "../store-error.ts";
import { type Finding, failed, passed } from "./check.ts";

/** Opens the store, makes a write that changes nothing, and counts the rows of its outbox. */
export async function checkStore(database: DatabasePlace): Promise<Finding> {
  try {
    const store = await openStore(database);
    try {
      await store.check();
      const { queued, dead } = await store.count(countedLanes);
      const advice = dead > 0 ? "; see retent outbox list --dead" : "";
      return passed("store", `it is writable; ${queued} waiting, ${dead} failed permanently${advice}`);
    } finally {
      await store.close();
    }
  } catch (error) {
    if (!isStoreError(error)) throw error;
    const { cause, remedy } = explainStoreError(error, database.url);
    return failed("store", cause, remedy);
  }
}
