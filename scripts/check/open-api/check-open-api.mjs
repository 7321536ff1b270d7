import { readFileSync, writeFileSync } from "node:fs";
import { pathToFileURL } from "node:url";
import { fromRoot } from "@retent/test-support/tools";
import { describeRetentBaseApi } from "./retentbase-api.mjs";
import { serverApi } from "./server-api.mjs";

const dist = (path) => import(pathToFileURL(fromRoot(path)).href);

/**
 * Holds the two OpenAPI files against what they are made from, and the server's against the server: every route takes the methods that
 * it names, and no other.
 *
 * @param writes whether to write the files anew
 */
export async function checkOpenApi({ writes }) {
  const { hosts } = await dist("packages/retentbase/dist/index.js");
  const schemas = await dist("packages/retentbase/dist/internal.js");
  const retentbase = describeRetentBaseApi({ ...schemas, hosts });
  const files = { "packages/retentbase/openapi.json": retentbase, "packages/server/openapi.json": serverApi };
  const complaints = await findWrongMethods();
  for (const [path, api] of Object.entries(files)) {
    const text = `${JSON.stringify(api, null, 2)}\n`;
    if (writes) writeFileSync(fromRoot(path), text);
    if (JSON.stringify(JSON.parse(readFileSync(fromRoot(path), "utf8"))) !== JSON.stringify(api))
      complaints.push(`${path} is not up to date: run "npm run check -- --write"`);
  }
  for (const complaint of complaints) console.error(complaint);
  if (complaints.length === 0) console.log(`${Object.keys(serverApi.paths).length} routes, as described`);
  return complaints.length === 0;
}

async function findWrongMethods() {
  const { createRetent } = await dist("packages/server/dist/index.js");
  const { createSqliteStore } = await dist("packages/server/dist/stores/sqlite/sqlite-store.js");
  const store = createSqliteStore({ file: ":memory:" });
  const retent = createRetent({
    apiKey: "rb_key_of_this_check_4Tz9",
    resultToken: { secret: "a signing secret of this check alone", audience: "ws" },
    publicUrl: "http://localhost:3000/api",
    identify: () => null,
    healthToken: "health_token_of_this_check_7Wq2",
    billing: { webhook: { path: "/stripe/webhook", read: async () => null }, portal: async () => null },
    store,
  });
  const complaints = [];
  for (const [path, item] of Object.entries(serverApi.paths)) {
    const response = await retent.fetch(
      new Request(`${retent.publicUrl}${path}`, { method: "DELETE" }),
      undefined,
    );
    const taken = response.headers.get("allow")?.split(", ") ?? [];
    const methods = taken
      .filter((method) => method === "GET" || method === "POST")
      .map((m) => m.toLowerCase());
    if (methods.sort().join() !== Object.keys(item).sort().join())
      complaints.push(`${path}: the server takes ${methods.join(", ") || "nothing"}`);
  }
  await store.close();
  return complaints;
}
