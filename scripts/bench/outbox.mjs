// Figures of the outbox, all from one run: what a claim costs with little and with much waiting, and how a long outage is worked off.
import { execFileSync } from "node:child_process";
import { copyFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { startPostgres } from "@retent/test-support/start-postgres";
import { fromRoot } from "@retent/test-support/tools";
import { fillPostgres, fillSqlite } from "./fill-outbox.mjs";
import { inFolder, inTurns } from "./rounds.mjs";
import { loadPg, loadStore } from "./stores.mjs";
import { figure } from "./table.mjs";
import { timeClaims } from "./time-claims.mjs";

const few = 1000;
const many = 1_000_000;
const backlog = 15_000;
const minSpeed = 0.7;
const maxMoreMiB = 32;

export function benchOutbox() {
  return inFolder(async (folder) => [
    await benchSqlite(folder),
    await benchPostgres(),
    ...(await benchDrain(folder)),
  ]);
}

async function benchSqlite(folder) {
  const file = join(folder, "claims.db");
  const sqlite = (await loadStore("sqlite")).createSqliteStore({ file });
  const raw = new DatabaseSync(file, { timeout: 5000 });
  fillSqlite(raw, 0, few);
  const little = await timeClaims(sqlite);
  fillSqlite(raw, few, many);
  const much = await timeClaims(sqlite);
  raw.close();
  await sqlite.close();
  return claimed("SQLite", little, much);
}

async function benchPostgres() {
  const database = await startPostgres({ isDurable: true });
  const connectionString = await database.createDatabase();
  const postgres = await (await loadStore("postgres")).createPostgresStore({ connectionString });
  const pg = await loadPg();
  const raw = new pg.Client({ connectionString });
  await raw.connect();
  const query = (sql) => raw.query(sql);
  await fillPostgres(query, 0, few);
  const little = await timeClaims(postgres);
  await fillPostgres(query, few, many);
  const much = await timeClaims(postgres);
  await raw.end();
  await postgres.close();
  await database.remove();
  return claimed("PostgreSQL", little, much);
}

function claimed(name, little, much) {
  const what = `${name}: a row claimed and finished, of ${many} beside of ${few}`;
  return figure({ what, ours: much, other: little, unit: "µs" });
}

async function benchDrain(folder) {
  const full = join(folder, "full.db");
  await (await loadStore("sqlite")).createSqliteStore({ file: full }).close();
  const raw = new DatabaseSync(full);
  fillSqlite(raw, 0, backlog);
  raw.close();
  const { bare, drain } = await inTurns(["bare", "drain"], (way) => {
    const file = join(folder, "drain.db");
    for (const ending of ["-wal", "-shm"]) rmSync(file + ending, { force: true });
    copyFileSync(full, file);
    const settings = JSON.stringify({ way, file, rows: backlog });
    const { queued, ...figures } = JSON.parse(
      execFileSync(process.execPath, ["--expose-gc", fromRoot("scripts/bench/drain.mjs"), settings], {
        encoding: "utf8",
        stdio: ["ignore", "pipe", "ignore"],
      }),
    );
    if (way === "drain" && queued > 0) throw new Error(`${queued} rows were left`);
    return figures;
  });
  const rate = ({ seconds }) => seconds.map((each) => backlog / each);
  return [
    figure({
      what: `${backlog} rows worked off, beside a bare loop of as many calls`,
      ours: rate(drain),
      other: rate(bare),
      unit: "/s",
      atLeast: minSpeed,
      why: "claiming, saving and commits that wait for the disk, of which the bare loop has none",
    }),
    figure({
      what: "memory meanwhile, over that of the bare loop",
      ours: drain.memoryMiB.map((each, round) => each - bare.memoryMiB[round]),
      unit: "MiB",
      max: maxMoreMiB,
    }),
  ];
}
