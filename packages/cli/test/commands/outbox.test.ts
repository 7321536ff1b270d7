import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createRetent, type Store } from "@retent/server";
import { createSqliteStore } from "@retent/server/sqlite";
import { afterEach, beforeEach, expect, test } from "vitest";
import { readEnvironment } from "../../src/environment.ts";
import { goodEnvironment, runToEnd } from "../test-host.ts";

const now = Date.parse("2026-03-01T00:00:00Z");

let folder: string;
let env: Record<string, string>;
let store: Store;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "retent-outbox-"));
  const file = join(folder, "retent.db");
  env = { RETENT_DATABASE_URL: `sqlite:${file}` };
  store = createSqliteStore({ file });
  const body = `the body was\n\u001b[31mred ${"and long ".repeat(20)}`;
  const retent = createRetent({
    ...readEnvironment(goodEnvironment).options,
    store,
    now: () => now,
    fetch: async () => new Response(body, { status: 400 }),
  });
  const record = (eventId: string) =>
    retent.record({ eventId, userId: "user_1", reasonKey: "too_expensive" });
  await record("evt_dead_1");
  await record("evt_dead_2");
  await retent.drainOnce();
  await record("evt_queued");
});

afterEach(async () => {
  await store.close();
  rmSync(folder, { recursive: true });
});

test("list shows unfinished rows, one per line", async () => {
  const { code, stdout } = await runToEnd(["outbox", "list"], env);
  const [head, first, , last, count] = stdout.split("\n");
  expect(head?.split(/ +/)).toEqual(["EVENT", "KIND", "STATE", "ATTEMPTS", "STATUS", "DUE", "DETAIL"]);
  expect(first).toMatch(/^evt_dead_1 +create +dead +\d+ +400 +- +the body was \[31mred and long .*…$/);
  expect(last).toMatch(/^evt_queued +create +queued +0 +- +2026-03-01T00:00:00.000Z +-$/);
  expect([code, count]).toEqual([0, "3 rows"]);
});

test("list can be limited and filtered to dead rows", async () => {
  expect((await runToEnd(["outbox", "list", "--dead"], env)).stdout).toContain("\n2 rows\n");
  const { stdout } = await runToEnd(["outbox", "list", "--dead", "--limit", "1"], env);
  expect(stdout).toContain("evt_dead_1");
  expect(stdout).toContain("\n1 row\n");
});

test("retry queues the named rows again", async () => {
  const { code, stdout } = await runToEnd(["outbox", "retry", "evt_dead_2", "evt_queued"], env);
  expect([code, stdout]).toEqual([0, "1 dead row is queued again\n"]);
  expect(await store.count()).toMatchObject({ queued: 2, dead: 1 });
});

test("retry without ids queues all of them", async () => {
  expect((await runToEnd(["outbox", "retry"], env)).stdout).toBe("2 dead rows are queued again\n");
  expect(await store.count()).toMatchObject({ queued: 3, dead: 0 });
});

test("set-aside closes the named dead rows, and no others", async () => {
  const { code, stdout } = await runToEnd(["outbox", "set-aside", "evt_dead_2", "evt_queued"], env);
  expect(code).toBe(0);
  expect(stdout).toBe("evt_queued has no dead or failing row: queued\n1 row is set aside\n");
  expect(await store.count()).toMatchObject({ queued: 1, dead: 1 });
  expect((await runToEnd(["outbox", "list"], env)).stdout).not.toContain("evt_dead_2");
  expect((await runToEnd(["outbox", "retry", "evt_dead_2"], env)).stdout).toBe(
    "1 dead row is queued again\n",
  );
});

test("set-aside says why it did nothing", async () => {
  await runToEnd(["outbox", "set-aside", "evt_dead_1"], env);
  const { code, stdout } = await runToEnd(["outbox", "set-aside", "evt_dead_1", "evt_no\u001b[31mbody"], env);
  expect(code).toBe(0);
  expect(stdout).toBe(
    "evt_dead_1 has no dead or failing row: set_aside\nevt_no [31mbody has no dead or failing row: unknown event\n0 rows are set aside\n",
  );
});

test("list --set-aside shows the rows that were set aside, and since when", async () => {
  await store.setAside(now, ["evt_dead_2"]);
  const { code, stdout } = await runToEnd(["outbox", "list", "--set-aside"], env);
  const [head, row, count] = stdout.split("\n");
  expect(head?.split(/ +/)).toEqual(
    ["EVENT", "KIND", "STATE", "ATTEMPTS", "STATUS", "SET ASIDE", "DETAIL"].join(" ").split(" "),
  );
  expect(row).toMatch(/^evt_dead_2 +create +set_aside +\d+ +400 +2026-03-01T00:00:00.000Z +the body was/);
  expect([code, count]).toEqual([0, "1 row"]);
});

test("an unusable database URL is reported by variable", async () => {
  const { code, stderr } = await runToEnd(["outbox", "list"], { RETENT_DATABASE_URL: "mysql://db" });
  expect(code).toBe(1);
  expect(stderr).toContain("\nRETENT_DATABASE_URL must be the URL of a database");
});
