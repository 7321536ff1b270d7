import { type PostgresServer, startPostgres } from "@retent/test-support/start-postgres";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Store } from "../../src/store.ts";
import { createPostgresStore } from "../../src/stores/postgres/postgres-store.ts";
import { rejection, startServer } from "../server-under-test.ts";
import { describeBillingEvents } from "./billing-events-contract.ts";
import type { Database } from "./contract-database.ts";
import { describeCustomerData } from "./customer-contract.ts";
import { describeDeclarations } from "./declaration-contract.ts";
import { describeList } from "./list-contract.ts";
import { givePostgresOldNames } from "./old-names.ts";
import { describeOperator } from "./operator-contract.ts";
import { describeOutbox } from "./outbox-contract.ts";
import { describeStore } from "./store-contract.ts";
import { bill, ended, now, started, update } from "./stored-cancellation.ts";

let postgres: PostgresServer | undefined;

beforeAll(async () => {
  postgres = await startPostgres();
});

afterAll(() => postgres?.remove());

function running(): PostgresServer {
  if (!postgres) throw new Error("PostgreSQL did not start");
  return postgres;
}

async function createDatabase(): Promise<Database> {
  const connectionString = await running().createDatabase();
  const opened: Store[] = [];
  return {
    async open() {
      const store = await createPostgresStore({ connectionString, max: 4 });
      opened.push(store);
      return store;
    },
    async lock() {
      const client = new pg.Client({ connectionString });
      await client.connect();
      await client.query("begin; lock table retent_cancellations in exclusive mode");
      return () => client.end();
    },
    async remove() {
      await Promise.all(opened.map((store) => store.close().catch(() => {})));
    },
  };
}

describeStore("a PostgreSQL database", createDatabase);
describeOutbox("a PostgreSQL database", createDatabase);
describeOperator("a PostgreSQL database", createDatabase);
describeList("a PostgreSQL database", createDatabase);
describeBillingEvents("a PostgreSQL database", createDatabase);
describeCustomerData("a PostgreSQL database", createDatabase);
describeDeclarations("a PostgreSQL database", createDatabase);

describe("a PostgreSQL database", () => {
  test("is made ready once when four processes start at once", async () => {
    const connectionString = await running().createDatabase();
    const stores = await Promise.all([1, 2, 3, 4].map(() => createPostgresStore({ connectionString })));
    await stores[0]?.insert(started);
    for (const store of stores) expect(await store.find("ev_1")).toEqual(started);
    await Promise.all(stores.map((store) => store.close()));
  });

  test("of the version before the tables had our name is renamed in place, with everything in it", async () => {
    const connectionString = await running().createDatabase();
    const old = await createPostgresStore({ connectionString });
    await old.insert({ ...started, contact: null }, [update]);
    await old.addBillingEvent(ended, now);
    await old.close();
    const raw = new pg.Client({ connectionString });
    await raw.connect();
    await givePostgresOldNames(raw);

    const stores = await Promise.all([1, 2, 3].map(() => createPostgresStore({ connectionString })));
    const [store] = stores as [Store];
    expect(await store.find("ev_1")).toEqual({ ...started, contact: null });
    expect(await store.count()).toMatchObject({ queued: 2 });
    expect(await store.findBillingEvent(ended.id)).toEqual(ended);
    const { rows } = await raw.query(
      "select relname from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'i', 'S')",
    );
    expect(rows.length).toBeGreaterThan(15);
    expect(rows.filter(({ relname }) => !relname.startsWith("retent_"))).toEqual([]);
    await raw.end();
    await Promise.all(stores.map((each) => each.close()));
  });

  test("may be shared with an application whose tables have the names that ours had", async () => {
    const connectionString = await running().createDatabase();
    const raw = new pg.Client({ connectionString });
    await raw.connect();
    await raw.query(`create table migrations (name text); create table outbox (payload text); create table cancellations (id text);
      create table billing_events (id text); create table rate_limits (id text); insert into migrations values ('theirs')`);
    const store = await createPostgresStore({ connectionString });
    await store.insert(started, [update]);
    expect((await raw.query("select * from migrations")).rows).toEqual([{ name: "theirs" }]);
    await raw.end();
    await store.close();
  });

  test.each(["retent_migrations", "retent_outbox"])(
    "that holds another application's %s is refused, and the table is named",
    async (table) => {
      const connectionString = await running().createDatabase();
      const raw = new pg.Client({ connectionString });
      await raw.connect();
      await raw.query(`create table ${table} (theirs text)`);
      await raw.end();
      expect((await rejection(createPostgresStore({ connectionString }))).message).toContain(table);
    },
  );

  test("keeps everything in the schema that it is given, beside the same in another one", async () => {
    const connectionString = await running().createDatabase();
    const own = await createPostgresStore({ connectionString, schema: "shop" });
    const usual = await createPostgresStore({ connectionString });
    await own.insert(started, [update]);
    await own.addBillingEvent(ended, now);
    expect(await own.find("ev_1")).toEqual(started);
    expect(
      await own.createRateLimiter?.({ name: "n", points: 1, windowSeconds: 60 }).take("k"),
    ).toBeUndefined();
    expect(await usual.find("ev_1")).toBeUndefined();
    expect(await usual.count()).toMatchObject({ queued: 0 });
    await Promise.all([own.close(), usual.close()]);
    const again = await createPostgresStore({ connectionString, schema: "shop" });
    expect(await again.find("ev_1")).toEqual(started);
    await again.close();
    for (const schema of ["", "Shop", "a-b", 'x"; drop', "x".repeat(64)])
      expect(await rejection(createPostgresStore({ connectionString, schema }))).toBeInstanceOf(TypeError);
  });

  test("has as many connections as its URL says", async () => {
    const connectionString = await running().createDatabase();
    const store = await createPostgresStore({ connectionString: `${connectionString}?max=2` });
    await Promise.all(Array.from({ length: 20 }, () => store.count()));
    const raw = new pg.Client({ connectionString });
    await raw.connect();
    const { rows } = await raw.query(
      "select count(*)::int as open from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()",
    );
    expect(rows).toEqual([{ open: 2 }]);
    await raw.end();
    await store.close();
  });

  test("of the previous version is brought up to date, and what was queued is worked off", async () => {
    const connectionString = await running().createDatabase();
    const old = await createPostgresStore({ connectionString });
    await old.insert(started, [update]);
    await old.close();
    const raw = new pg.Client({ connectionString });
    await raw.connect();
    await givePostgresOldNames(raw);
    await raw.query(`
      alter table cancellations drop column billing_customer, drop column subscription;
      drop index cancellations_user;
      drop table billing_events;
      alter table outbox add constraint outbox_event_id_fkey foreign key (event_id) references cancellations;
      alter table outbox drop column set_aside_at;
      delete from migrations where number > 2;
    `);
    await raw.end();

    const stores = await Promise.all(
      Array.from({ length: 4 }, () => createPostgresStore({ connectionString })),
    );
    const servers = await Promise.all(stores.map((store) => startServer({ store })));
    await Promise.all(servers.map(({ retent }) => retent.drainOnce()));
    expect(servers.flatMap(({ retentbase }) => retentbase.calls("update"))).toHaveLength(1);
    expect(await stores[0]?.addBillingEvent(ended, now)).toBe(true);
    await Promise.all(stores.map((store) => store.close()));
  });

  test("hands each row to one of several that claim at once", async () => {
    const database = await createDatabase();
    const stores = await Promise.all([1, 2, 3, 4].map(() => database.open()));
    for (let index = 0; index < 40; index += 1) {
      await stores[0]?.insert({ ...started, eventId: `ev_${index}` }, [update]);
    }
    const claimed = await Promise.all(
      stores.flatMap((store, index) =>
        Array.from({ length: 20 }, (_, turn) =>
          store.claim({
            lane: "retentbase",
            now,
            leasedUntil: now + 30_000,
            horizon: Number.MAX_SAFE_INTEGER,
            lease: `${index}_${turn}`,
            limit: 1,
          }),
        ),
      ),
    );
    const ids = claimed.flat().map(({ eventId }) => eventId);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids.length).toBeGreaterThan(30);
    await database.remove();
  });

  test("keeps counts that its instances share", async () => {
    const database = await createDatabase();
    const limiters = await Promise.all(
      [1, 2].map(async () =>
        (await database.open()).createRateLimiter?.({ name: "test", points: 3, windowSeconds: 60 }),
      ),
    );
    const waits = [];
    for (let turn = 0; turn < 4; turn += 1) waits.push(await limiters[turn % 2]?.take("user_1"));
    expect(waits.slice(0, 3)).toEqual([undefined, undefined, undefined]);
    expect(waits[3]).toBeGreaterThan(0);
    await database.remove();
  });

  test("is no place for the character NUL, but the rest of an answer is kept", async () => {
    const database = await createDatabase();
    const store = await database.open();
    await store.insert(started, [bill]);
    const [row] = await store.claim({
      lane: "billing",
      now,
      leasedUntil: now + 1,
      horizon: Number.MAX_SAFE_INTEGER,
      lease: "l",
      limit: 1,
    });
    if (!row) throw new Error("nothing to claim");
    await store.markDead(row, { status: null, detail: "a\0b" });
    await database.remove();
  });
});

describe("an event id with the character NUL is an unknown one in PostgreSQL too", () => {
  let store: Store;

  beforeAll(async () => {
    store = await createPostgresStore({ connectionString: await running().createDatabase() });
  });

  afterAll(() => store.close());

  const sameSite = { "sec-fetch-site": "same-origin" };

  test("in a link to the plain page", async () => {
    const { browser } = await startServer({ store });
    expect((await browser.get("/cancel?event=%00")).status).toBe(200);
  });

  test("in the plain page's form", async () => {
    const { browser } = await startServer({ store });
    expect((await browser.postForm("/cancel", { event: "\0" })).status).toBe(400);
  });

  test("in the name of a cancellation's cookie", async () => {
    const { browser } = await startServer({ store });
    const headers = { ...sameSite, cookie: "retent_flow_%00=x" };
    expect((await browser.postForm("/return", {}, headers)).status).toBe(403);
  });

  test("in a token's session id", async () => {
    const { bringBack } = await startServer({ store });
    expect((await bringBack({ sessionId: "\0", eventId: "unknown" })).status).toBe(400);
  });
});
