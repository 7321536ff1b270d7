import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { type PostgresServer, startPostgres } from "@retent/test-support/start-postgres";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createPostgresStore } from "../../src/stores/postgres/postgres-store.ts";
import { started } from "./stored-cancellation.ts";

let postgres: PostgresServer;

beforeAll(async () => {
  postgres = await startPostgres();
});

afterAll(() => postgres?.remove());

const closeAll = `
import pg from "pg";
const client = new pg.Client(process.argv[1]);
await client.connect();
const { rowCount } = await client.query(
  "select pg_terminate_backend(pid, 5000) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()",
);
await client.end();
process.stdout.write(String(rowCount));
`;

/** A store whose process stood still while the database closed its connection, as on a host that freezes. */
async function openFrozen() {
  const connectionString = await postgres.createDatabase();
  const store = await createPostgresStore({ connectionString, max: 1 });
  await store.insert(started);
  const cwd = fileURLToPath(new URL("../..", import.meta.url));
  const command = ["--input-type=module", "--eval", closeAll, connectionString];
  // Nothing of this process runs meanwhile, so that it hears of the end together with the answer to what it asks next.
  expect(execFileSync(process.execPath, command, { cwd, encoding: "utf8" })).toBe("1");
  return store;
}

test("what is read first after a thaw is found, although the database has closed the connection", async () => {
  const store = await openFrozen();
  expect(await store.find(started.eventId)).toMatchObject({ eventId: started.eventId });
  await store.close();
});

test("what is written first after a thaw is written, once", async () => {
  const store = await openFrozen();
  const next = { ...started, eventId: "ev_after" };
  expect(await store.insert(next)).toBe(true);
  expect(await store.insert(next)).toBe(false);
  await store.close();
});
