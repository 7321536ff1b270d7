import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createRetent, type Store } from "@retent/server";
import { createSqliteStore } from "@retent/server/sqlite";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { run } from "../../src/command-line.ts";
import { readEnvironment } from "../../src/environment.ts";
import { createTestHost, goodEnvironment } from "../test-host.ts";

const now = Date.parse("2026-03-01T00:00:00Z");

let folder: string;
let env: Record<string, string>;
let store: Store;

/** Records a cancellation of each customer, and reports them to a RetentBase that works. */
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "retent-customer-"));
  const file = join(folder, "retent.db");
  env = { RETENT_DATABASE_URL: `sqlite:${file}` };
  store = createSqliteStore({ file });
  await record("user_1", "evt_1");
  await record("user_2", "evt_2");
});

afterEach(async () => {
  await store.close();
  rmSync(folder, { recursive: true });
});

async function record(userId: string, eventId: string, status = 200) {
  const retent = createRetent({
    ...readEnvironment(goodEnvironment).options,
    store,
    log: false,
    now: () => now,
    fetch: async () => new Response("{}", { status }),
  });
  const settlement = { outcome: "churned" } as const;
  await retent.record({ eventId, userId, reasonKey: "other", reasonText: "My words.", settlement });
  await retent.drainOnce();
}

async function runWith(args: string[], lines: string[] = []) {
  const { host, written } = createTestHost(env, { folder, lines });
  const code = await run(args, host);
  return { code, ...written };
}

describe("export", () => {
  test("prints everything about a customer as JSON, and nothing else", async () => {
    const { code, stdout, stderr } = await runWith(["export", "user_1"]);
    expect([code, stderr]).toEqual([0, ""]);
    expect(JSON.parse(stdout)).toMatchObject({
      userId: "user_1",
      exportedAt: "2026-03-01T00:00:00.000Z",
      cancellations: [{ eventId: "evt_1", decision: { reasonText: "My words." } }],
    });
    expect(stdout).not.toContain("user_2");
  });

  test("writes a file that its owner alone may read, and replaces none", async () => {
    expect(await runWith(["export", "user_1", "--out", "data.json"])).toEqual({
      code: 0,
      stdout: "",
      stderr: "",
    });
    const path = join(folder, "data.json");
    expect(JSON.parse(readFileSync(path, "utf8"))).toMatchObject({ userId: "user_1" });
    if (process.platform !== "win32") expect(statSync(path).mode & 0o777).toBe(0o600);
    writeFileSync(path, "kept");
    const { code, stderr } = await runWith(["export", "user_1", "--out", "data.json"]);
    expect([code, stderr]).toEqual([1, "retent: export: data.json exists already: choose another name\n"]);
    expect(readFileSync(path, "utf8")).toBe("kept");
    expect((await runWith(["export", "user_1", "--out", "no/data.json"])).stderr).toBe(
      "retent: export: no/data.json can't be written (ENOENT)\n",
    );
  });

  test("of an unknown customer is empty, and says so beside it", async () => {
    const { code, stdout, stderr } = await runWith(["export", "user_3"]);
    expect([code, stderr]).toEqual([0, "retent: nothing is stored about this customer\n"]);
    expect(JSON.parse(stdout)).toMatchObject({ userId: "user_3", cancellations: [] });
  });
});

describe("erase", () => {
  test("removes everything about a customer once the id was typed again, and reads an env file", async () => {
    writeFileSync(join(folder, "retent.env"), `RETENT_DATABASE_URL=${env.RETENT_DATABASE_URL}\n`);
    env = {};
    const { code, stdout } = await runWith(["erase", "user_1", "--env-file", "retent.env"], ["user_1"]);
    expect(stdout).toMatch(
      /^This removes for good: 1 cancellation, 0 declarations, \d outbox rows?, 0 billing events/,
    );
    expect(stdout).toMatch(
      /erased: 1 cancellation, 0 declarations, \d outbox rows?, 0 billing events, 0 billing links\n$/,
    );
    expect(code).toBe(0);
    expect(await store.find("evt_1")).toBeUndefined();
    expect(await store.find("evt_2")).toBeDefined();
  });

  test.each([
    ["another id", ["user_2"], "that is another user id, and nothing was erased"],
    ["no answer", [], "the input ended before the user id was repeated, and nothing was erased"],
  ])("does nothing after %s", async (_, lines, message) => {
    const { code, stderr } = await runWith(["erase", "user_1"], lines);
    expect(code).toBe(1);
    expect(stderr).toContain(message);
    expect(await store.find("evt_1")).toBeDefined();
  });

  test("does not ask with --yes, and an unknown customer is no failure", async () => {
    expect((await runWith(["erase", "user_1", "--yes"])).code).toBe(0);
    expect(await store.find("evt_1")).toBeUndefined();
    expect(await runWith(["erase", "user_1"])).toEqual({
      code: 0,
      stdout: "nothing is stored about this customer\n",
      stderr: "",
    });
  });

  test("names the work that would be lost, and needs --force for it", async () => {
    await record("user_1", "evt_refused", 400);
    const { code, stderr } = await runWith(["erase", "user_1", "--yes"]);
    expect(code).toBe(1);
    expect(stderr).toContain(
      "work is left, which would be lost; let it finish, or add --force:\n  evt_refused: ",
    );
    expect(await store.find("evt_1")).toBeDefined();
    expect((await runWith(["erase", "user_1", "--yes", "--force"])).code).toBe(0);
    expect(await store.find("evt_refused")).toBeUndefined();
  });
});

test.each([
  [["export"], "export: name a user id"],
  [["erase", ""], "erase: name a user id"],
  [["export", "user_1", "user_2"], 'export does not take "user_2"'],
  [["export", "user_1", "--force"], "--force only works with erase"],
  [["erase", "user_1", "--out", "a"], "--out only works with export"],
])("%j is refused", async (args, message) => {
  const { code, stderr } = await runWith(args);
  expect(code).toBe(1);
  expect(stderr).toContain(message);
});
