import type { Store } from "@retent/server";
import { createSqliteStore } from "@retent/server/sqlite";
import type { DatabasePlace } from "./environment.ts";

/**
 * Opens the store that the environment names.
 *
 * @throws {StoreError} if it can't be opened
 */
export async function openStore({ url, schema }: DatabasePlace): Promise<Store> {
  if (url.startsWith("sqlite:")) return createSqliteStore({ file: url.slice("sqlite:".length) });
  const { createPostgresStore } = await import("@retent/server/postgres");
  return createPostgresStore({ connectionString: url, schema, connectionTimeoutMillis: 5000 });
}
