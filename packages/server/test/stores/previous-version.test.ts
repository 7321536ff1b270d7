import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { startPostgres } from "@retent/test-support/start-postgres";
import pg from "pg";
import { expect, onTestFinished, test } from "vitest";
import type { Store } from "../../src/store.ts";
import { createPostgresStore } from "../../src/stores/postgres/postgres-store.ts";
import { createSqliteStore } from "../../src/stores/sqlite/sqlite-store.ts";
import { claimOneOf } from "./contract-database.ts";
import * as samples from "./stored-cancellation.ts";

// A database that the version before the last migration has written is brought up to date when it is opened.

const { now, update } = samples;
const started = { ...samples.started, contact: null };
const another = { ...started, eventId: "ev_2", retentBaseEventId: "rb_2", createdAt: now + 1 };
const look = { kind: "look_up", revision: 0, body: null, dueAt: now } as const;

async function fill(store: Store): Promise<void> {
  await store.insert(started, [update, look]);
  await store.insert(another, [update]);
  await store.close();
}

/** Everything is there, is found by each of its ids, and is claimed in order. */
async function expectAllOf(store: Store): Promise<void> {
  const idsOf = (found: { eventId: string }[]) => found.map(({ eventId }) => eventId);
  expect(await store.findByEvent("ev_1")).toEqual([started]);
  expect(await store.findByEvent("rb_2")).toEqual([another]);
  const search = (text: string) => store.listCancellations?.({ search: [text], limit: 9 }) ?? [];
  expect(idsOf(await search("rb_"))).toEqual(["ev_2"]);
  expect(idsOf(await search("ev_"))).toEqual(["ev_2", "ev_1"]);
  expect(await store.save({ cancellation: { ...another, retentBaseEventId: "rb_3" } })).toBeDefined();
  expect(idsOf(await store.findByEvent("rb_3"))).toEqual(["ev_2"]);
  expect(idsOf(await store.findByEvent("rb_2"))).toEqual([]);
  expect((await store.listByEvent("ev_1")).map(({ kind }) => kind)).toEqual(["update", "look_up"]);
  expect(await claimOneOf(store, { lane: "sessions" })).toMatchObject({ kind: "look_up" });
  await store.close();
}

test("of SQLite", async () => {
  const folder = await mkdtemp(join(tmpdir(), "retent-previous-"));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const file = join(folder, "retent.db");
  await fill(createSqliteStore({ file }));
  const raw = new DatabaseSync(file);
  raw.exec(`drop index retent_cancellations_ledger_event; drop index retent_outbox_event;
    create index retent_cancellations_ledger_event on retent_cancellations (ledger_event_id);
    create index retent_outbox_order on retent_outbox (event_id, lane, id) where state = 'queued';
    create index retent_outbox_event on retent_outbox (event_id);
    drop index retent_cancellations_updated;
    create index retent_cancellations_updated on retent_cancellations (updated_at);
    alter table retent_cancellations drop column contact; drop table retent_declarations;
    delete from retent_migrations where number > 7`);
  raw.close();
  await expectAllOf(createSqliteStore({ file }));
});

test("of PostgreSQL", async () => {
  const postgres = await startPostgres();
  onTestFinished(() => postgres.remove());
  const connectionString = await postgres.createDatabase();
  await fill(await createPostgresStore({ connectionString }));
  const raw = new pg.Client({ connectionString });
  await raw.connect();
  await raw.query(`drop index retent_cancellations_ledger_event; drop index retent_cancellations_ledger_event_bytes;
    create index retent_cancellations_ledger_event on retent_cancellations (ledger_event_id);
    create index retent_cancellations_ledger_event_bytes on retent_cancellations (ledger_event_id collate "C");
    alter table retent_cancellations drop column contact; drop table retent_declarations;
    delete from retent_migrations where number > 7`);
  await raw.end();
  await expectAllOf(await createPostgresStore({ connectionString }));
});
