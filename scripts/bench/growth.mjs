// What the operations of a PostgreSQL store cost by size, which indexes they use, and how many claims several processes manage.
import { fork } from "node:child_process";
import { once } from "node:events";
import { startPostgres } from "@retent/test-support/start-postgres";
import { fromRoot } from "@retent/test-support/tools";
import { begun } from "./begun.mjs";
import { fillGrowth, toEventId } from "./fill-growth.mjs";
import { loadPg, loadStore } from "./stores.mjs";
import { figure } from "./table.mjs";
import { timeClaims } from "./time-claims.mjs";

const sizes = [1000, 10_000, 100_000, 1_000_000, 10_000_000];
const processes = [1, 2, 4, 8];
const calls = 200;
const maxGrowth = 1.5;
const day = 86_400_000;
const slowOperations = {
  "operator's search": "sorts up to 1,000 matches of each kind of id, so it grows until there are as many",
  "figures of 30 days":
    "counts every cancellation that started in these days, so it grows with them and not with the table",
};

const pg = await loadPg();
const { createPostgresStore } = await loadStore("postgres");

/** @param largest how many cancellations there are at the end. Default 10,000,000, which takes five minutes */
export async function benchGrowth(largest = sizes.at(-1)) {
  const database = await startPostgres({ isDurable: true });
  const connectionString = await database.createDatabase();
  const store = await createPostgresStore({ connectionString, max: 4 });
  const raw = new pg.Client({ connectionString });
  await raw.connect();
  const table = {};
  const note = (name, size, time) => {
    table[name] = { ...table[name], [size]: time };
  };
  const claims = [];
  let filled = 0;
  for (const size of sizes.filter((each) => each <= largest)) {
    const start = performance.now();
    await fillGrowth((sql) => raw.query(sql), filled, size);
    console.log(`${size} cancellations, filled in ${Math.round((performance.now() - start) / 1000)} s`);
    filled = size;
    for (const [name, operation] of Object.entries(operations(store, size)))
      note(name, size, await medianMicroseconds(operation));
    note("claim and finish", size, await timeClaims(store));
    if (size === 1_000_000 || size === largest)
      for (const count of processes)
        claims.push({ size, count, perSecond: await claimSideBySide(connectionString, count) });
  }
  console.table(mapValues(table, (row) => mapValues(row, Math.round)));
  console.table(claims);
  console.log(await explain(raw, operations(store, filled)));
  await raw.end();
  await store.close();
  await database.remove();
  const [smallest] = sizes;
  return Object.entries(table).map(([name, row]) =>
    figure({
      what: `PostgreSQL: ${name}, of ${filled} beside of ${smallest}`,
      ours: row[filled],
      other: row[smallest],
      unit: "µs",
      ...(name === "claim and finish" && { atMost: maxGrowth }),
      note: slowOperations[name],
    }),
  );
}

let calledSoFar = 0;

/** One call of each operation of the store, about other cancellations each time. */
function operations(store, size) {
  const anyIndex = () => (calledSoFar++ * 7_919) % size;
  const now = Date.now();
  return {
    insert() {
      const eventId = `new_${size}_${calledSoFar++}`;
      return store.insert(begun({ eventId, userId: eventId }));
    },
    "result: find, save, queue": async () => {
      // Some were pruned.
      let cancellation;
      while (!cancellation) cancellation = await store.find(toEventId(anyIndex()));
      await store.save({
        cancellation,
        enqueue: [{ kind: "update", revision: 1, body: {}, dueAt: now + 365 * day }],
      });
    },
    "prune one": () => store.prune(now, 1),
    "operator's list": () => store.listCancellations({ limit: 50 }),
    "operator's list by status": () => store.listCancellations({ status: "settled", limit: 50 }),
    "operator's list by outcome and date": () =>
      store.listCancellations({ outcome: "recovered", from: now - 30 * day, to: now, limit: 50 }),
    "operator's search": () => store.listCancellations({ search: [`user_${anyIndex() % 1000}`], limit: 50 }),
    "a customer's cancellations": () => store.listCancellations({ userId: `user_${anyIndex()}`, limit: 50 }),
    "figures of 30 days": () =>
      store.readStatistics({ environment: "sandbox", from: now - 29 * day, to: now }),
  };
}

async function medianMicroseconds(operation) {
  const times = [];
  const end = performance.now() + 20_000;
  while (times.length < calls && (times.length < 5 || performance.now() < end)) {
    const start = performance.now();
    await operation();
    times.push((performance.now() - start) * 1000);
  }
  return times.sort((a, b) => a - b)[Math.floor(times.length / 2)];
}

/** Rows that so many processes claim and finish in a second. */
async function claimSideBySide(connectionString, count) {
  const workers = Array.from({ length: count }, () =>
    fork(fromRoot("scripts/bench/claim-worker.mjs"), [connectionString]),
  );
  const exits = workers.map((worker) => once(worker, "exit"));
  await Promise.all(workers.map((worker) => once(worker, "message")));
  for (const worker of workers) worker.send("start");
  const counts = await Promise.all(workers.map((worker) => once(worker, "message")));
  await Promise.all(exits);
  return Math.round(counts.reduce((sum, [each]) => sum + each, 0));
}

/** The scans of each statement that each operation runs, as PostgreSQL plans them. */
async function explain(raw, wanted) {
  const lines = [];
  const { query } = pg.Client.prototype;
  for (const [name, operation] of Object.entries(wanted)) {
    const statements = new Map();
    pg.Client.prototype.query = function record(config, values, ...rest) {
      const text = config?.text ?? config;
      if (/^\s*(select|with|insert|update|delete)/i.test(text))
        statements.set(text, config?.values ?? values ?? []);
      return query.call(this, config, values, ...rest);
    };
    await operation();
    pg.Client.prototype.query = query;
    for (const [text, values] of statements) {
      const { rows } = await raw.query(`explain (costs off) ${text}`, values);
      const scans = rows
        .map((row) => row["QUERY PLAN"])
        .flatMap((line) => line.match(/\w[\w ]* Scan .*/) ?? []);
      lines.push(`${name}: ${scans.join("; ") || "no scan"}`);
    }
  }
  return lines.join("\n");
}

function mapValues(object, toValue) {
  return Object.fromEntries(Object.entries(object).map(([name, value]) => [name, toValue(value)]));
}
