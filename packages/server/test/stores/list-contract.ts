import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Cancellation } from "../../src/cancellation/cancellation.ts";
import type { Store } from "../../src/store.ts";
import type { CancellationQuery } from "../../src/store-queries.ts";
import type { Database } from "./contract-database.ts";
import { decided, now, started } from "./stored-cancellation.ts";

const dayMs = 86_400_000;

/** What every store has to do for the operator's lists and charts. */
export function describeList(name: string, create: () => Promise<Database>): void {
  describe(`the operator's list in ${name}`, () => {
    let database: Database;
    let store: Required<Store>;

    beforeEach(async () => {
      database = await create();
      store = (await database.open()) as Required<Store>;
    });

    afterEach(() => database.remove());

    async function add(eventId: string, fields: Partial<Cancellation> = {}): Promise<void> {
      await store.insert({ ...started, retentBaseEventId: eventId, sessionId: null, ...fields, eventId });
    }

    const list = async (query: Partial<CancellationQuery> = {}) =>
      (await store.listCancellations({ limit: 100, ...query })).map(({ eventId }) => eventId);

    test("is empty at first", async () => {
      expect(await list()).toEqual([]);
      expect(await list({ search: ["ev"], after: { createdAt: now, eventId: "ev_1" } })).toEqual([]);
    });

    test("has whole cancellations, the newest first, as many as are asked for", async () => {
      await add("ev_1", { createdAt: now });
      await add("ev_3", { createdAt: now + 2 });
      await add("ev_2", { createdAt: now + 1, ...decided });
      expect(await list()).toEqual(["ev_3", "ev_2", "ev_1"]);
      expect(await list({ limit: 2 })).toEqual(["ev_3", "ev_2"]);
      expect((await store.listCancellations({ limit: 9 }))[1]).toEqual(await store.find("ev_2"));
    });

    test("goes on after any of its rows, also if many started at the same moment", async () => {
      const ids = Array.from({ length: 25 }, (_, index) => `ev_${String.fromCharCode(97 + index)}`);
      for (const id of ids) await add(id, { createdAt: now });
      await add("ev_older", { createdAt: now - 1 });
      const seen: string[] = [];
      let after: CancellationQuery["after"];
      for (let page = 0; page < 9; page += 1) {
        const rows = await store.listCancellations({ limit: 4, ...(after && { after }) });
        if (rows.length === 0) break;
        seen.push(...rows.map(({ eventId }) => eventId));
        after = rows.at(-1);
      }
      expect(seen).toEqual([...ids.toReversed(), "ev_older"]);
    });

    test("is one of a user, a status, an outcome, some days, or of all these at once", async () => {
      const recovered = { ...decided.settlement, outcome: "recovered" } as Cancellation["settlement"];
      await add("ev_open", { createdAt: now });
      await add("ev_left", { ...decided, createdAt: now + dayMs });
      await add("ev_stayed", { ...decided, settlement: recovered, createdAt: now + 2 * dayMs });
      await add("ev_other", { ...decided, userId: "user_2", createdAt: now + 3 * dayMs });
      expect(await list({ userId: "user_1" })).toEqual(["ev_stayed", "ev_left", "ev_open"]);
      expect(await list({ userId: "user" })).toEqual([]);
      expect(await list({ status: "settled" })).toEqual(["ev_other", "ev_stayed", "ev_left"]);
      expect(await list({ outcome: "recovered" })).toEqual(["ev_stayed"]);
      expect(await list({ outcome: "churned" })).toEqual(["ev_other", "ev_left"]);
      expect(await list({ from: now + dayMs })).toEqual(["ev_other", "ev_stayed", "ev_left"]);
      expect(await list({ from: now + dayMs, to: now + 2 * dayMs })).toEqual(["ev_left"]);
      const all = {
        userId: "user_1",
        status: "settled",
        outcome: "churned",
        from: now,
        search: ["ev_"],
      } as const;
      expect(await list({ ...all, to: now + 9 * dayMs })).toEqual(["ev_left"]);
      expect(await list({ ...all, after: { createdAt: now + dayMs, eventId: "ev_left" } })).toEqual([]);
    });

    test("is searched by how event and user ids begin, and by the others' whole", async () => {
      await add("3f2a9c41-0000-4000-8000-000000000000", { userId: "anna@shop.example", createdAt: now });
      await add("ev_1", { userId: "user_12", sessionId: "cs_77", createdAt: now + 1 });
      await add("ev_2", {
        userId: "user_3",
        subscription: "sub_9",
        retentBaseEventId: "theirs_2",
        createdAt: now + 2,
      });
      await add("ev_3", { userId: "user_4", billingCustomer: "cus_5", createdAt: now + 3 });
      const found = (...search: string[]) => list({ search });
      expect(await found("3f2a9c41")).toEqual(["3f2a9c41-0000-4000-8000-000000000000"]);
      expect(await found("3F2A-9C41", "3f2a9c41")).toHaveLength(1);
      expect(await found("anna")).toHaveLength(1);
      expect(await found("ev_")).toEqual(["ev_3", "ev_2", "ev_1"]);
      expect(await found("user_1")).toEqual(["ev_1"]);
      expect(await found("cs_77")).toEqual(["ev_1"]);
      expect(await found("sub_9")).toEqual(["ev_2"]);
      for (const id of ["theirs_2", "theirs"]) expect(await found(id)).toEqual(["ev_2"]);
      expect(await found("cus_5", "sub_9")).toEqual(["ev_3", "ev_2"]);
      for (const part of ["sub_", "cus", "cs_7", "9c41", "hop.example", "ANNA"])
        expect(await found(part)).toEqual([]);
    });

    test("takes every text as it is written", async () => {
      const ids = [
        "%",
        "_",
        "'",
        '"',
        "\\",
        "; drop table retent_cancellations --",
        "é",
        "日本",
        "😀",
        "[a-z]",
        "*",
      ];
      for (const id of ids) await add(`ev ${id}`, { userId: `${id} user` });
      for (const id of ids) {
        expect(await list({ search: [`ev ${id}`] })).toEqual([`ev ${id}`]);
        expect(await list({ search: [id] })).toEqual([`ev ${id}`]);
        expect(await list({ userId: `${id} user` })).toEqual([`ev ${id}`]);
      }
      for (const id of ["ev\0", "%v", "ev%", "\u{10ffff}"]) expect(await list({ search: [id] })).toEqual([]);
      expect(await list({ userId: "\0" })).toEqual([]);
      expect(await list({ search: [""] })).toHaveLength(ids.length);
    });

    test("adds up what is counted of a day, by environment and name, also from two processes at once", async () => {
      const other = (await database.open()) as Required<Store>;
      const add = (handle: Required<Store>, at: number, counts: Record<string, number>) =>
        handle.addDailyCounts({ environment: "sandbox", at, counts });
      await Promise.all([
        ...[1, 2, 3, 4].map(() => add(store, now, { a: 1, b: 2 })),
        ...[1, 2, 3, 4].map(() => add(other, now + dayMs - 1, { b: 1, a: 2 })),
      ]);
      await add(store, now + dayMs, { "fallback:timeout": 7 });
      await store.addDailyCounts({ environment: "prod", at: now, counts: { a: 100 } });
      const days = await store.readStatistics({ environment: "sandbox", from: now, to: now + dayMs });
      expect(days.map(({ day, counts }) => [day, counts])).toEqual([
        [now, { a: 12, b: 12 }],
        [now + dayMs, { "fallback:timeout": 7 }],
      ]);
      expect(
        await store.readStatistics({ environment: "sandbox", from: now + 1, to: now + 2 }),
      ).toMatchObject([{ day: now, counts: { a: 12 } }]);
      expect(await store.readStatistics({ environment: "prod", from: 0, to: now - 1 })).toEqual([]);
    });

    test("counts the cancellations of a day by how they ended", async () => {
      const recovered = { ...decided.settlement, outcome: "recovered" } as Cancellation["settlement"];
      await add("ev_1", { createdAt: now });
      await add("ev_2", { ...decided, createdAt: now + dayMs - 1 });
      await add("ev_3", { ...decided, createdAt: now + 5 });
      await add("ev_4", { ...decided, settlement: recovered, createdAt: now + dayMs });
      await add("ev_5", { ...decided, createdAt: now, environment: "prod" });
      await add("ev_6", { ...decided, createdAt: now - 1 });
      await add("ev_test", { ...decided, createdAt: now, userId: "retent-test-1.signature" });
      await add("ev_prod", { createdAt: now, environment: "prod", userId: "retent-test-1.signature" });
      expect(await store.readStatistics({ environment: "sandbox", from: now, to: now + dayMs })).toEqual([
        { day: now, started: 3, churned: 2, recovered: 0, counts: {} },
        { day: now + dayMs, started: 1, churned: 0, recovered: 1, counts: {} },
      ]);
      expect(await store.readStatistics({ environment: "prod", from: now, to: now })).toMatchObject([
        { started: 2 },
      ]);
    });
  });
}
