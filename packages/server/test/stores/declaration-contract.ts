import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Declaration } from "../../src/declarations/declaration.ts";
import type { DeclarationStore } from "../../src/declarations/declaration-store.ts";
import type { NewOutboxRow } from "../../src/outbox/row.ts";
import type { Store } from "../../src/store.ts";
import { type Database, query } from "./contract-database.ts";
import { now, started } from "./stored-cancellation.ts";

export const declaration: Declaration = {
  id: "dec_1",
  environment: "sandbox",
  preset: "de",
  language: "de",
  kind: "for_cause",
  reason: "naïve “quotes”, ' and ; -- 😀\nzweite Zeile",
  name: "Ada Example",
  contract: "Team",
  email: "ada@example.com",
  postalAddress: null,
  wishedEnd: "2026-12-31",
  statement: { title: "Vertrag kündigen", lines: [["Ihr Name", "Ada Example"]], confirm: "jetzt kündigen" },
  isMailed: true,
  receivedAtMs: now,
  status: "open",
  userId: null,
  subscription: null,
  isAmbiguous: false,
  isKnownEmail: false,
  confirmedBy: null,
  endsAt: null,
  rejectedBecause: null,
  updatedAtMs: now,
  version: 1,
};

const declare: NewOutboxRow = { kind: "declare", revision: 0, body: null };

/** What every store does with declarations. */
export function describeDeclarations(name: string, create: () => Promise<Database>): void {
  describe(`declarations in ${name}`, () => {
    let database: Database;
    let store: Store & DeclarationStore;
    const claimDeclared = () => store.claim(query({ lane: "declarations" }));

    beforeEach(async () => {
      database = await create();
      store = (await database.open()) as Store & DeclarationStore;
    });

    afterEach(() => database.remove());

    test("are found as they were inserted, with the work that follows", async () => {
      expect(await store.insertDeclaration(declaration, [declare])).toBe(true);
      expect(await store.findDeclaration("dec_1")).toEqual(declaration);
      const [row] = await claimDeclared();
      expect(row).toMatchObject({ eventId: "dec_1", kind: "declare" });
    });

    test("are inserted once, and nothing is queued the second time", async () => {
      await store.insertDeclaration(declaration, [declare]);
      expect(await store.insertDeclaration({ ...declaration, name: "Eve" }, [declare])).toBe(false);
      expect((await store.findDeclaration("dec_1"))?.name).toBe("Ada Example");
      expect(await store.listByEvent("dec_1")).toHaveLength(1);
    });

    test("are found by nothing but their exact id", async () => {
      await store.insertDeclaration(declaration);
      for (const id of ["dec_2", "DEC_1", "dec_%", "", "dec_1\0"])
        expect(await store.findDeclaration(id)).toBeUndefined();
    });

    test("are saved once for each version, and finish the row that led there", async () => {
      await store.insertDeclaration(declaration, [declare]);
      const [row] = await claimDeclared();
      const matched: Declaration = { ...declaration, status: "matched", userId: "user_1" };
      const saved = await store.saveDeclaration({
        declaration: matched,
        enqueue: [declare],
        ...(row && { finish: row }),
      });
      expect(saved).toEqual({ ...matched, version: 2 });
      expect(await store.saveDeclaration({ declaration: matched })).toBeUndefined();
      const states = (await store.listByEvent("dec_1")).map(({ state }) => state);
      expect(states).toEqual(["done", "queued"]);
    });

    test("are not saved once the row's lease is lost", async () => {
      await store.insertDeclaration(declaration, [declare]);
      const [row] = await claimDeclared();
      if (!row) throw new Error("nothing to claim");
      const finish = { ...row, lease: "lost" };
      const changed: Declaration = { ...declaration, confirmedBy: "mail" };
      expect(await store.saveDeclaration({ declaration: changed, finish })).toBeUndefined();
      expect(await store.findDeclaration("dec_1")).toEqual(declaration);
    });

    test("are listed by state, newest first, page by page", async () => {
      for (const [index, status] of (["open", "open", "matched", "open"] as const).entries())
        await store.insertDeclaration({
          ...declaration,
          id: `dec_${index}`,
          status,
          receivedAtMs: now + Math.min(index, 1),
        });
      await store.insertDeclaration({ ...declaration, id: "dec_prod", environment: "prod" });
      const first = await store.listDeclarations({ environment: "sandbox", status: "open", limit: 2 });
      expect(first.map(({ id }) => id)).toEqual(["dec_3", "dec_1"]);
      const last = first.at(-1);
      if (!last) throw new Error("nothing listed");
      const rest = { environment: "sandbox", status: "open", before: last, limit: 2 } as const;
      expect((await store.listDeclarations(rest)).map(({ id }) => id)).toEqual(["dec_0"]);
      const all = await store.listDeclarations({ environment: "sandbox", limit: 10 });
      expect(all).toHaveLength(4);
      const oldest = { environment: "sandbox", status: "open", limit: 2 } as const;
      const from = { receivedAtMs: 0, id: "" };
      const early = await store.listDeclarations({ ...oldest, after: from });
      expect(early.map(({ id }) => id)).toEqual(["dec_0", "dec_1"]);
      const late = await store.listDeclarations({ ...oldest, after: early.at(-1) ?? from });
      expect(late.map(({ id }) => id)).toEqual(["dec_3"]);
    });

    test("are counted while they are open", async () => {
      expect(await store.countOpenDeclarations("sandbox")).toEqual({ open: 0, oldestAtMs: null });
      await store.insertDeclaration({ ...declaration, id: "dec_2", receivedAtMs: now + 5 });
      await store.insertDeclaration(declaration);
      await store.insertDeclaration({ ...declaration, id: "dec_3", status: "rejected", receivedAtMs: 1 });
      expect(await store.countOpenDeclarations("sandbox")).toEqual({ open: 2, oldestAtMs: now });
      expect(await store.countOpenDeclarations("prod")).toEqual({ open: 0, oldestAtMs: null });
    });

    test("are removed when they are old and nothing is left to do", async () => {
      await store.insertDeclaration({ ...declaration, id: "dec_open" });
      await store.insertDeclaration({ ...declaration, id: "dec_busy", status: "matched" }, [declare]);
      await store.insertDeclaration({
        ...declaration,
        id: "dec_new",
        status: "matched",
        receivedAtMs: now + 9,
      });
      await store.insertDeclaration({ ...declaration, id: "dec_old", status: "rejected" });
      expect(await store.pruneDeclarations(now + 1, 10)).toBe(1);
      expect(await store.findDeclaration("dec_old")).toBeUndefined();
      const left = await store.listDeclarations({ environment: "sandbox", limit: 10 });
      expect(left.map(({ id }) => id)).toEqual(["dec_new", "dec_open", "dec_busy"]);
    });

    test("belong to the customer's data, and are erased with it", async () => {
      const own = { ...declaration, userId: "user_1", confirmedBy: "session" as const };
      await store.insertDeclaration(own, [declare]);
      await store.insertDeclaration({ ...own, id: "dec_2", userId: "user_2" }, [declare]);
      const seen = await store.readCustomer?.("user_1");
      expect(seen?.declarations).toEqual([own]);
      expect(seen?.outbox.map(({ eventId }) => eventId)).toEqual(["dec_1"]);
      if (!seen) throw new Error("nothing read");
      expect(await store.eraseCustomer?.("user_1", seen)).toBe(true);
      expect(await store.findDeclaration("dec_1")).toBeUndefined();
      expect(await store.listByEvent("dec_1")).toEqual([]);
      expect(await store.findDeclaration("dec_2")).toBeDefined();
    });

    test("that are matched to no customer are found by their address or their id, and erased", async () => {
      const others = { ...declaration, id: "dec_2", email: "éva@example.com" };
      await store.insertDeclaration(declaration, [declare]);
      await store.insertDeclaration(others);
      await store.insertDeclaration({
        ...declaration,
        id: "dec_3",
        userId: "user_3",
        confirmedBy: "session",
      });
      const find = async (key: string) => (await store.readCustomer?.(key))?.declarations.map(({ id }) => id);
      expect(await find("Ada@Example.com")).toEqual(["dec_1"]);
      expect(await find("dec_1")).toEqual(["dec_1"]);
      expect(await find("Éva@example.com")).toEqual([]);
      expect(await find("dec_3")).toEqual([]);
      const seen = await store.readCustomer?.("dec_1");
      if (!seen) throw new Error("nothing read");
      expect(seen.outbox.map(({ eventId }) => eventId)).toEqual(["dec_1"]);
      expect(await store.eraseCustomer?.("dec_1", seen)).toBe(true);
      expect(await store.findDeclaration("dec_1")).toBeUndefined();
      expect(await store.findDeclaration("dec_2")).toEqual(others);
    });

    test("belong to a customer if they name an address that is proven to be theirs, and not one that was typed", async () => {
      const matched = { ...declaration, status: "matched" as const };
      await store.insertDeclaration({ ...matched, id: "dec_1", userId: "user_1", isKnownEmail: true });
      await store.insertDeclaration({ ...declaration, id: "dec_2", email: "ADA@example.com" });
      await store.insertDeclaration({ ...declaration, id: "dec_3", email: "b@example.com" });
      await store.insertDeclaration({ ...declaration, id: "dec_4", email: null });
      await store.insertDeclaration({ ...matched, id: "dec_5", userId: "user_5", confirmedBy: "session" });
      const contact = (email: string) => ({ contact: { email, language: "en" as const } });
      await store.insert({ ...started, userId: "user_2", ...contact("B@example.com") });
      await store.insert({ ...started, eventId: "dec_5", userId: "user_5", ...contact("ada@example.com") });
      const find = async (key: string) => (await store.readCustomer?.(key))?.declarations.map(({ id }) => id);
      expect(await find("user_1")).toEqual(["dec_1", "dec_2"]);
      expect(await find("user_2")).toEqual(["dec_3"]);
      expect(await find("user_3")).toEqual([]);
      expect(await find("user_5")).toEqual(["dec_5"]);
    });

    test("that are only taken for a customer's are their sender's, and forget the customer who is erased", async () => {
      await store.insertDeclaration({ ...declaration, userId: "user_1" });
      const find = async (key: string) => (await store.readCustomer?.(key))?.declarations.map(({ id }) => id);
      expect(await find("user_1")).toEqual([]);
      expect(await find("ada@example.com")).toEqual(["dec_1"]);
      const seen = await store.readCustomer?.("user_1");
      if (!seen) throw new Error("nothing read");
      expect(await store.eraseCustomer?.("user_1", seen)).toBe(true);
      expect(await store.findDeclaration("dec_1")).toMatchObject({ userId: null, status: "open" });
    });

    test("with any text in them keep no one from their data", async () => {
      const odd = { rejectedBecause: "a\u0000b\ud83d", name: '"email":"ada@example.com"' };
      await store.insertDeclaration({ ...declaration, ...odd, email: null, status: "rejected" });
      await store.insertDeclaration({
        ...declaration,
        id: "dec_2",
        contract: 'a\\" "email":"x@example.com"',
      });
      const find = async (key: string) => (await store.readCustomer?.(key))?.declarations.map(({ id }) => id);
      expect(await find("ada@example.com")).toEqual(["dec_2"]);
      expect(await find("x@example.com")).toEqual([]);
    });
  });
}
