import { pathToFileURL } from "node:url";
import { fromRoot } from "@retent/test-support/tools";

const stores = (path) => import(pathToFileURL(fromRoot(`packages/server/dist/stores/${path}`)).href);

/** The store of the server under test. */
export async function openStore({ databaseUrl, databaseFile }) {
  if (databaseUrl)
    return (await stores("postgres/postgres-store.js")).createPostgresStore({
      connectionString: databaseUrl,
      max: 8,
    });
  return (await stores("sqlite/sqlite-store.js")).createSqliteStore({ file: databaseFile });
}
