import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Store } from "../../src/store.ts";
import type { Database } from "./contract-database.ts";
import { decided, ended, now, started, update } from "./stored-cancellation.ts";

/** A second customer, of whom the store has as much. */
const others = { userId: "user_2", customer: "cus_2", subscription: "sub_2" };

const nothing = { cancellations: [], outbox: [], billingEvents: [], billingLinks: [], declarations: [] };

/** How every store gives out and removes what it has about one customer. */
export function describeCustomerData(name: string, create: () => Promise<Database>): void {
  describe(`a customer's data in ${name}`, () => {
    let database: Database;
    let store: Store;
    const read = async (userId: string) => (await store.readCustomer?.(userId)) ?? nothing;
    const erase = async (userId: string) => store.eraseCustomer?.(userId, await read(userId));

    beforeEach(async () => {
      database = await create();
      store = await database.open();
      await store.insert({ ...started, ...decided, billingCustomer: "cus_1", subscription: "sub_1" }, [
        update,
      ]);
      await store.insert({ ...started, eventId: "ev_prod", environment: "prod", createdAt: now - 1 });
      await store.insert(
        { ...started, ...decided, eventId: "ev_2", userId: "user_2", billingCustomer: "cus_2" },
        [update],
      );
      await store.addBillingEvent(ended, now + 6000);
      await store.addBillingEvent({ ...ended, id: "evt_unnamed", userId: null }, now + 6000);
      await store.addBillingEvent({ ...ended, ...others, id: "evt_2" }, now + 6000);
      await store.addBillingEvent({ ...ended, ...others, id: "evt_3", userId: null }, now + 6000);
    });

    afterEach(() => database.remove());

    test("is everything about them, with what is sent, in both environments", async () => {
      const { cancellations, outbox, billingEvents, billingLinks } = await read("user_1");
      expect(cancellations).toEqual([
        { ...started, eventId: "ev_prod", environment: "prod", createdAt: now - 1 },
        { ...started, ...decided, billingCustomer: "cus_1", subscription: "sub_1" },
      ]);
      expect(outbox.map(({ eventId, kind, state, body }) => [eventId, kind, state, body])).toEqual([
        ["ev_1", "update", "queued", update.body],
        ["evt_1", "billing_event", "queued", null],
        ["evt_unnamed", "billing_event", "queued", null],
      ]);
      expect(billingEvents).toEqual([
        { ...ended, receivedAt: now + 6000 },
        { ...ended, id: "evt_unnamed", userId: null, receivedAt: now + 6000 },
      ]);
      expect(billingLinks).toEqual([
        {
          environment: "sandbox",
          userId: "user_1",
          customer: "cus_1",
          subscription: "sub_1",
          occurredAt: ended.occurredAt,
        },
      ]);
    });

    test("is nothing for an id that is not known, whatever it looks like", async () => {
      for (const id of ["user_3", "USER_1", "user_", "user_%", "' or 1=1 --", "user_1\0"]) {
        expect(await read(id)).toEqual(nothing);
        expect(await erase(id)).toBe(true);
      }
      expect((await read("user_1")).cancellations).toHaveLength(2);
    });

    test("is gone once it is erased, and another customer's is as it was", async () => {
      const other = await read("user_2");
      expect(other.billingEvents.map(({ id }) => id)).toEqual(["evt_2", "evt_3"]);
      expect(await erase("user_1")).toBe(true);
      expect(await read("user_1")).toEqual(nothing);
      expect(await store.find("ev_1")).toBeUndefined();
      expect(await store.find("ev_prod")).toBeUndefined();
      expect(await store.listByEvent("ev_1")).toEqual([]);
      expect(await store.listByEvent("evt_unnamed")).toEqual([]);
      expect(await store.findBillingEvent("evt_unnamed")).toBeUndefined();
      expect(await store.findBillingLinks?.({ environment: "sandbox", customer: "cus_1" })).toEqual([]);
      expect(await read("user_2")).toEqual(other);
      expect(await store.count()).toMatchObject({ queued: 3 });
    });

    test("stays if it has changed since it was seen", async () => {
      const seen = await read("user_1");
      const stored = await store.find("ev_1");
      if (!stored) throw new Error("not stored");
      const saved = await store.save({ cancellation: { ...stored, updatedAt: now + 9 }, enqueue: [update] });
      expect(await store.eraseCustomer?.("user_1", seen)).toBe(false);
      expect(await store.find("ev_1")).toEqual(saved);
      expect(await erase("user_1")).toBe(true);
    });

    test("keeps an event that names no user and is also about another customer", async () => {
      const shared = { ...ended, id: "evt_shared", userId: null, subscription: null, customer: "cus_1" };
      await store.addBillingEvent(shared, now);
      const theirs = { ...ended, id: "evt_theirs", userId: "user_2", subscription: "sub_9" };
      await store.addBillingEvent(theirs, now);
      await erase("user_1");
      expect(await store.findBillingEvent("evt_shared")).toEqual(shared);
      expect(await store.findBillingEvent("evt_theirs")).toEqual(theirs);
      expect(await store.findBillingEvent("evt_unnamed")).toBeUndefined();
    });

    test("comes back with what a customer does afterwards, and no more", async () => {
      await erase("user_1");
      await store.insert({ ...started, eventId: "ev_new" });
      expect(await read("user_1")).toEqual({
        ...nothing,
        cancellations: [{ ...started, eventId: "ev_new" }],
      });
    });
  });
}
