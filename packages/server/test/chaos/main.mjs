// Kills the server at random moments with an unreliable RetentBase behind it; in the end nothing may be lost or wrong.
// Arguments: flows, kills (default 1000 and 50), and --seed N to repeat a run.
import { parseArgs } from "node:util";
import { printChaos } from "./print-chaos.mjs";

const { values, positionals } = parseArgs({ allowPositionals: true, options: { seed: { type: "string" } } });
const [flows = 1000, kills = 50] = positionals.map(Number);
const seed = Number(values.seed ?? Math.floor(Math.random() * 2 ** 31));

process.exit((await printChaos({ flows, kills, seed, withPostgres: true })) ? 0 : 1);
