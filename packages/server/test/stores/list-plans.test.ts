import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { startPostgres } from "@retent/test-support/start-postgres";
import pg from "pg";
import { describe, expect, onTestFinished, test } from "vitest";
import type { CancellationQuery } from "../../src/store-queries.ts";
import { type Dialect, listStatement } from "../../src/stores/cancellation-list.ts";
import { postgresDialect } from "../../src/stores/postgres/operator-queries.ts";
import { createPostgresStore } from "../../src/stores/postgres/postgres-store.ts";
import { sqliteDialect } from "../../src/stores/sqlite/operator-queries.ts";
import { createSqliteStore } from "../../src/stores/sqlite/sqlite-store.ts";
import { now, started } from "./stored-cancellation.ts";

// What an operator asks must not have every cancellation read: on SQLite customers would wait meanwhile.

const lists: Record<string, Omit<CancellationQuery, "limit">> = {
  "of all": {},
  "of the next page": { after: { createdAt: now, eventId: "ev_1" } },
  "of a user": { userId: "user_7" },
  "of a status": { status: "pending" },
  "of an outcome": { outcome: "recovered" },
  "of a day": { from: now, to: now + 5 },
  "of what is searched": { search: ["3F2A-9C41", "3f2a9c41"] },
  "of what is searched, with every condition": {
    search: ["3f2a9c41"],
    status: "settled",
    outcome: "churned",
    from: 0,
    to: now + 9,
    after: { createdAt: now, eventId: "ev_1" },
  },
};

const toStatement = (list: string, dialect: Dialect) =>
  listStatement({ limit: 26, ...lists[list] } as CancellationQuery, dialect);

describe("in SQLite", () => {
  test.each(Object.keys(lists))("the list %s is found by indexes alone", async (list) => {
    const folder = await mkdtemp(join(tmpdir(), "retent-plans-"));
    onTestFinished(() => rm(folder, { recursive: true, force: true }));
    const file = join(folder, "retent.db");
    await createSqliteStore({ file }).close();
    const database = new DatabaseSync(file);
    const { text, values } = toStatement(list, sqliteDialect);
    const plan = database.prepare(`explain query plan ${text}`).all(...values);
    database.close();
    const scans = plan.map(({ detail }) => String(detail)).filter((detail) => detail.startsWith("SCAN "));
    // Without a condition the index is read from its end, until the page is full.
    const allowed = /^SCAN (retent_cancellations USING INDEX retent_cancellations_created|matches)/;
    expect(scans.filter((detail) => !allowed.test(detail))).toEqual([]);
    if (list !== "of all") expect(scans.filter((detail) => !detail.startsWith("SCAN matches"))).toEqual([]);
  });
});

test("in PostgreSQL every list is found by indexes alone, also in a database that sorts by a language", async () => {
  const postgres = await startPostgres();
  onTestFinished(() => postgres.remove());
  const connectionString = await postgres.createDatabase();
  const store = await createPostgresStore({ connectionString });
  await store.insert({ ...started, eventId: "ev_0" });
  await store.close();
  const client = new pg.Client({ connectionString });
  await client.connect();
  await client.query(
    `insert into retent_cancellations (event_id, ledger_event_id, user_id, environment, binding_hash, status, revision, created_at, updated_at, version, session_id, subscription)
     select md5(n::text), md5(n::text), 'user_' || n, environment, binding_hash, 'started', 0, created_at + n, updated_at + n, 1, 'cs_' || n, 'sub_' || n
     from retent_cancellations, generate_series(1, 20000) as n`,
  );
  await client.query("analyze retent_cancellations");
  for (const list of Object.keys(lists)) {
    const { text, values } = toStatement(list, postgresDialect);
    const { rows } = await client.query(`explain ${text}`, values);
    const plan = rows.map((row) => row["QUERY PLAN"]).join("\n");
    expect(plan, list).not.toContain("Seq Scan");
  }
  await client.end();
});
