import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { inject, onTestFinished } from "vitest";
import type { Store } from "../src/store.ts";
import { createPostgresStore } from "../src/stores/postgres/postgres-store.ts";
import { createSqliteStore } from "../src/stores/sqlite/sqlite-store.ts";

/** Where the work is kept. */
type Database = "SQLite" | "PostgreSQL";

declare module "vitest" {
  export interface ProvidedContext {
    database: Database;
    /** The PostgreSQL server that these tests share, at a database that holds our empty tables. */
    postgresUrl: string;
  }
}

/** What differs from one kind of database to the next. */
const kinds: Record<Database, { create(): Promise<string>; open(database?: string): Promise<Store> }> = {
  SQLite: {
    async create() {
      const folder = await mkdtemp(join(tmpdir(), "retent-"));
      onTestFinished(() => rm(folder, { recursive: true, force: true }));
      return join(folder, "retent.db");
    },
    // In memory, where one process is all there is.
    open: async (file = ":memory:") => createSqliteStore({ file }),
  },
  PostgreSQL: {
    async create() {
      const database = emptied.pop() ?? (await copyDatabase(inject("postgresUrl")));
      onTestFinished(async () => {
        await database.empty();
        emptied.push(database);
      });
      return database.url;
    },
    open: async (database) =>
      createPostgresStore({
        connectionString: database ?? (await createDatabase()),
        max: 3,
        // A test that opens dozens of stores must not use up the server's connections.
        idleTimeoutMillis: 200,
      }),
  },
};

interface PostgresDatabase {
  url: string;
  empty(): Promise<unknown>;
}

/** What earlier tests have left: making a database takes longer than most tests do. */
const emptied: PostgresDatabase[] = [];

const { create, open } = kinds[inject("database") ?? "SQLite"];

/** An empty database, of the kind of this test run, for one test alone. */
export const createDatabase = create;

/** A store that is closed after the test; two on one database are two processes. */
export async function openStore(database?: string): Promise<Store> {
  const store = await open(database);
  // It may be closed already.
  onTestFinished(() => store.close().catch(() => {}));
  return store;
}

async function copyDatabase(template: string): Promise<PostgresDatabase> {
  const name = `test_${crypto.randomUUID().replaceAll("-", "")}`;
  const administrator = await connect(new URL("/postgres", template).href);
  await administrator.query(`create database ${name} template ${new URL(template).pathname.slice(1)}`);
  await administrator.end();
  const url = new URL(`/${name}`, template).href;
  const client = await connect(url);
  const { rows } = await client.query(
    "select quote_ident(tablename) as name from pg_tables where schemaname = 'public' and tablename <> 'retent_migrations'",
  );
  const deletions = rows.map((table) => `delete from ${table.name};`).join("");
  // Deleted without asking who refers to whom: in the end nothing is left.
  return { url, empty: () => client.query(`set session_replication_role = replica; ${deletions}`) };
}

async function connect(connectionString: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString });
  // The server may end before this process does.
  client.on("error", () => {});
  await client.connect();
  return client;
}
