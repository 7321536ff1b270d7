// Figures beside those of others, all from one run, in one table: `npm run bench` measures everything, `npm run bench -- button` one part.
import { loadavg } from "node:os";
import { benchButton } from "../bench/button.mjs";
import { benchCancelLink } from "../bench/cancel-link.mjs";
import { benchOutbox } from "../bench/outbox.mjs";
import { benchResult } from "../bench/result.mjs";
import { benchStart } from "../bench/start.mjs";
import { printTable } from "../bench/table.mjs";
import { benchWebhook } from "../bench/webhook.mjs";
import { buildAll } from "../build-all.mjs";

const parts = {
  "cancel-link": benchCancelLink,
  result: benchResult,
  outbox: benchOutbox,
  start: benchStart,
  webhook: benchWebhook,
  button: benchButton,
};
const wanted = process.argv.slice(2);
const unknown = wanted.find((name) => !(name in parts));
if (unknown !== undefined) {
  console.error(`There is no part “${unknown}” of the benchmark: use ${Object.keys(parts).join(", ")}.`);
  process.exit(1);
}
const [busy] = loadavg();
await buildAll();
const figures = {};
for (const name of wanted.length > 0 ? wanted : Object.keys(parts)) {
  console.log(`Measuring ${name} …`);
  figures[name] = await parts[name]();
}
console.log();
printTable(figures);
console.log(`\nThe machine's load was ${busy.toFixed(2)} before (processes running, over the last minute).`);
