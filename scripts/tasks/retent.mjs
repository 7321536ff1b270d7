// Runs the `retent` command of packages/cli: `npm run retent -- serve`.
import { pathToFileURL } from "node:url";
import { buildAll } from "../build-all.mjs";
import { fromRoot } from "../tools.mjs";

await buildAll();
const main = fromRoot("packages/cli/dist/main.js");
process.argv = [process.execPath, main, ...process.argv.slice(2)];
await import(pathToFileURL(main).href);
