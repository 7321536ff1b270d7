import { startPostgres } from "@retent/test-support/start-postgres";
import { createRandom } from "./create-random.mjs";
import { runChaos } from "./run-chaos.mjs";
import { runDeclarationChaos } from "./run-declaration-chaos.mjs";
import { runStripeChaos } from "./run-stripe-chaos.mjs";

const concurrency = 16;

/** Runs it on SQLite, and on PostgreSQL where that is asked for; prints a table and says whether all is well. */
export async function printChaos({ flows, kills, seed, withPostgres }) {
  console.log(`${flows} flows, ${concurrency} at a time, seed ${seed}`);
  const runs = await runOnStores(runChaos, { flows, kills, seed, withPostgres });
  printTable(rows, runs);
  return Object.values(runs).every(
    ({ lost, wrong, stale, unbilled, contradictions }) =>
      lost + wrong + stale + unbilled + contradictions === 0,
  );
}

/** The same with a Stripe that fails a third of its calls. */
export async function printStripeChaos({ flows, kills, seed, withPostgres }) {
  console.log(`${flows} flows at a Stripe that fails, ${concurrency} at a time, seed ${seed}`);
  const runs = await runOnStores(runStripeChaos, { flows, kills, seed, withPostgres });
  printTable(stripeRows, runs);
  return Object.values(runs).every(({ lost, wrong, doubled }) => lost + wrong + doubled === 0);
}

/** Declarations without an account, with a mail host that fails a third of its mails. */
export async function printDeclarationChaos({ flows, kills, seed, withPostgres }) {
  console.log(`${flows} declarations, ${concurrency} at a time, seed ${seed}`);
  const runs = await runOnStores(runDeclarationChaos, { flows, kills, seed, withPostgres });
  printTable(declarationRows, runs);
  const faults = Object.entries(runs).flatMap(([store, counts]) =>
    declarationFaults.flatMap(([name, key]) => counts[key].map((userId) => `${store}: ${name}: ${userId}`)),
  );
  for (const fault of faults.slice(0, maxFaults)) console.log(fault);
  return faults.length === 0;
}

async function runOnStores(run, { flows, kills, seed, withPostgres }) {
  const runs = { SQLite: await run({ flows, concurrency, kills, random: createRandom(seed) }) };
  if (!withPostgres) return runs;
  const postgres = await startPostgres({ isDurable: true });
  try {
    const database = { url: await postgres.createDatabase(), restart: () => restart(postgres) };
    runs.PostgreSQL = await run({ flows, concurrency, kills, random: createRandom(seed), database });
  } finally {
    await postgres.remove();
  }
  return runs;
}

async function restart(postgres) {
  await postgres.stop();
  await postgres.start();
}

const rows = [
  ["flows", (counts) => counts.flows],
  ["kills", (counts) => counts.kills],
  ["database restarts", (counts) => counts.restarts],
  [
    "billing calls per decision, mean and most",
    (counts) => perUnit(counts.billed, counts.decisions, counts.maxBilled),
  ],
  ["PATCHes per event, mean and most", (counts) => perUnit(counts.patches, counts.flows, counts.maxPatches)],
  ["lost", (counts) => counts.lost],
  ["wrong final state", (counts) => counts.wrong],
  ["stale overwrites", (counts) => counts.stale],
  ["decisions that billing never saw", (counts) => counts.unbilled],
  ["billing asked two things for one decision", (counts) => counts.contradictions],
];

const stripeRows = [
  ["flows", (counts) => counts.flows],
  ["kills", (counts) => counts.kills],
  ["calls of Stripe, and failed ones", (counts) => `${counts.calls}, ${counts.failed}`],
  ["lost", (counts) => counts.lost],
  ["wrong, at RetentBase or at Stripe", (counts) => counts.wrong],
  ["doubled", (counts) => counts.doubled],
];

/** What can be wrong with a declaration, and how it is counted. */
const declarationFaults = [
  ["lost", "lost"],
  ["stored twice", "doubled"],
  ["without one of their mails", "unmailed"],
  ["mailed again within a minute", "hasty"],
  ["wrong at billing or at RetentBase", "wrong"],
  ["ended without being confirmed", "unasked"],
];

/** So many are named. */
const maxFaults = 20;

const declarationRows = [
  ["declarations", (counts) => counts.flows],
  ["kills", (counts) => counts.kills],
  ["mails taken, and attempts that went wrong", (counts) => `${counts.mails}, ${counts.refusals}`],
  ...declarationFaults.map(([name, key]) => [name, (counts) => counts[key].length]),
];

function printTable(rows, runs) {
  const columns = Object.values(runs);
  console.log(
    `${" ".repeat(44)}${Object.keys(runs)
      .map((name) => name.padStart(16))
      .join("")}`,
  );
  for (const [name, value] of rows) {
    console.log(`${name.padEnd(44)}${columns.map((counts) => String(value(counts)).padStart(16)).join("")}`);
  }
}

function perUnit(total, units, most) {
  return `${(total / Math.max(1, units)).toFixed(2)}, ${most}`;
}
