import { execFile } from "node:child_process";
import { chmod, mkdtemp, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { promisify } from "node:util";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type Store, StoreError } from "../../src/store.ts";
import { createSqliteStore } from "../../src/stores/sqlite/sqlite-store.ts";
import { rejection, startServer } from "../server-under-test.ts";
import { describeBillingEvents } from "./billing-events-contract.ts";
import type { Database } from "./contract-database.ts";
import { describeCustomerData } from "./customer-contract.ts";
import { describeDeclarations } from "./declaration-contract.ts";
import { describeList } from "./list-contract.ts";
import { giveSqliteOldNames } from "./old-names.ts";
import { describeOperator } from "./operator-contract.ts";
import { describeOutbox } from "./outbox-contract.ts";
import { describeStore } from "./store-contract.ts";
import { ended, now, started, update } from "./stored-cancellation.ts";

async function createFile(): Promise<Database> {
  const folder = await mkdtemp(join(tmpdir(), "retent-store-"));
  const file = join(folder, "retent.db");
  const opened: Store[] = [];
  return {
    async open() {
      const store = createSqliteStore({ file });
      opened.push(store);
      return store;
    },
    async lock() {
      const raw = new DatabaseSync(file);
      raw.exec("begin immediate");
      return async () => raw.close();
    },
    async remove() {
      await Promise.all(opened.map((store) => store.close().catch(() => {})));
      await rm(folder, { recursive: true, force: true });
    },
  };
}

describeStore("a SQLite file", createFile);
describeOutbox("a SQLite file", createFile);
describeOperator("a SQLite file", createFile);
describeList("a SQLite file", createFile);
describeBillingEvents("a SQLite file", createFile);
describeCustomerData("a SQLite file", createFile);
describeDeclarations("a SQLite file", createFile);

/** Has the tables of the version before billing's events were kept, with what is in them. */
const backToSecondVersion = `
  drop index cancellations_user;
  drop index cancellations_customer;
  drop index cancellations_subscription;
  alter table cancellations drop column billing_customer;
  alter table cancellations drop column subscription;
  drop table billing_events;
  create table older (
    id integer primary key autoincrement,
    event_id text not null references cancellations (event_id),
    lane text not null, kind text not null, revision integer not null, body text, state text not null default 'queued',
    due_at integer not null, lease text, attempts integer not null default 0, unknown_tries integer not null default 0,
    last_status integer, last_detail text
  ) strict;
  insert into older
    select id, event_id, lane, kind, revision, body, state, due_at, lease, attempts, unknown_tries, last_status, last_detail
    from outbox;
  drop table outbox;
  alter table older rename to outbox;
  create index outbox_due on outbox (lane, due_at) where state = 'queued';
  create index outbox_left on outbox (id) where state <> 'done';
  create index outbox_order on outbox (event_id, lane, id) where state = 'queued';
  create index outbox_event on outbox (event_id);
  delete from migrations where number > 2;
`;

describe("the SQLite file", () => {
  let folder: string;
  let file: string;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "retent-sqlite-"));
    file = join(folder, "retent.db");
  });

  afterEach(() => rm(folder, { recursive: true, force: true }));

  test("is written ahead, so that readers and one writer don't wait for each other", async () => {
    const store = createSqliteStore({ file });
    const raw = new DatabaseSync(file);
    expect(raw.prepare("pragma journal_mode").get()).toEqual({ journal_mode: "wal" });
    raw.close();
    await store.close();
  });

  test("that another process keeps locked fails the request before billing is called, and nothing else", async () => {
    const store = createSqliteStore({ file, busyTimeoutMs: 1 });
    const { startFlow, browser, token, billing, eventsOf } = await startServer({ store });
    const flow = await startFlow();
    const raw = new DatabaseSync(file);
    raw.exec("begin immediate");
    const response = await browser.postJson("/result", { token: token(flow) });
    expect(response.status).toBe(503);
    expect(await response.json()).toMatchObject({ code: "store_unavailable" });
    expect(billing).not.toHaveBeenCalled();
    expect(eventsOf("request_failed")).toMatchObject([{ error: expect.any(StoreError) }]);

    raw.exec("rollback");
    raw.close();
    expect((await browser.postJson("/result", { token: token(flow) })).status).toBe(200);
    expect(billing).toHaveBeenCalledTimes(1);
    await store.close();
  });

  test.each([
    ["in a folder that is not there", () => join(folder, "missing", "retent.db")],
    ["that is a folder", () => folder],
  ])("%s is refused at once, by name", (_, path) => {
    expect(() => createSqliteStore({ file: path() })).toThrow(StoreError);
    expect(() => createSqliteStore({ file: path() })).toThrow(path());
  });

  test("that another process keeps locked can't be opened, and the error says so", async () => {
    await createSqliteStore({ file }).close();
    const raw = new DatabaseSync(file);
    raw.exec("begin exclusive");
    expect(() => createSqliteStore({ file, busyTimeoutMs: 1 })).toThrow(
      expect.objectContaining({ name: "StoreError", code: "locked" }),
    );
    raw.close();
  });

  test("is really written by a check", async () => {
    const store = createSqliteStore({ file });
    const before = (await stat(`${file}-wal`)).size;
    await store.check();
    expect((await stat(`${file}-wal`)).size).toBeGreaterThan(before);
    await store.close();
  });

  test("that is no database is refused and left alone", async () => {
    await writeFile(file, "these are my holiday notes\n".repeat(100));
    expect(() => createSqliteStore({ file })).toThrow(StoreError);
  });

  test("holds neither tokens, nor cookies, nor keys", async () => {
    const store = createSqliteStore({ file });
    const { startFlow, browser, token, retent } = await startServer({ store });
    const flow = await startFlow();
    const result = token(flow);
    await browser.postJson("/result", { token: result });
    await retent.drainOnce();
    const raw = new DatabaseSync(file);
    const everything = JSON.stringify(
      ["retent_cancellations", "retent_outbox"].map((table) => raw.prepare(`select * from ${table}`).all()),
    );
    raw.close();
    expect(everything).toContain(flow.eventId);
    for (const secret of [...result.split("."), ...browser.cookies.values(), "rb_key_of", "secret_of_link"]) {
      expect(everything).not.toContain(secret);
    }
    await store.close();
  });

  test("keeps work that was given up, with what it failed with", async () => {
    const store = createSqliteStore({ file });
    const { startFlow, bringBack, retent, retentbase } = await startServer({ store });
    await bringBack(await startFlow());
    retentbase.reply("update", () => new Response("the other environment", { status: 409 }));
    await retent.drainOnce();
    const raw = new DatabaseSync(file);
    expect(
      raw
        .prepare("select state, attempts, last_status, last_detail from retent_outbox where kind = 'update'")
        .all(),
    ).toEqual([{ state: "dead", attempts: 1, last_status: 409, last_detail: "the other environment" }]);
    raw.close();
    await store.close();
  });

  test("of an earlier version has its decisions dated as they were", async () => {
    const store = createSqliteStore({ file });
    await store.insert(started);
    const raw = new DatabaseSync(file);
    const decision = { outcome: "churned", source: "token", tokenId: "rt_1", decidedAt: 1_772_323_200.25 };
    raw.prepare("update retent_cancellations set decision = ?").run(JSON.stringify(decision));
    const { decidedAt: _, ...rest } = decision;
    const found = await store.find(started.eventId);
    expect(found?.decision).toEqual({ ...rest, decidedAtMs: 1_772_323_200_250 });
    await store.save({ cancellation: found ?? started });
    const [row] = raw.prepare("select decision from retent_cancellations").all();
    expect(JSON.parse(String(row?.decision))).toEqual(decision);
    raw.close();
  });

  test("is made ready once when four processes start at once", async () => {
    const open = `const { createSqliteStore } = await import(process.argv[1]);
      await createSqliteStore({ file: process.argv[2] }).count();`;
    const module = new URL("../../dist/stores/sqlite/sqlite-store.js", import.meta.url).href;
    const run = () =>
      promisify(execFile)(process.execPath, ["--input-type=module", "-e", open, module, file]);
    await Promise.all([1, 2, 3, 4, 5].map(run));
    const raw = new DatabaseSync(file);
    const numbers = raw
      .prepare("select number from retent_migrations")
      .all()
      .map(({ number }) => Number(number));
    expect(numbers.length).toBeGreaterThan(8);
    expect(numbers).toEqual(numbers.map((_, index) => index + 1));
    raw.close();
  });

  test("of the version before the tables had our name is renamed in place, with everything in it", async () => {
    const old = createSqliteStore({ file });
    await old.insert({ ...started, contact: null }, [update]);
    await old.addBillingEvent(ended, now);
    await old.close();
    const raw = new DatabaseSync(file);
    giveSqliteOldNames(raw);
    raw.close();

    const store = createSqliteStore({ file });
    expect(await store.find("ev_1")).toEqual({ ...started, contact: null });
    expect(await store.count()).toMatchObject({ queued: 2 });
    expect(await store.findBillingEvent(ended.id)).toEqual(ended);
    await store.close();
    const renamed = new DatabaseSync(file);
    const names = renamed
      .prepare("select name from sqlite_schema where name not like 'sqlite!_%' escape '!'")
      .all();
    expect(names.length).toBeGreaterThan(15);
    expect(names.filter(({ name }) => !String(name).startsWith("retent_"))).toEqual([]);
    renamed.close();
  });

  test("is its owner's alone, and so are its log and its index", async () => {
    const store = createSqliteStore({ file });
    await store.insert(started, [update]);
    for (const path of [file, `${file}-wal`, `${file}-shm`])
      expect((await stat(path)).mode & 0o777).toBe(0o600);
    await store.close();
  });

  test("of an earlier version is closed to everyone outside its group", async () => {
    await createSqliteStore({ file }).close();
    await chmod(file, 0o644);
    const store = createSqliteStore({ file });
    expect((await stat(file)).mode & 0o777).toBe(0o640);
    await store.close();
  });

  test("that may only be read is refused at the start", async () => {
    await createSqliteStore({ file }).close();
    await chmod(folder, 0o777);
    await chmod(file, 0o444);
    // Root may write anything, so the process becomes a user that may not, once the module is loaded.
    const open = `const { createSqliteStore } = await import(process.argv[1]);
      if (process.getuid() === 0) process.setuid(65534);
      try { createSqliteStore({ file: process.argv[2] }); } catch ({ name, code }) { console.log(name, code); }`;
    const module = new URL("../../dist/stores/sqlite/sqlite-store.js", import.meta.url).href;
    const { stdout } = await promisify(execFile)(process.execPath, [
      "--input-type=module",
      "-e",
      open,
      module,
      file,
    ]);
    expect(stdout.trim()).toBe("StoreError read_only");
  });

  test("may be shared with an application whose tables have the names that ours had", async () => {
    const raw = new DatabaseSync(file);
    raw.exec(`create table migrations (name text); create table outbox (payload text); create table cancellations (id);
      create table billing_events (id); create table rate_limits (id); insert into migrations values ('theirs')`);
    const store = createSqliteStore({ file });
    await store.insert(started, [update]);
    await store.close();
    expect(raw.prepare("select * from migrations").all()).toEqual([{ name: "theirs" }]);
    raw.close();
  });

  test.each(["retent_migrations", "retent_outbox"])(
    "that holds another application's %s is refused, and the table is named",
    (table) => {
      const raw = new DatabaseSync(file);
      raw.exec(`create table ${table} (theirs text)`);
      raw.close();
      expect(() => createSqliteStore({ file })).toThrow(table);
    },
  );

  test("of the previous version is brought up to date, and what was queued is worked off", async () => {
    const old = createSqliteStore({ file });
    await (await startServer({ store: old })).startFlow();
    await old.insert(started, [update]);
    await old.close();
    const raw = new DatabaseSync(file);
    giveSqliteOldNames(raw);
    raw.exec(backToSecondVersion);
    raw.close();

    const store = createSqliteStore({ file });
    const { retent, retentbase } = await startServer({ store });
    await retent.drainOnce();
    expect(retentbase.calls("update").map(({ body }) => body.outcome)).toEqual(["churned"]);
    // The look-up of the cancellation without a return remains, and that is for later.
    expect(await store.count()).toMatchObject({ dead: 0, queued: 1 });
    expect(await store.addBillingEvent(ended, now)).toBe(true);
    await store.close();
  });

  test("a store that is closed twice says so", async () => {
    const store = createSqliteStore({ file });
    await store.close();
    expect(await rejection(store.close())).toBeInstanceOf(StoreError);
  });
});
