import type { Store } from "@retent/server";
import { createSqliteStore } from "@retent/server/sqlite";

/**
 * Opens the store that `sqlite:FILE` or `postgres://…` names.
 *
 * @throws {StoreError} when it can't be opened
 */
export async function openStore(databaseUrl: string): Promise<Store> {
  if (databaseUrl.startsWith("sqlite:"))
    return createSqliteStore({ file: databaseUrl.slice("sqlite:".length) });
  const { createPostgresStore } = await import("@retent/server/postgres");
  return createPostgresStore({ connectionString: databaseUrl, connectionTimeoutMillis: 5000 });
}
