import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Cancellation } from "../../src/cancellation/cancellation.ts";
import type { ClaimQuery, NewOutboxRow } from "../../src/outbox/row.ts";
import type { Store } from "../../src/store.ts";
import { claimOneOf, type Database, failure, query, queueIn } from "./contract-database.ts";
import { bill, decided, now, started, update } from "./stored-cancellation.ts";

/** What every store has to do with the work that is queued in it. */
export function describeOutbox(name: string, create: () => Promise<Database>): void {
  describe(`the outbox in ${name}`, () => {
    let database: Database;
    let store: Store;

    beforeEach(async () => {
      database = await create();
      store = await database.open();
    });

    afterEach(() => database.remove());

    const queue = (rows: NewOutboxRow[], fields?: Partial<Cancellation>) => queueIn(store, rows, fields);
    const claimOne = (fields?: Partial<ClaimQuery>) => claimOneOf(store, fields);

    describe("work", () => {
      test("is claimed as it was queued", async () => {
        await queue([update]);
        const asked = query();
        const [row, ...others] = await store.claim(asked);
        expect(others).toEqual([]);
        expect(row).toEqual({
          ...update,
          id: row?.id,
          eventId: "ev_1",
          attempts: 0,
          notFoundAttempts: 0,
          lease: asked.lease,
        });
      });

      test("for billing takes the place of what waits for a retry, not of what is under way", async () => {
        const cancellation = await queue([bill]);
        const row = await claimOne({ lane: "billing" });
        const next = { ...bill, revision: 2 };
        const saved = await store.save({ cancellation, enqueue: [next] });
        expect(await store.claim(query({ lane: "billing" }))).toEqual([]);
        await store.retry(row, { dueAt: now + 60_000, attempts: 1, notFoundAttempts: 0 }, failure);
        await store.save({ cancellation: saved ?? cancellation, enqueue: [{ ...bill, revision: 3 }] });
        const later = await store.claim(query({ lane: "billing", now: now + 60_000 }));
        expect(later.map(({ revision }) => revision)).toEqual([3]);
      });

      test("of one lane does not wait for that of the other", async () => {
        await queue([bill, update]);
        expect((await store.claim(query())).map(({ kind }) => kind)).toEqual(["update"]);
        expect((await store.claim(query({ lane: "billing" }))).map(({ kind, body }) => [kind, body])).toEqual(
          [["bill", null]],
        );
      });

      test("of one event and lane comes in order, one at a time", async () => {
        const cancellation = await queue([{ ...update, kind: "create" }, update]);
        await store.save({ cancellation, enqueue: [{ ...update, revision: 2 }] });
        const order: string[] = [];
        for (let rows = 0; rows < 3; rows += 1) {
          const [row, ...others] = await store.claim(query());
          expect(others).toEqual([]);
          expect(await store.claim(query())).toEqual([]);
          if (row) await store.finish(row);
          order.push(`${row?.kind} ${row?.revision}`);
        }
        expect(order).toEqual(["create 1", "update 1", "update 2"]);
        expect(await store.claim(query())).toEqual([]);
      });

      test("of one event does not wait for that of another", async () => {
        for (const eventId of ["ev_1", "ev_2", "ev_3"]) await queue([update, update], { eventId });
        const rows = await store.claim(query({ limit: 2 }));
        expect(rows.map(({ eventId }) => eventId)).toEqual(["ev_1", "ev_2"]);
        expect((await store.claim(query())).map(({ eventId }) => eventId)).toEqual(["ev_3"]);
      });

      test("can be claimed of one event alone", async () => {
        for (const eventId of ["ev_1", "ev_2"]) await queue([update], { eventId });
        expect((await claimOne({ eventId: "ev_2" })).eventId).toBe("ev_2");
        expect(await store.claim(query({ eventId: "ev_2" }))).toEqual([]);
        expect(await store.claim(query({ eventId: "ev_9" }))).toEqual([]);
      });

      test("is not due before it was queued", async () => {
        await queue([update], { updatedAt: now + 1000 });
        expect(await store.claim(query({ now: now + 999 }))).toEqual([]);
        expect(await store.claim(query({ now: now + 1000 }))).toHaveLength(1);
      });

      test("is leased until its holder's time is over, then anybody's", async () => {
        await queue([update]);
        const first = await claimOne();
        expect(await store.claim(query({ now: now + 29_999 }))).toEqual([]);
        const second = await claimOne({ now: now + 30_000, leasedUntil: now + 60_000 });
        expect(second).toEqual({ ...first, lease: second.lease });
        expect(second.lease).not.toBe(first.lease);
      });

      test("is under way from when it was queued until it is done or waits for another try", async () => {
        const isUnderWay = (at = now) => store.isUnderWay("ev_1", "retentbase", at);
        await queue([update], { updatedAt: now + 1000 });
        expect(await isUnderWay()).toBe(true);
        expect(await store.isUnderWay("ev_1", "billing", now)).toBe(false);
        expect(await store.isUnderWay("ev_2", "retentbase", now)).toBe(false);
        const row = await claimOne({ now: now + 1000 });
        expect(await isUnderWay()).toBe(true);
        await store.retry(row, { dueAt: now + 5000, attempts: 1, notFoundAttempts: 0 }, failure);
        expect(await isUnderWay()).toBe(false);
        expect(await isUnderWay(now + 5000)).toBe(true);
        await store.finish(await claimOne({ now: now + 5000 }));
        expect(await isUnderWay(now + 5000)).toBe(false);
      });

      test("that a wrong clock put far into the future is due", async () => {
        await queue([update]);
        const row = await claimOne();
        await store.retry(row, { dueAt: now + 86_400_000, attempts: 1, notFoundAttempts: 0 }, failure);
        expect(await store.claim(query({ horizon: now + 86_400_000 }))).toEqual([]);
        expect(await store.claim(query({ horizon: now + 3_600_000 }))).toHaveLength(1);
      });

      test("that is finished does not come back", async () => {
        await queue([update]);
        await store.finish(await claimOne());
        expect(await store.claim(query({ now: now + 1e9 }))).toEqual([]);
      });

      test("that is finished shows when it was done, if that is said", async () => {
        await queue([update]);
        await store.finish(await claimOne(), now + 7_000);
        expect(await store.listByEvent("ev_1")).toMatchObject([{ state: "done", dueAt: now + 7_000 }]);
      });

      test("that is put back comes when it is due, with its tries counted", async () => {
        await queue([update, { ...update, revision: 2 }]);
        const row = await claimOne();
        await store.retry(row, { dueAt: now + 5000, attempts: 3, notFoundAttempts: 2 }, failure);
        expect(await store.claim(query({ now: now + 4999 }))).toEqual([]);
        const again = await claimOne({ now: now + 5000 });
        expect(again).toEqual({ ...row, attempts: 3, notFoundAttempts: 2, lease: again.lease });
      });

      test("that is given up does not come back, and lets the next one go", async () => {
        await queue([update, { ...update, revision: 2 }]);
        await store.markDead(await claimOne(), { status: null, detail: "refused" });
        expect((await claimOne()).revision).toBe(2);
        expect(await store.claim(query({ now: now + 29_999 }))).toEqual([]);
      });

      test("is only changed by the process that holds its lease", async () => {
        const cancellation = await queue([update]);
        const lost = await claimOne();
        const held = await claimOne({ now: now + 30_000, leasedUntil: now + 60_000 });
        await store.finish(lost);
        await store.retry(lost, { dueAt: now, attempts: 9, notFoundAttempts: 0 }, failure);
        await store.markDead(lost, failure);
        expect(await store.claim(query({ now: now + 59_999 }))).toEqual([]);
        expect(
          await store.save({ cancellation: { ...cancellation, status: "forwarded" }, finish: lost }),
        ).toBeUndefined();
        expect(await store.find("ev_1")).toEqual(cancellation);
        await store.retry(held, { dueAt: now + 40_000, attempts: 1, notFoundAttempts: 0 }, failure);
        expect((await claimOne({ now: now + 40_000 })).attempts).toBe(1);
      });

      test("that was put back has no lease until it is claimed again", async () => {
        await queue([update]);
        const row = await claimOne();
        await store.retry(row, { dueAt: now + 1000, attempts: 1, notFoundAttempts: 0 }, failure);
        await store.finish(row);
        expect(await store.claim(query({ now: now + 1000 }))).toHaveLength(1);
      });

      test("is finished together with the save that comes of it, and what follows is queued", async () => {
        const cancellation = await queue([bill]);
        const row = await claimOne({ lane: "billing" });
        const next = { ...cancellation, ...decided };
        expect(await store.save({ cancellation: next, enqueue: [update], finish: row })).toEqual({
          ...next,
          version: cancellation.version + 1,
        });
        expect(await store.claim(query({ lane: "billing", now: now + 1e9 }))).toEqual([]);
        expect(await store.claim(query())).toHaveLength(1);
      });

      test("stays as it was where the save was refused", async () => {
        await queue([bill]);
        const row = await claimOne({ lane: "billing" });
        expect(await store.save({ cancellation: started, enqueue: [update], finish: row })).toBeUndefined();
        expect(await store.claim(query())).toEqual([]);
        await store.finish(row);
        expect(await store.claim(query({ lane: "billing", now: now + 1e9 }))).toEqual([]);
      });
    });
  });
}
