// Kills the server at random moments with an unreliable RetentBase behind it; in the end nothing may be lost or wrong.
// Arguments: flows, kills (default 1000 and 50), --seed N to repeat a run, --stripe for a Stripe that fails,
// too, and --declarations for customers who declare without an account, with a mail host that fails.
import { parseArgs } from "node:util";
import { printChaos, printDeclarationChaos, printStripeChaos } from "./print-chaos.mjs";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { seed: { type: "string" }, stripe: { type: "boolean" }, declarations: { type: "boolean" } },
});
const [flows = 1000, kills = 50] = positionals.map(Number);
const seed = Number(values.seed ?? Math.floor(Math.random() * 2 ** 31));

const print = values.declarations ? printDeclarationChaos : values.stripe ? printStripeChaos : printChaos;
process.exit((await print({ flows, kills, seed, withPostgres: true })) ? 0 : 1);
