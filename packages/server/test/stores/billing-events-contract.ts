import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { ClaimQuery, OutboxRow } from "../../src/outbox/row.ts";
import type { BillingIds, Store } from "../../src/store.ts";
import { StoreError } from "../../src/store.ts";
import { rejection } from "../server-under-test.ts";
import type { Database } from "./contract-database.ts";
import { decided, ended, now, started } from "./stored-cancellation.ts";

const query: ClaimQuery = {
  lane: "events",
  now,
  leasedUntil: now + 30_000,
  horizon: Number.MAX_SAFE_INTEGER,
  lease: "lease_of_events",
  limit: 10,
};
const ids = (wanted: Partial<BillingIds>): BillingIds => ({
  environment: "sandbox",
  customer: null,
  subscription: null,
  userId: null,
  ...wanted,
});

/** What every store has to do with billing's events. */
export function describeBillingEvents(name: string, create: () => Promise<Database>): void {
  describe(`billing's events in ${name}`, () => {
    let database: Database;
    let store: Store;

    beforeEach(async () => {
      database = await create();
      store = await database.open();
    });

    afterEach(() => database.remove());

    test("are found as they were added, and are queued to be worked off", async () => {
      expect(await store.addBillingEvent(ended, now)).toBe(true);
      expect(await store.findBillingEvent("evt_1")).toEqual(ended);
      expect(await store.findBillingEvent("evt_\0")).toBeUndefined();
      expect(await store.claim(query)).toMatchObject([
        { eventId: "evt_1", kind: "billing_event", body: null, attempts: 0 },
      ]);
    });

    test("teach whose customer and subscription is whose: the latest event counts, whenever it came", async () => {
      const links = (by: { userId?: string; customer?: string }) =>
        store.findBillingLinks?.({ environment: "sandbox", ...by });
      const bought = {
        ...ended,
        id: "evt_2",
        fact: { type: "bought" },
        occurredAt: ended.occurredAt - 1000,
      } as const;
      await store.addBillingEvent(ended, now);
      await store.addBillingEvent({ ...bought, userId: "user_of_before" }, now);
      const link = { userId: ended.userId, customer: ended.customer, subscription: ended.subscription };
      expect(await links({ userId: String(ended.userId) })).toEqual([link]);
      expect(await links({ customer: String(ended.customer) })).toEqual([link]);
      expect(await links({ userId: "user_of_before" })).toEqual([]);
      await store.addBillingEvent({ ...bought, id: "evt_3", subscription: "sub_9", userId: "user_9" }, now);
      expect(await links({ customer: String(ended.customer) })).toHaveLength(2);
      await store.addBillingEvent({ ...bought, id: "evt_4", subscription: null, userId: "user_8" }, now);
      expect(await links({ userId: "user_8" })).toEqual([
        { userId: "user_8", customer: ended.customer, subscription: null },
      ]);
      expect(
        await store.findBillingLinks?.({ environment: "prod", customer: String(ended.customer) }),
      ).toEqual([]);
      expect(await links({ customer: "cus_\0" })).toEqual([]);
      // They outlast their events.
      for (const { id, lease } of await store.claim(query)) await store.finish({ id, lease } as OutboxRow);
      expect(await store.pruneBillingEvents(now + 1000, 100)).toBeGreaterThan(0);
      expect(await links({ userId: String(ended.userId) })).toEqual([link]);
    });

    test("that name no user or no customer teach nothing", async () => {
      await store.addBillingEvent({ ...ended, userId: null }, now);
      await store.addBillingEvent({ ...ended, id: "evt_2", customer: null }, now);
      const query = {
        environment: "sandbox",
        userId: String(ended.userId),
        customer: String(ended.customer),
      } as const;
      expect(await store.findBillingLinks?.(query)).toEqual([]);
    });

    test("are counted with the time that they came, while they wait", async () => {
      await store.addBillingEvent(ended, now - 3000);
      expect(await store.count(["events"])).toMatchObject({ queued: 1, waitingSince: now - 3000 });
    });

    test("with as little as there can be are found as they were added", async () => {
      const bare = {
        ...ended,
        customer: null,
        subscription: null,
        userId: null,
        fact: { type: "bought" },
      } as const;
      await store.addBillingEvent(bare, now);
      expect(await store.findBillingEvent("evt_1")).toEqual(bare);
    });

    test("are kept once, however often and by how many they are added at once", async () => {
      const other = await database.open();
      const adding = [store, other, store, other].map((handle) => handle.addBillingEvent(ended, now));
      expect((await Promise.all(adding)).filter(Boolean)).toHaveLength(1);
      const [row] = await store.claim(query);
      if (!row) throw new Error("nothing was queued");
      await store.finish(row);
      const reopened = await database.open();
      expect(await reopened.addBillingEvent(ended, now + 1)).toBe(false);
      expect(await reopened.count()).toMatchObject({ queued: 0 });
    });

    test("are found by any of their ids, in their own environment", async () => {
      await store.addBillingEvent(ended, now);
      await store.addBillingEvent({ ...ended, id: "evt_2", customer: "cus_2", userId: null }, now);
      await store.addBillingEvent({ ...ended, id: "evt_3", environment: "prod" }, now);
      await store.addBillingEvent(
        { ...ended, id: "evt_4", customer: null, subscription: null, userId: null },
        now,
      );
      const found = async (wanted: Partial<BillingIds>) =>
        (await store.findBillingEvents(ids(wanted))).map(({ id }) => id).sort();
      expect(await found({ subscription: "sub_1" })).toEqual(["evt_1", "evt_2"]);
      expect(await found({ customer: "cus_2" })).toEqual(["evt_2"]);
      expect(await found({ userId: "user_1", customer: "cus_2" })).toEqual(["evt_1", "evt_2"]);
      expect(await found({ environment: "prod", userId: "user_1" })).toEqual(["evt_3"]);
      expect(await found({ userId: "USER_1", customer: "", subscription: "sub_" })).toEqual([]);
    });

    test("lead to the decided cancellations that are known by one of their ids", async () => {
      const known = { ...started, ...decided };
      await store.insert({ ...known, eventId: "ev_user" });
      await store.insert({ ...known, eventId: "ev_sub", userId: "u", subscription: "sub_1" });
      await store.insert({ ...known, eventId: "ev_cus", userId: "u", billingCustomer: "cus_1" });
      await store.insert({ ...known, eventId: "ev_named_as_in_billing", userId: "cus_1" });
      await store.insert({
        ...known,
        eventId: "ev_customer_named_as_user",
        userId: "u",
        billingCustomer: "user_1",
      });
      await store.insert({ ...known, eventId: "ev_prod", environment: "prod" });
      await store.insert({ ...started, eventId: "ev_open" });
      await store.insert({ ...known, eventId: "ev_other", userId: "u", billingCustomer: "cus_2" });
      const found = async (wanted: BillingIds) =>
        (await store.findByBilling(wanted)).map(({ eventId }) => eventId).sort();
      expect(await found(ended)).toEqual(["ev_cus", "ev_sub", "ev_user"]);
      expect(await found({ ...ended, customer: null, userId: null })).toEqual(["ev_sub"]);
      expect(await found(ids({}))).toEqual([]);
    });

    test("are removed once they are old and worked off, a few at a time", async () => {
      for (const age of [3, 1, 2]) await store.addBillingEvent({ ...ended, id: `evt_${age}` }, now - age);
      await store.addBillingEvent({ ...ended, id: "evt_queued" }, now - 9);
      await store.addBillingEvent({ ...ended, id: "evt_young" }, now + 1);
      for (const row of await store.claim({ ...query, now: now + 1 })) {
        if (row.eventId !== "evt_queued") await store.finish(row);
      }
      expect(await store.pruneBillingEvents(now, 2)).toBe(2);
      expect(await store.findBillingEvent("evt_3")).toBeUndefined();
      expect(await store.findBillingEvent("evt_1")).toBeDefined();
      expect(await store.pruneBillingEvents(now, 2)).toBe(1);
      expect(await store.pruneBillingEvents(now, 2)).toBe(0);
      for (const id of ["evt_queued", "evt_young"]) expect(await store.findBillingEvent(id)).toBeDefined();
    });

    test("are kept, however old, while a decided cancellation is stored that they may be about", async () => {
      const event = { ...ended, customer: null, subscription: null, userId: null };
      const events = {
        evt_subscription: { ...event, subscription: "sub_1" },
        evt_customer: { ...event, customer: "cus_1" },
        evt_user: { ...event, userId: "user_1" },
        evt_named_as_user: { ...event, customer: "user_1" },
        evt_other: { ...event, customer: "cus_2", subscription: "sub_2", userId: "user_2" },
        evt_open: { ...event, userId: "user_open" },
        evt_prod: { ...event, environment: "prod", subscription: "sub_1" },
        evt_bare: event,
      } as const;
      for (const [id, each] of Object.entries(events)) await store.addBillingEvent({ ...each, id }, now);
      for (const row of await store.claim(query)) await store.finish(row);
      const pending = { ...started, ...decided, status: "pending" } as const;
      await store.insert({ ...pending, eventId: "ev_1", billingCustomer: "cus_1", subscription: "sub_1" });
      await store.insert({ ...started, eventId: "ev_open", userId: "user_open" });
      const left = async () => {
        const found = await Promise.all(Object.keys(events).map((id) => store.findBillingEvent(id)));
        return found.flatMap((each) => each?.id ?? []);
      };
      expect(await store.pruneBillingEvents(now + 1, 10)).toBe(5);
      expect(await left()).toEqual(["evt_subscription", "evt_customer", "evt_user"]);
      const [saved] = await store.findByEvent("ev_1");
      if (saved) await store.save({ cancellation: { ...saved, status: "forwarded" } });
      expect(await store.pruneBillingEvents(now + 1, 10)).toBe(0);
      expect(await store.prune(Number.MAX_SAFE_INTEGER, 10)).toBe(2);
      expect(await store.pruneBillingEvents(now + 1, 10)).toBe(3);
    });

    test("don't keep a cancellation from being removed, nor are they removed with it", async () => {
      await store.insert({ ...started, ...decided, eventId: "ev_1" });
      await store.addBillingEvent(ended, now);
      expect(await store.prune(now + 1, 10)).toBe(1);
      expect(await store.findBillingEvent("evt_1")).toEqual(ended);
    });

    test("that can't be written are refused, so that billing sends them again", async () => {
      const unlock = await database.lock();
      if (name.includes("SQLite"))
        expect(await rejection(store.addBillingEvent(ended, now))).toMatchObject({ code: "locked" });
      await unlock();
      await store.close();
      for (const attempt of [
        () => store.addBillingEvent(ended, now),
        () => store.findBillingEvent("evt_1"),
        () => store.findBillingEvents(ids({ userId: "user_1" })),
        () => store.findByBilling(ended),
        () => store.pruneBillingEvents(now, 1),
      ])
        expect(await rejection(attempt())).toBeInstanceOf(StoreError);
    });
  });
}
