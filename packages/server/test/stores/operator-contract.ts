import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Cancellation } from "../../src/cancellation/cancellation.ts";
import type { ClaimQuery, NewOutboxRow } from "../../src/outbox/row.ts";
import type { Store } from "../../src/store.ts";
import { claimOneOf, type Database, failure, query, queueIn } from "./contract-database.ts";
import { bill, notify, now, update } from "./stored-cancellation.ts";

/** What every store has to tell its operator of what is queued, and to do for whom. */
export function describeOperator(name: string, create: () => Promise<Database>): void {
  describe(`the operator of ${name}`, () => {
    let database: Database;
    let store: Store;

    beforeEach(async () => {
      database = await create();
      store = await database.open();
    });

    afterEach(() => database.remove());

    const queue = (rows: NewOutboxRow[], fields?: Partial<Cancellation>) => queueIn(store, rows, fields);
    const claimOne = (fields?: Partial<ClaimQuery>) => claimOneOf(store, fields);

    test("sees what is queued and what is dead, with how it failed", async () => {
      await queue([bill, update]);
      expect(await store.count()).toEqual({
        queued: 2,
        dead: 0,
        oldestDueAt: now,
        waitingSince: now,
      });
      await store.markDead(await claimOne(), failure);
      expect(await store.count()).toMatchObject({ queued: 1, dead: 1 });
      expect(await store.list({ state: "dead" })).toEqual([
        {
          eventId: "ev_1",
          kind: "update",
          state: "dead",
          dueAt: now + 30_000,
          attempts: 1,
          lastStatus: 503,
          lastDetail: "down",
          setAsideAt: null,
        },
      ]);
      expect((await store.list()).map(({ kind }) => kind)).toEqual(["bill", "update"]);
      expect(await store.list({ limit: 1 })).toHaveLength(1);
    });

    test("sees nothing of what is done", async () => {
      await queue([update]);
      await store.finish(await claimOne());
      expect(await store.list()).toEqual([]);
      expect(await store.count()).toEqual({
        queued: 0,
        dead: 0,
        oldestDueAt: null,
        waitingSince: null,
      });
    });

    test("counts some lanes alone, and since when the oldest row waits however often it was tried", async () => {
      await queue([bill], { eventId: "ev_1", updatedAt: now - 5000 });
      await queue([update, notify], { eventId: "ev_2", updatedAt: now - 1000 });
      await store.retry(
        await claimOne({ lane: "billing" }),
        { dueAt: now + 60_000, attempts: 3, notFoundAttempts: 0 },
        failure,
      );
      expect(await store.count(["billing", "retentbase"])).toEqual({
        queued: 2,
        dead: 0,
        oldestDueAt: now - 1000,
        waitingSince: now - 5000,
      });
      expect(await store.count(["notifications"])).toMatchObject({ queued: 1, waitingSince: now - 1000 });
      expect(await store.count(["sessions"])).toMatchObject({ queued: 0, waitingSince: null });
    });

    test("sees everything of one event, what is done too", async () => {
      await queue([update, bill], { eventId: "ev_1" });
      await queue([bill], { eventId: "ev_2" });
      await store.finish(await claimOne({ eventId: "ev_1" }));
      const rows = await store.listByEvent("ev_1");
      expect(rows.map(({ kind, state }) => [kind, state])).toEqual([
        ["update", "done"],
        ["bill", "queued"],
      ]);
      for (const id of ["ev_3", "", "ev_\0", "ev_%"]) expect(await store.listByEvent(id)).toEqual([]);
    });

    test("gives a row up together with what follows from that, or neither", async () => {
      await queue([update]);
      const row = await claimOne();
      const following = { ...notify, dueAt: now + 7 };
      await store.markDead({ ...row, lease: "lost" }, failure, [following]);
      expect(await store.listByEvent("ev_1")).toMatchObject([{ state: "queued" }]);
      await store.markDead(row, { ...failure, failedAtMs: now + 3 }, [following]);
      expect(await store.listByEvent("ev_1")).toMatchObject([
        { kind: "update", state: "dead", dueAt: now + 3 },
        { kind: "notify", state: "queued", dueAt: now + 7 },
      ]);
      const [notice] = await store.claim(query({ lane: "notifications", now: now + 7 }));
      expect(notice).toMatchObject({ kind: "notify", body: notify.body, revision: 1 });
    });

    test("sends dead rows again, of some events or of all", async () => {
      for (const eventId of ["ev_1", "ev_2", "ev_3"]) {
        await queue([update], { eventId });
        await store.markDead(await claimOne({ eventId }), failure);
      }
      expect(await store.requeue(now + 5, ["ev_2", "ev_9"])).toBe(1);
      expect((await claimOne({ now: now + 5 })).eventId).toBe("ev_2");
      expect(await store.requeue(now + 5)).toBe(2);
      expect(await store.requeue(now + 5)).toBe(0);
      expect((await claimOne({ now: now + 5 })).attempts).toBe(0);
    });

    test("sends no dead outcome again that a later one has replaced", async () => {
      const cancellation = await queue([update]);
      await store.markDead(await claimOne(), failure);
      await store.save({ cancellation, enqueue: [{ ...update, revision: 2 }] });
      await store.finish(await claimOne());
      expect(await store.requeue(now + 5)).toBe(0);
      expect(await store.claim(query({ now: now + 5 }))).toEqual([]);
      expect(await store.list()).toEqual([]);
    });

    test("sets dead rows aside, and nothing else: nothing waits for them, and they go with their cancellation", async () => {
      for (const eventId of ["ev_1", "ev_2", "ev_3"]) await queue([update], { eventId, status: "settled" });
      for (const eventId of ["ev_1", "ev_2"]) await store.markDead(await claimOne({ eventId }), failure);
      expect(await store.setAside(now + 5, ["ev_1", "ev_3", "ev_9", "nul\0"])).toBe(1);
      expect(await store.setAside(now + 6, ["ev_1"])).toBe(0);
      expect(await store.listByEvent("ev_1")).toMatchObject([
        { state: "set_aside", setAsideAt: now + 5, lastDetail: failure.detail },
      ]);
      expect((await store.list()).map(({ eventId }) => eventId)).toEqual(["ev_2", "ev_3"]);
      expect(await store.list({ state: "set_aside" })).toMatchObject([
        { eventId: "ev_1", state: "set_aside", setAsideAt: now + 5 },
      ]);
      expect(await store.count()).toMatchObject({ queued: 1, dead: 1 });
      expect(await store.prune(Number.MAX_SAFE_INTEGER, 10)).toBe(1);
      expect(await store.find("ev_1")).toBeUndefined();
      expect(await store.list({ state: "set_aside" })).toEqual([]);
      expect(await store.find("ev_2")).toBeDefined();
    });

    test("sets calls of billing aside that have failed, and nothing else of what waits", async () => {
      const bill = { ...update, kind: "bill" as const, body: null };
      await queue([bill, update], { status: "returned", revision: bill.revision });
      expect(await store.setAside(now, ["ev_1"])).toBe(0);
      const row = await claimOne({ lane: "billing" });
      expect(await store.setAside(now, ["ev_1"])).toBe(0);
      await store.retry(row, { dueAt: now + 9, attempts: 1, notFoundAttempts: 0 }, failure);
      expect(await store.setAside(now + 5, ["ev_1"])).toBe(1);
      expect(await store.claim(query({ lane: "billing", now: now + 99 }))).toEqual([]);
      await store.finish(await claimOne());
      expect(await store.prune(Number.MAX_SAFE_INTEGER, 10)).toBe(1);
    });

    test("sends rows that were set aside again where they are asked for, and not with all the others", async () => {
      await queue([update]);
      await store.markDead(await claimOne(), failure);
      await store.setAside(now + 5, ["ev_1"]);
      expect(await store.requeue(now + 6)).toBe(0);
      expect(await store.requeue(now + 6, ["ev_1"])).toBe(1);
      expect(await store.listByEvent("ev_1")).toMatchObject([{ state: "queued", setAsideAt: null }]);
      expect(await claimOne({ now: now + 6 })).toMatchObject({ attempts: 0 });
    });

    test("sends no outcome again that was set aside before a later one replaced it", async () => {
      const cancellation = await queue([update]);
      await store.markDead(await claimOne(), failure);
      await store.setAside(now + 5, ["ev_1"]);
      await store.save({ cancellation, enqueue: [{ ...update, revision: 2 }] });
      expect(await store.requeue(now + 6, ["ev_1"])).toBe(0);
      expect(await claimOne({ now: now + 6 })).toMatchObject({ revision: 2 });
    });

    test("sends the dead outcomes of one cancellation again in their order", async () => {
      const cancellation = await queue([update]);
      await store.markDead(await claimOne(), failure);
      await store.save({ cancellation, enqueue: [{ ...update, revision: 2 }] });
      await store.markDead(await claimOne(), failure);
      expect(await store.requeue(now + 5)).toBe(2);
      expect(await claimOne({ now: now + 5 })).toMatchObject({ revision: update.revision });
    });
  });
}
