import { expect, test, vi } from "vitest";
import type { OnResult } from "../src/billing/billing.ts";
import type { Cancellation, Decision } from "../src/cancellation/cancellation.ts";
import { laneByKind, type NextTry, type OutboxLane, type OutboxRow } from "../src/outbox/row.ts";
import type { Change, Store } from "../src/store.ts";
import { createDatabase, openStore } from "./database.ts";
import { answer, createFakeRetentBase } from "./fake-retentbase.ts";
import { giveUp, open, operator, read } from "./http/operator-page.ts";
import { start, startServer } from "./server-under-test.ts";

type OldDecision = Omit<Decision, "decidedAtMs"> & { decidedAt: number };
type OldCancellation = Omit<Cancellation, "retentBaseEventId" | "decision"> & {
  ledgerEventId: string;
  decision: OldDecision | null;
};
type OldCounts<Row> = Omit<Row, "notFoundAttempts"> & { unknownTries: number };
type OldChange = Omit<Change, "cancellation" | "finish"> & {
  cancellation: OldCancellation;
  finish?: OldCounts<OutboxRow>;
};

const toOld = ({ retentBaseEventId, decision, ...rest }: Cancellation): OldCancellation => ({
  ...rest,
  ledgerEventId: retentBaseEventId,
  decision: decision && toOldDecision(decision),
});
const toOldDecision = ({ decidedAtMs, ...rest }: Decision): OldDecision => ({
  ...rest,
  decidedAt: decidedAtMs / 1000,
});
const fromOld = ({ ledgerEventId, decision, ...rest }: OldCancellation): Cancellation => ({
  ...rest,
  retentBaseEventId: ledgerEventId,
  decision: decision && fromOldDecision(decision),
});
const fromOldDecision = ({ decidedAt, ...rest }: OldDecision): Decision => ({
  ...rest,
  decidedAtMs: decidedAt * 1000,
});
const fromOldCounts = <Row extends { unknownTries: number }>({ unknownTries, ...rest }: Row) => ({
  ...rest,
  notFoundAttempts: unknownTries,
});

/** A store that was written for the old names: it has no method and gets and returns no field by a new one. */
class OldStore {
  readonly #store: Store;
  constructor(store: Store) {
    this.#store = store;
  }
  insert(cancellation: OldCancellation, enqueue?: Change["enqueue"]) {
    return this.#store.insert(fromOld(cancellation), enqueue);
  }
  async find(eventId: string) {
    const found = await this.#store.find(eventId);
    return found && toOld(found);
  }
  async findMany(eventIds: string[]) {
    return (await this.#store.findMany(eventIds)).map(toOld);
  }
  async findByEvent(eventId: string) {
    return (await this.#store.findByEvent(eventId)).map(toOld);
  }
  async findBySession(sessionId: string) {
    return (await this.#store.findBySession(sessionId)).map(toOld);
  }
  async save({ cancellation, finish, ...change }: OldChange) {
    const saved = await this.#store.save({
      ...change,
      cancellation: fromOld(cancellation),
      ...(finish && { finish: fromOldCounts(finish) }),
    });
    return saved && toOld(saved);
  }
  async claim(query: Parameters<Store["claim"]>[0]) {
    const rows = await this.#store.claim(query);
    return rows.map(({ notFoundAttempts, ...row }) => ({ ...row, unknownTries: notFoundAttempts }));
  }
  async isHeld(eventId: string, lane: OutboxLane, now: number) {
    const rows = await this.#store.listByEvent(eventId);
    return rows.some(
      ({ kind, state, dueAt }) => laneByKind[kind] === lane && state === "queued" && dueAt > now,
    );
  }
  finish(row: OldCounts<OutboxRow>) {
    return this.#store.finish(fromOldCounts(row));
  }
  retry(row: OldCounts<OutboxRow>, next: OldCounts<NextTry>, failure: Parameters<Store["retry"]>[2]) {
    return this.#store.retry(fromOldCounts(row), fromOldCounts(next), failure);
  }
  bury(row: OldCounts<OutboxRow>, ...rest: [Parameters<Store["markDead"]>[1], Change["enqueue"]?]) {
    return this.#store.markDead(fromOldCounts(row), ...(rest as [never]));
  }
  list(query: Parameters<Store["list"]>[0]) {
    return this.#store.list(query);
  }
  listOfEvent(eventId: string) {
    return this.#store.listByEvent(eventId);
  }
  revive(now: number, eventIds?: string[]) {
    return this.#store.requeue(now, eventIds);
  }
  count(lanes: Parameters<Store["count"]>[0]) {
    return this.#store.count(lanes);
  }
}

const openOldStore = async (database?: string) => new OldStore(await openStore(database)) as unknown as Store;

test("a store with the old names takes a customer through, and is named once at the start", async () => {
  const store = await openOldStore();
  const server = await startServer({ store });
  const flow = await server.startFlow();
  const { answer: result } = await server.bringBack(flow, { event_id: "ev_of_retentbase" });
  expect(result).toMatchObject({ status: "settled", outcome: "churned" });
  await server.retent.drainOnce();
  expect(server.billing.mock.calls).toMatchObject([[{ decidedAt: new Date(start).toISOString() }]]);
  expect(server.retentbase.calls("update")).toMatchObject([
    { path: "/api/v1/cancellations/ev_of_retentbase" },
  ]);
  expect(await store.find(flow.eventId)).toMatchObject({
    status: "forwarded",
    ledgerEventId: "ev_of_retentbase",
    decision: { decidedAt: start / 1000 },
  });
  const warnings = server.eventsOf("settings_warning").filter(({ message }) => message.startsWith("store:"));
  expect(warnings).toHaveLength(1);
  for (const names of [
    "isHeld is now isUnderWay",
    "listOfEvent is now listByEvent",
    "revive is now requeue",
    "bury is now markDead",
    "ledgerEventId is now retentBaseEventId",
  ])
    expect(warnings[0]?.message).toContain(names);
});

test("a store with the old names keeps what failed, and what the operator does with it", async () => {
  const server = await open({ store: await openOldStore() });
  const { eventId } = await giveUp(server);
  const { text } = await read(server, `?event=${eventId}`);
  expect(text).toContain("no such thing");
  await server.browser.postForm("/admin", { event: eventId }, operator);
  await server.retent.drainOnce();
  expect(server.retentbase.calls("update")).toHaveLength(2);
});

test("a store with the old names counts how often RetentBase doesn't know an event", async () => {
  const server = await startServer({ store: await openOldStore() });
  await server.bringBack(await server.startFlow());
  server.retentbase.reply("update", answer(404, "unknown"), 5);
  for (let tries = 0; tries < 8; tries += 1) {
    await server.retent.drainOnce();
    server.clock.now += 3_600_000;
  }
  expect(server.retentbase.calls("update")).toHaveLength(5);
  expect(server.eventsOf("delivery_dead")).toHaveLength(1);
});

test("another instance's answer is waited for on a store with the old names", async () => {
  const database = await createDatabase();
  const retentbase = createFakeRetentBase({ now: start });
  let settle = () => {};
  const slow = new Promise<void>((resolve) => {
    settle = resolve;
  });
  const onResult: OnResult = async () => {
    await slow;
    return { outcome: "churned" };
  };
  const one = await startServer({ store: await openOldStore(database), retentbase, onResult });
  const store = await openOldStore(database);
  const isHeld = vi.spyOn(store as unknown as OldStore, "isHeld");
  const other = await startServer({ store, retentbase, onResult });
  const flow = await one.startFlow();
  const [cookie] = one.browser.cookies;
  if (cookie) other.browser.cookies.set(...cookie);
  const answers = [one.bringBack(flow)];
  await expect.poll(() => one.billing.mock.calls.length).toBe(1);
  answers.push(other.bringBack(flow));
  await expect.poll(() => isHeld.mock.calls.length).toBeGreaterThan(0);
  settle();
  for (const { answer: result } of await Promise.all(answers))
    expect(result).toMatchObject({ status: "settled", outcome: "churned" });
  expect(other.billing).not.toHaveBeenCalled();
});

test("a store with the present names is not warned about", async () => {
  const server = await startServer();
  expect(server.eventsOf("settings_warning").filter(({ message }) => /^store:/.test(message))).toEqual([]);
});
