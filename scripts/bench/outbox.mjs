// Figures of the outbox, all from one run: what a claim costs with little and with much waiting, and how a long outage is worked off.
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { pathToFileURL } from "node:url";
import { startPostgres } from "../postgres/start-postgres.mjs";
import { fromRoot } from "../tools.mjs";
import { fillPostgres, fillSqlite } from "./fill-outbox.mjs";
import { timeClaims } from "./time-claims.mjs";

const few = 1000;
const many = 1_000_000;
const backlog = 100_000;

const store = (name) => import(pathToFileURL(fromRoot(`packages/server/dist/stores/${name}.js`)).href);
let folder = "";

export async function benchOutbox() {
  folder = mkdtempSync(join(tmpdir(), "retent-bench-"));
  console.log("Claiming and finishing one row, median");
  await benchSqlite();
  await benchPostgres();
  benchDrain();
  rmSync(folder, { recursive: true });
}

async function benchSqlite() {
  const file = join(folder, "claims.db");
  const sqlite = (await store("sqlite")).createSqliteStore({ file });
  const raw = new DatabaseSync(file, { timeout: 5000 });
  fillSqlite(raw, 0, few);
  const little = await timeClaims(sqlite);
  fillSqlite(raw, few, many);
  print("SQLite", little, await timeClaims(sqlite));
  raw.close();
  await sqlite.close();
}

async function benchPostgres() {
  const database = await startPostgres({ isDurable: true });
  const connectionString = await database.createDatabase();
  const postgres = await (await store("postgres")).createPostgresStore({ connectionString });
  const { default: pg } = await import(
    pathToFileURL(createRequire(fromRoot("packages/server/package.json")).resolve("pg")).href
  );
  const raw = new pg.Client({ connectionString });
  await raw.connect();
  const query = (sql) => raw.query(sql);
  await fillPostgres(query, 0, few);
  const little = await timeClaims(postgres);
  await fillPostgres(query, few, many);
  print("PostgreSQL", little, await timeClaims(postgres));
  await raw.end();
  await postgres.close();
  await database.remove();
}

function print(name, little, much) {
  const figures = `${little.toFixed(0)} µs with ${few} rows, ${much.toFixed(0)} µs with ${many}`;
  console.log(`  ${name.padEnd(12)}${figures}: ${(much / little).toFixed(2)} times`);
}

function benchDrain() {
  const file = join(folder, "drain.db");
  const script = fromRoot("scripts/bench/drain.mjs");
  const prepare = `
    import { DatabaseSync } from "node:sqlite";
    import { fillSqlite } from ${JSON.stringify(pathToFileURL(fromRoot("scripts/bench/fill-outbox.mjs")).href)};
    import { createSqliteStore } from ${JSON.stringify(pathToFileURL(fromRoot("packages/server/dist/stores/sqlite.js")).href)};
    await createSqliteStore({ file: ${JSON.stringify(file)} }).close();
    fillSqlite(new DatabaseSync(${JSON.stringify(file)}), 0, ${backlog});
  `;
  execFileSync(process.execPath, ["--input-type=module", "-e", prepare], {
    stdio: ["ignore", "inherit", "ignore"],
  });
  const run = (way) =>
    JSON.parse(
      execFileSync(process.execPath, ["--expose-gc", script, JSON.stringify({ way, file, rows: backlog })], {
        encoding: "utf8",
        stdio: ["ignore", "pipe", "ignore"],
      }),
    );
  const [bare, drain] = [run("bare"), run("drain")];
  console.log(`Working off ${backlog} rows on SQLite, beside a bare loop of as many calls`);
  for (const [name, { seconds, memoryMiB }] of Object.entries({ bare, drain })) {
    console.log(
      `  ${name.padEnd(12)}${(backlog / seconds).toFixed(0)} a second, ${memoryMiB.toFixed(0)} MiB over idle`,
    );
  }
  console.log(
    `  ${drain.queued} rows left; ${(bare.seconds / drain.seconds).toFixed(2)} times the bare loop's speed`,
  );
}
