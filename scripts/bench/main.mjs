// Figures beside those of others, all from one run, in one table: `npm run bench` measures everything, `npm run bench -- button` one part.
import { loadavg } from "node:os";
import { benchButton } from "./button.mjs";
import { benchCancelLink } from "./cancel-link.mjs";
import { benchClick } from "./click.mjs";
import { benchGrowth } from "./growth.mjs";
import { benchOutbox } from "./outbox.mjs";
import { benchResult } from "./result.mjs";
import { benchStart } from "./start.mjs";
import { printTable } from "./table.mjs";
import { benchWebhook } from "./webhook.mjs";

const parts = {
  "cancel-link": benchCancelLink,
  result: benchResult,
  outbox: benchOutbox,
  start: benchStart,
  webhook: benchWebhook,
  button: benchButton,
  click: benchClick,
};
/** Takes long: measured if it is named. */
const longParts = { growth: benchGrowth };
const wanted = process.argv.slice(2);
const allParts = { ...parts, ...longParts };
const unknown = wanted.find((name) => !(name in allParts));
if (unknown !== undefined) {
  console.error(`There is no part “${unknown}” of the benchmark: use ${Object.keys(allParts).join(", ")}.`);
  process.exit(1);
}
const [busy] = loadavg();
const figures = {};
for (const name of wanted.length > 0 ? wanted : Object.keys(parts)) {
  console.log(`Measuring ${name} …`);
  figures[name] = await allParts[name]();
}
console.log();
printTable(figures);
console.log(`\nThe machine's load was ${busy.toFixed(2)} before (processes running, over the last minute).`);
