import { existsSync, readFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { startPostgres } from "@retent/test-support/start-postgres";
import pg from "pg";
import { expect, onTestFinished, test } from "vitest";
import { createRetent } from "../../src/create-retent.ts";
import { type Store, StoreError } from "../../src/store.ts";
import { createPostgresStore } from "../../src/stores/postgres/postgres-store.ts";
import { createSqliteStore } from "../../src/stores/sqlite/sqlite-store.ts";
import { apiKey, publicUrl, rejection } from "../server-under-test.ts";
import { signingSecret } from "../signed-token.ts";
import { declaration } from "./declaration-contract.ts";
import { decided, ended, now, started } from "./stored-cancellation.ts";

const ids = { userId: "usr_ines_9f2", customer: "cus_ines_9f2", subscription: "sub_ines_9f2" };

/** What the files must not hold once the customer is erased. */
const traces = [
  ...Object.values(ids),
  "words of Ines",
  "first words",
  "Ines GmbH",
  "Ines Plan",
  "Ines' refund",
  "Ines Declarant",
  "ines@declared.example",
  "reason of Ines",
];

async function openFile() {
  const folder = await mkdtemp(join(tmpdir(), "retent-erased-"));
  const file = join(folder, "retent.db");
  const store = createSqliteStore({ file, busyTimeoutMs: 50 });
  onTestFinished(async () => {
    await store.close().catch(() => {});
    await rm(folder, { recursive: true, force: true });
  });
  return { file, store };
}

/** A server whose store has two customers; the words of the first one have also been changed. */
async function startWithTwo(store: Store) {
  const retent = createRetent({
    apiKey,
    resultToken: { secret: signingSecret },
    publicUrl,
    identify: () => null,
    onResult: ({ outcome }) => ({ outcome }),
    now: () => now,
    log: false,
    store,
  });
  const decision = decided.decision;
  if (!decision) throw new Error("not decided");
  const ofInes = {
    ...started,
    ...decided,
    ...ids,
    billingCustomer: ids.customer,
    metadata: { company: "Ines GmbH" },
    context: { plan: "Ines Plan" },
    decision: { ...decision, reasonText: "first words" },
  };
  await store.insert(ofInes);
  await store.save({
    cancellation: {
      ...ofInes,
      decision: { ...decision, reasonText: "words of Ines" },
      settlement: {
        outcome: "churned",
        confirmed: true,
        effectiveAt: null,
        metadata: { note: "Ines' refund" },
      },
    },
    enqueue: [{ kind: "notify", revision: 1, body: { content: "words of Ines" } }],
  });
  await store.addBillingEvent({ ...ended, ...ids }, now);
  await store.addBillingEvent({ ...ended, ...ids, id: "evt_unnamed", userId: null }, now);
  await store.insertDeclaration?.({
    ...declaration,
    userId: ids.userId,
    status: "matched",
    name: "Ines Declarant",
    email: "ines@declared.example",
    reason: "reason of Ines",
    statement: { ...declaration.statement, lines: [["Ihr Name", "Ines Declarant"]] },
  });
  const ofOtto = { eventId: "ev_otto", userId: "usr_otto", metadata: { company: "Otto KG" } };
  await store.insert({ ...started, ...decided, ...ofOtto });
  await store.addBillingEvent({ ...ended, id: "evt_otto", userId: "usr_otto", customer: "cus_otto" }, now);
  return retent;
}

/** Which of these texts the database's files hold. */
function findIn(file: string, texts: string[]): string[] {
  const bytes = [file, `${file}-wal`, `${file}-shm`].map((path) =>
    existsSync(path) ? readFileSync(path) : Buffer.alloc(0),
  );
  return texts.filter((text) => bytes.some((each) => each.includes(text)));
}

test("no byte of an erased customer is left in the files, and another customer's data is as it was", async () => {
  const { file, store } = await openFile();
  const retent = await startWithTwo(store);
  const exported = JSON.stringify(await retent.exportCustomer(ids.userId));
  const current = traces.filter((text) => text !== "first words");
  expect(current.filter((text) => !exported.includes(text))).toEqual([]);
  expect(findIn(file, traces)).toEqual(traces);
  const otto = await retent.exportCustomer("usr_otto");

  expect(await retent.eraseCustomer(ids.userId, { force: true })).toEqual({
    cancellations: 1,
    outboxRows: 3,
    billingEvents: 2,
    billingLinks: 1,
    declarations: 1,
  });
  expect(findIn(file, traces)).toEqual([]);
  expect(await retent.exportCustomer("usr_otto")).toEqual(otto);
  expect(findIn(file, ["Otto KG", "cus_otto"])).toEqual(["Otto KG", "cus_otto"]);
  await store.close();
  expect(findIn(file, traces)).toEqual([]);
});

test("bytes that another process kept in the files are removed by erasing again", async () => {
  const { file, store } = await openFile();
  const retent = await startWithTwo(store);
  const reader = new DatabaseSync(file);
  onTestFinished(() => reader.close());
  reader.exec("begin");
  reader.prepare("select count(*) from retent_cancellations").get();
  const error = await rejection(retent.eraseCustomer(ids.userId, { force: true }));
  expect(error).toBeInstanceOf(StoreError);
  expect(error).toMatchObject({ code: "locked" });
  reader.exec("commit");
  await retent.eraseCustomer(ids.userId);
  expect(findIn(file, traces)).toEqual([]);
});

test("no row of a PostgreSQL database has an erased customer, and no count of their clicks is kept", async () => {
  const postgres = await startPostgres();
  onTestFinished(() => postgres.remove());
  const connectionString = await postgres.createDatabase();
  const store = await createPostgresStore({ connectionString });
  const client = new pg.Client({ connectionString });
  await client.connect();
  onTestFinished(async () => {
    await client.end();
    await store.close();
  });
  const retent = await startWithTwo(store);
  const limiter = store.createRateLimiter?.({ name: "links_per_user", points: 3, windowSeconds: 60 });
  for (const userId of [ids.userId, "usr_otto"]) await limiter?.take(userId);
  const otto = await retent.exportCustomer("usr_otto");

  await retent.eraseCustomer(ids.userId, { force: true });
  const tables = await client.query("select tablename from pg_tables where schemaname = 'public'");
  for (const { tablename } of tables.rows) {
    const { rows } = await client.query(`select row_to_json(each)::text as row from ${tablename} as each`);
    const text = rows.map(({ row }) => row).join("\n");
    expect(traces.filter((trace) => text.includes(trace))).toEqual([]);
  }
  expect((await client.query("select 1 from retent_rate_limits")).rowCount).toBe(1);
  expect(await retent.exportCustomer("usr_otto")).toEqual(otto);
});
