import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { afterEach, beforeEach, expect, onTestFinished, test, vi } from "vitest";
import { toDriver } from "../../src/stores/sqlite/file-driver.ts";
import { createGroupCommit } from "../../src/stores/sqlite/group-commit.ts";
import { rejection } from "../server-under-test.ts";

let folder: string;
let database: DatabaseSync;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "retent-group-commit-"));
  database = new DatabaseSync(join(folder, "test.db"), { timeout: 0 });
  database.exec("pragma journal_mode = wal; create table words (word text unique)");
});

afterEach(async () => {
  if (database.isOpen) database.close();
  await rm(folder, { recursive: true });
});

const words = () =>
  database
    .prepare("select word from words order by word")
    .all()
    .map(({ word }) => word);
const add = (word: string) => database.prepare("insert into words values (?)").run(word).changes;

test("writes of one turn are all there, in the order that they were asked for", async () => {
  const { commit } = createGroupCommit(toDriver(database, 0));
  const seen = await Promise.all(["b", "a", "c"].map((word) => commit(() => add(word) && words().length)));
  expect(seen).toEqual([1, 2, 3]);
  expect(words()).toEqual(["a", "b", "c"]);
});

test("one that fails, and one that takes itself back, leave the others alone", async () => {
  const { commit } = createGroupCommit(toDriver(database, 0));
  const first = commit(() => add("a"));
  const failing = rejection(commit(() => add("b") && add("a")));
  const undone = commit(() => void add("c"));
  const last = commit(() => add("d"));
  expect(await Promise.all([first, undone, last])).toEqual([1, undefined, 1]);
  expect((await failing).message).toMatch(/UNIQUE/);
  expect(words()).toEqual(["a", "d"]);
});

test("what can't be committed fails for all of its callers, and the next turn is a new one", async () => {
  const { commit } = createGroupCommit(toDriver(database, 0));
  const other = new DatabaseSync(join(folder, "test.db"));
  other.exec("begin immediate");
  const refused = ["a", "b"].map((word) => rejection(commit(() => add(word))));
  for (const error of await Promise.all(refused)) expect(error.message).toMatch(/locked/);
  other.exec("rollback");
  other.close();
  await commit(() => add("c"));
  expect(words()).toEqual(["c"]);
});

test("what is waiting can be written down at once, before the database is closed", async () => {
  const { commit, flush } = createGroupCommit(toDriver(database, 0));
  const written = commit(() => add("a"));
  flush();
  expect(words()).toEqual(["a"]);
  expect(await written).toBe(1);
});

test("a full disk fails the write that does not fit, and what is said of the others is true", async () => {
  const { commit } = createGroupCommit(toDriver(database, 0));
  database.exec("pragma max_page_count = 12");
  const writes = ["a", "x".repeat(100_000), "b"].map((word) => commit(() => add(word)));
  const [first, huge, last] = await Promise.allSettled(writes);
  expect(huge?.status).toBe("rejected");
  const there = words();
  expect(there.includes("a")).toBe(first?.status === "fulfilled");
  expect(there.includes("b")).toBe(last?.status === "fulfilled");
  await commit(() => add("c"));
  expect(words()).toContain("c");
});

test("writes that come turn after turn share a transaction; a single one waits for two, and the next for one", async () => {
  const { commit } = createGroupCommit(toDriver(database, 0));
  const exec = vi.spyOn(database, "exec");
  const countCommits = () => exec.mock.calls.filter(([sql]) => sql === "commit").length;
  const nextTurn = () => new Promise((resolve) => setImmediate(resolve));
  const writes: Promise<unknown>[] = [];
  for (const word of ["a", "b", "c", "d"]) {
    writes.push(commit(() => add(word)));
    await nextTurn();
  }
  await Promise.all(writes);
  expect(countCommits()).toBe(1);
  const single = commit(() => add("e"));
  await nextTurn();
  await nextTurn();
  expect(countCommits()).toBe(2);
  await single;
  const next = commit(() => add("f"));
  await nextTurn();
  expect(countCommits()).toBe(3);
  await next;
  exec.mockRestore();
});

test("what no request waits for is written a little later, and holds up no transaction before", async () => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
  onTestFinished(() => void vi.useRealTimers());
  const { commit, commitLater } = createGroupCommit(toDriver(database, 0));
  const later = ["a", "c"].map((word) => commitLater(() => add(word)));
  await commit(() => add("b"));
  expect(words()).toEqual(["b"]);
  vi.advanceTimersByTime(1000);
  expect(await Promise.all(later)).toEqual([1, 1]);
  expect(words()).toEqual(["a", "b", "c"]);
});

test("a single write that takes itself back leaves nothing behind, and one that fails says so", async () => {
  const { commit } = createGroupCommit(toDriver(database, 0));
  expect(await commit(() => void add("a"))).toBeUndefined();
  expect((await rejection(commit(() => add("b") && add("b")))).message).toMatch(/UNIQUE/);
  expect(words()).toEqual([]);
  expect(await commit(() => add("a"))).toBe(1);
});
