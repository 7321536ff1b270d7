// Runs the `retent` command of packages/cli: `npm run retent -- serve`.
import { pathToFileURL } from "node:url";
import { fromRoot } from "@retent/test-support/tools";
import { buildAll } from "../build-all.mjs";

await buildAll();
const main = fromRoot("packages/cli/dist/main.js");
process.argv = [process.execPath, main, ...process.argv.slice(2)];
await import(pathToFileURL(main).href);
