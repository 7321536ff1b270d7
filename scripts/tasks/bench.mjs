// Figures, each part from one run: `npm run bench` prints all, `npm run bench -- button` one.
import { benchButton } from "../bench/button.mjs";
import { benchOutbox } from "../bench/outbox.mjs";
import { benchStart } from "../bench/start.mjs";
import { benchWebhook } from "../bench/webhook.mjs";
import { buildAll } from "../build-all.mjs";

const parts = { button: benchButton, outbox: benchOutbox, start: benchStart, webhook: benchWebhook };
const wanted = process.argv.slice(2);
const unknown = wanted.find((name) => !(name in parts));
if (unknown !== undefined) {
  console.error(`There is no part “${unknown}” of the benchmark: use ${Object.keys(parts).join(" or ")}.`);
  process.exit(1);
}
await buildAll();
for (const name of wanted.length > 0 ? wanted : Object.keys(parts)) await parts[name]();
