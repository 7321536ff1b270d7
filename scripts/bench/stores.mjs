// The stores of the server as it is built, and the library that PostgreSQL is reached by.
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";
import { fromRoot } from "@retent/test-support/tools";

/** @param {"sqlite" | "postgres"} name resolves to its module */
export function loadStore(name) {
  return import(pathToFileURL(fromRoot(`packages/server/dist/stores/${name}/${name}-store.js`)).href);
}

/** Resolves to `pg`, which is the server's dependency and not ours. */
export async function loadPg() {
  const path = createRequire(fromRoot("packages/server/package.json")).resolve("pg");
  return (await import(pathToFileURL(path).href)).default;
}
