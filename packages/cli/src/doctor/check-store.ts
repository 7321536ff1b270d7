import { openStore } from "../store.ts";
import { broken, type Finding, fine } from "./check.ts";

/** Opens the store and counts what is in its outbox. */
export async function checkStore(databaseUrl: string): Promise<Finding> {
  try {
    const store = await openStore(databaseUrl);
    try {
      const { queued, dead } = await store.count();
      const advice = dead > 0 ? "; see retent outbox list --dead" : "";
      return fine("store", `${queued} queued, ${dead} dead in the outbox${advice}`);
    } finally {
      await store.close();
    }
  } catch (error) {
    const cause = error instanceof Error ? error.message.replace(/^store: /, "") : "unknown";
    const mend = databaseUrl.startsWith("sqlite:")
      ? "make its folder exist and writable, or set RETENT_DATABASE_URL to another file"
      : "check RETENT_DATABASE_URL, and that the database runs and takes connections from here";
    return broken("store", cause, mend);
  }
}
