import { findProgram } from "@retent/test-support/programs";
import { startPgBouncer } from "@retent/test-support/start-pgbouncer";
import { type PostgresServer, startPostgres } from "@retent/test-support/start-postgres";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Store } from "../../src/store.ts";
import { createPostgresStore } from "../../src/stores/postgres/postgres-store.ts";
import { createBrowser } from "../browser.ts";
import { createFakeRetentBase } from "../fake-retentbase.ts";
import { publicUrl, start, startServer } from "../server-under-test.ts";
import type { Send } from "../transport.ts";

let postgres: PostgresServer;
let databaseUrl: string;
let stopPooler = async () => {};
const stores: Store[] = [];

beforeAll(async () => {
  postgres = await startPostgres();
  databaseUrl = await postgres.createDatabase();
  if (findProgram("pgbouncer")) {
    // Fewer connections than one instance would open: statements of one client end up on different ones.
    const pooler = await startPgBouncer(databaseUrl, { poolSize: 4 });
    databaseUrl = pooler.url;
    stopPooler = pooler.stop;
  } else console.log("There is no PgBouncer: tested on PostgreSQL alone. `npm run programs` gets one.");
});

afterAll(async () => {
  await Promise.all(stores.map((store) => store.close()));
  await stopPooler();
  await postgres.remove();
});

/** Two instances of one server, which share RetentBase, clock and database. */
async function startInstances() {
  const clock = { now: start };
  const retentbase = createFakeRetentBase(clock);
  const open = async () => {
    const store = await createPostgresStore({ connectionString: databaseUrl });
    stores.push(store);
    return startServer({ clock, retentbase, store, limits: { linksPerUser: 1e6, postsPerAddress: 1e6 } });
  };
  const instances = [await open(), await open()] as const;
  const send =
    (turn: number): Send =>
    (url, init) =>
      instances[turn % 2 ? 1 : 0].retent.fetch(new Request(url, init), undefined, "203.0.113.7");
  return { instances, send };
}

test("behind a pooler in transaction mode 200 links at once are made, and every limit is counted", async () => {
  const { instances, send } = await startInstances();
  const browsers = Array.from({ length: 200 }, (_, turn) => createBrowser(send(turn), publicUrl));
  const responses = await Promise.all(browsers.map((browser) => browser.postJson("/cancel-link", {})));
  expect(responses.filter(({ status }) => status !== 200)).toEqual([]);
  for (const { eventsOf } of instances) {
    expect(eventsOf("limit_not_counted")).toEqual([]);
    expect(eventsOf("request_failed")).toEqual([]);
  }
});

test("behind a pooler two instances give the same answer to the same result at once, in 300 rounds", async () => {
  const { instances, send } = await startInstances();
  const [first] = instances;
  for (let round = 0; round < 300; round += 1) {
    const flow = await first.startFlow();
    const token = first.token(flow);
    const answers = await Promise.all(
      [0, 1].map(async (turn) => {
        const browser = createBrowser(send(turn), publicUrl);
        const headers = { cookie: [...first.browser.cookies].map((pair) => pair.join("=")).join("; ") };
        return (await browser.postJson("/result", { token }, headers)).json();
      }),
    );
    expect(answers[0]).toMatchObject({ status: "settled", outcome: "churned" });
    expect(answers[1]).toEqual(answers[0]);
    first.browser.cookies.clear();
  }
});
