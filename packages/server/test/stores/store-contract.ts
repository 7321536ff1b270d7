import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Cancellation, Decision } from "../../src/cancellation/cancellation.ts";
import type { ClaimQuery, NewOutboxRow } from "../../src/outbox/row.ts";
import type { Store } from "../../src/store.ts";
import { StoreError } from "../../src/store.ts";
import { rejection } from "../server-under-test.ts";
import { claimOneOf, type Database, failure, query, queueIn } from "./contract-database.ts";
import { bare, decided, mail, notify, now, started, update } from "./stored-cancellation.ts";

/** What every store has to do. */
export function describeStore(name: string, create: () => Promise<Database>): void {
  describe(name, () => {
    let database: Database;
    let store: Store;

    beforeEach(async () => {
      database = await create();
      store = await database.open();
    });

    afterEach(() => database.remove());

    const queue = (rows: NewOutboxRow[], fields?: Partial<Cancellation>) => queueIn(store, rows, fields);
    const claimOne = (fields?: Partial<ClaimQuery>) => claimOneOf(store, fields);

    describe("cancellations", () => {
      test.each([
        ["with everything", { ...started, ...decided }],
        ["with as little as there can be", { ...started, ...bare }],
      ])("%s are found as they were inserted", async (_, cancellation) => {
        expect(await store.insert(cancellation)).toBe(true);
        expect(await store.find("ev_1")).toEqual(cancellation);
      });

      test("are found by nothing but their exact id", async () => {
        await store.insert(started);
        for (const id of ["ev_2", "EV_1", "ev_1 ", "ev_%", "", "' or 1=1 --"]) {
          expect(await store.find(id)).toBeUndefined();
        }
      });

      test("are found several at once, those that there are", async () => {
        for (const eventId of ["ev_1", "ev_2", "ev_3"]) await store.insert({ ...started, eventId });
        const found = async (...ids: string[]) =>
          (await store.findMany(ids)).map(({ eventId }) => eventId).toSorted();
        expect(await found("ev_3", "ev_9", "EV_2", "", "ev_\0", "ev_1", "ev_3")).toEqual(["ev_1", "ev_3"]);
        expect(await found("ev_9")).toEqual([]);
        expect(await found()).toEqual([]);
        expect(await store.findMany(["ev_1"])).toEqual([{ ...started, eventId: "ev_1" }]);
      });

      test("are found by every id of their event: by their own first, then by RetentBase's, the newest first", async () => {
        const createdAt = started.createdAt;
        await store.insert({ ...started, retentBaseEventId: "ev_theirs" });
        await store.insert({
          ...started,
          eventId: "ev_2",
          retentBaseEventId: "ev_theirs",
          createdAt: createdAt + 1,
        });
        await store.insert({
          ...started,
          eventId: "ev_3",
          retentBaseEventId: "ev_1",
          createdAt: createdAt + 2,
        });
        const found = async (id: string) => (await store.findByEvent(id)).map(({ eventId }) => eventId);
        expect(await found("ev_theirs")).toEqual(["ev_2", "ev_1"]);
        expect(await found("ev_1")).toEqual(["ev_1", "ev_3"]);
        for (const id of ["ev_nobody", "EV_1", "ev_\0"]) expect(await found(id)).toEqual([]);
      });

      test("keep an event id that is taken", async () => {
        await store.insert(started);
        expect(await store.insert({ ...started, userId: "user_2" })).toBe(false);
        expect((await store.find("ev_1"))?.userId).toBe("user_1");
      });

      test("are found by their session, newest first", async () => {
        await store.insert({ ...started, eventId: "ev_1", createdAt: now });
        await store.insert({ ...started, eventId: "ev_3", createdAt: now + 2 });
        await store.insert({ ...started, eventId: "ev_2", createdAt: now + 1 });
        await store.insert({ ...started, eventId: "ev_4", sessionId: "cs_2" });
        await store.insert({ ...started, eventId: "ev_5", sessionId: null });
        expect((await store.findBySession("cs_1")).map(({ eventId }) => eventId)).toEqual([
          "ev_3",
          "ev_2",
          "ev_1",
        ]);
        expect(await store.findBySession("cs_3")).toEqual([]);
      });

      test("are found by their session though many clicks led there since, if they are decided", async () => {
        await store.insert({ ...started, ...decided, eventId: "ev_decided" });
        for (let index = 1; index <= 12; index += 1)
          await store.insert({ ...started, eventId: `ev_${index}`, createdAt: now + index });
        const found = (await store.findBySession("cs_1")).map(({ eventId }) => eventId);
        expect(found.slice(0, 3)).toEqual(["ev_decided", "ev_12", "ev_11"]);
        expect(found).toHaveLength(10);
      });

      test("whose customers leave are listed until billing has confirmed it, oldest first", async () => {
        const leaving = { ...started, ...decided, sessionId: null };
        const decision = leaving.decision as Decision;
        const settled = { outcome: "churned", confirmed: false, effectiveAt: null, metadata: null } as const;
        const staying: Decision = { ...decision, outcome: "recovered" };
        const cancellations: [eventId: string, createdAt: number, changes: Partial<Cancellation>][] = [
          ["ev_late", now + 9, { status: "settled", settlement: settled }],
          ["ev_early", now, { status: "forwarded", settlement: settled }],
          ["ev_pending", now + 1, { status: "pending", settlement: null }],
          ["ev_confirmed", now, { status: "settled", settlement: { ...settled, confirmed: true } }],
          [
            "ev_stays",
            now,
            { status: "settled", decision: staying, settlement: { ...settled, outcome: "recovered" } },
          ],
          ["ev_open", now, { status: "started", decision: null, settlement: null }],
          ["ev_billed", now, { status: "returned", settlement: null }],
        ];
        for (const [eventId, createdAt, changes] of cancellations)
          await store.insert({ ...leaving, eventId, createdAt, ...changes });
        const list = async (limit: number) =>
          (await store.listUnconfirmed(limit)).map(({ eventId }) => eventId);
        expect(await list(10)).toEqual(["ev_early", "ev_pending", "ev_late"]);
        expect(await list(2)).toEqual(["ev_early", "ev_pending"]);
      });

      test.each<Partial<Cancellation>>([
        { retentBaseEventId: "rb_1" },
        { sessionId: "cs_9" },
        { sessionId: null },
        { billingCustomer: "cus_1" },
        { subscription: "sub_1", subscriptionLabel: "Team" },
        { settlement: { outcome: "recovered", confirmed: true, effectiveAt: null, metadata: null } },
        { context: null, linkExpiresAt: null },
        { ...decided, retentBaseEventId: "rb_1", billingCustomer: "cus_1" },
      ])("keep what a save changes, alone or with the rest: %j", async (changes) => {
        await store.insert(started);
        const saved = await store.save({ cancellation: { ...started, ...changes } });
        expect(saved).toEqual({ ...started, ...changes, version: 2 });
        expect(await store.find("ev_1")).toEqual(saved);
        const back = await store.save({ cancellation: { ...started, version: 2 } });
        expect(await store.find("ev_1")).toEqual({ ...started, version: 3 });
        expect(back).toEqual({ ...started, version: 3 });
      });

      test("count their saves", async () => {
        await store.insert(started);
        const saved = await store.save({ cancellation: { ...started, ...decided, updatedAt: now + 1 } });
        expect(saved).toEqual({ ...started, ...decided, updatedAt: now + 1, version: 2 });
        expect(await store.find("ev_1")).toEqual(saved);
      });

      test("refuse a save that others were faster than, with all that belongs to it", async () => {
        await store.insert(started);
        await store.save({ cancellation: { ...started, status: "returned" } });
        const late = await store.save({ cancellation: { ...started, status: "pending" }, enqueue: [update] });
        expect(late).toBeUndefined();
        expect((await store.find("ev_1"))?.status).toBe("returned");
        expect(await store.claim(query())).toEqual([]);
      });

      test("refuse a save of one that is not there", async () => {
        expect(await store.save({ cancellation: started, enqueue: [update] })).toBeUndefined();
        expect(await store.find("ev_1")).toBeUndefined();
      });
    });

    describe("what is over", () => {
      test("is removed a few at a time, the oldest first", async () => {
        for (const age of [3, 1, 2]) {
          await store.insert({
            ...started,
            eventId: `ev_${age}`,
            createdAt: now - age,
            updatedAt: now - age,
          });
        }
        expect(await store.prune(now, 2)).toBe(2);
        expect(await store.find("ev_1")).toBeDefined();
        expect(await store.prune(now, 2)).toBe(1);
        expect(await store.prune(now, 2)).toBe(0);
      });

      test("is removed once it is old, with its work", async () => {
        for (const status of ["started", "settled", "forwarded", "pending", "returned"] as const) {
          await store.insert({ ...started, eventId: `ev_${status}`, status, updatedAt: now });
        }
        await store.insert({ ...started, eventId: "ev_young", updatedAt: now + 10 });
        await queue([update], { eventId: "ev_queued" });
        await queue([update], { eventId: "ev_done" });
        await store.finish(await claimOne({ eventId: "ev_done" }));
        await queue([notify], { eventId: "ev_untold" });
        await queue([mail], { eventId: "ev_unmailed" });
        expect(await store.prune(now + 5, 100)).toBe(6);
        for (const gone of [
          "ev_started",
          "ev_settled",
          "ev_forwarded",
          "ev_done",
          "ev_untold",
          "ev_unmailed",
        ]) {
          expect(await store.find(gone)).toBeUndefined();
        }
        for (const kept of ["ev_pending", "ev_returned", "ev_young", "ev_queued"]) {
          expect(await store.find(kept)).toBeDefined();
        }
      });
    });

    describe("two handles", () => {
      test("see what the other one wrote", async () => {
        const other = await database.open();
        const saved = await queue([update]);
        expect(await other.find("ev_1")).toEqual(saved);
        expect(await other.insert(started)).toBe(false);
        expect(await other.save({ cancellation: { ...saved, status: "pending" } })).toBeDefined();
        expect(await store.save({ cancellation: { ...saved, status: "settled" } })).toBeUndefined();
      });

      test("never claim the same work", async () => {
        const other = await database.open();
        const events = Array.from({ length: 30 }, (_, index) => `ev_${index}`);
        for (const eventId of events) await queue([update], { eventId });
        const claims = Array.from({ length: 10 }, (_, index) =>
          (index % 2 ? store : other).claim(query({ limit: 7 })),
        );
        const claimed = (await Promise.all(claims)).flat().map(({ eventId }) => eventId);
        expect(claimed.sort()).toEqual(events.sort());
      });

      test("let one of two saves through", async () => {
        const other = await database.open();
        await store.insert(started);
        const saves = [store, other, store, other].map((handle) =>
          handle.save({ cancellation: { ...started, status: "returned" }, enqueue: [update] }),
        );
        expect((await Promise.all(saves)).filter((saved) => saved !== undefined)).toHaveLength(1);
        expect(await store.claim(query())).toHaveLength(1);
      });

      test("opened at once find the database ready", async () => {
        const handles = await Promise.all([database.open(), database.open(), database.open()]);
        await handles[0]?.insert(started);
        expect(await handles[2]?.find("ev_1")).toEqual(started);
      });
    });

    test("what was written is there after it was closed and opened again, leases too", async () => {
      const saved = await queue([update, { ...update, revision: 2 }], { ...decided });
      const row = await claimOne();
      await store.close();
      const reopened = await database.open();
      expect(await reopened.find("ev_1")).toEqual(saved);
      expect(await reopened.claim(query())).toEqual([]);
      await reopened.finish(row);
      expect((await reopened.claim(query())).map(({ revision }) => revision)).toEqual([2]);
    });

    test("a check changes nothing, not even while others check", async () => {
      const other = await database.open();
      const saved = await queue([update]);
      await Promise.all([store, other, store, other].map((handle) => handle.check()));
      expect(await store.find("ev_1")).toEqual(saved);
      expect(await claimOne()).toMatchObject({ eventId: "ev_1", attempts: 0 });
      // The database is still known to be up to date.
      await (await database.open()).check();
    });

    test("a check finds out that another session keeps the store locked, though it can be read", async () => {
      const unlock = await database.lock();
      expect(await rejection(store.check())).toMatchObject({ name: "StoreError", code: "locked" });
      expect(await store.count()).toMatchObject({ queued: 0 });
      await unlock();
      await store.check();
    });

    test("a store that is closed says that it can't work, whatever it is asked", async () => {
      await queue([update]);
      const row = await claimOne();
      await store.close();
      for (const attempt of [
        () => store.insert(started),
        () => store.find("ev_1"),
        () => store.findBySession("cs_1"),
        () => store.save({ cancellation: started }),
        () => store.claim(query()),
        () => store.finish(row),
        () => store.retry(row, { dueAt: now, attempts: 1, notFoundAttempts: 0 }, failure),
        () => store.markDead(row, failure),
        () => store.listByEvent("ev_1"),
        () => store.check(),
      ]) {
        expect(await rejection(attempt())).toBeInstanceOf(StoreError);
      }
    });
  });
}
