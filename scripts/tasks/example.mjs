// Builds everything and starts one example, by the name of its folder.
import { existsSync } from "node:fs";
import { pathToFileURL } from "node:url";
import { buildAll } from "../build-all.mjs";
import { fromRoot } from "../tools.mjs";

const name = process.argv[2] ?? "";
if (!/^[a-z-]+$/.test(name) || !existsSync(fromRoot(`examples/${name}/src/local.ts`))) {
  console.error(`There is no example “${name}” that starts by itself.`);
  process.exit(1);
}
await buildAll();
await import(pathToFileURL(fromRoot(`examples/${name}/dist/local.js`)).href);
