import type { Declaration } from "../../declarations/declaration.ts";
import type {
  DeclarationChange,
  DeclarationQuery,
  OpenDeclarations,
} from "../../declarations/declaration-store.ts";
import type { NewOutboxRow } from "../../outbox/row.ts";
import {
  declarationStatements,
  toDeclaration,
  toDeclarationRow,
  toInsertValues,
  toListValues,
  toSaveValues,
} from "../declarations.ts";
import type { SqliteDriver } from "./driver.ts";
import type { prepareStatements } from "./statements.ts";

/** What a SQLite store does with declarations; writes are to be run within a transaction. */
export function prepareDeclarations(
  database: SqliteDriver,
  outbox: Pick<ReturnType<typeof prepareStatements>, "enqueue" | "finish">,
) {
  const prepare = (name: keyof typeof declarationStatements) => database.prepare(declarationStatements[name]);
  const sql = {
    insert: prepare("insert"),
    find: prepare("find"),
    save: prepare("save"),
    list: prepare("list"),
    listOldest: prepare("listOldest"),
    count: prepare("count"),
    finished: prepare("finished"),
    removeRows: prepare("removeRows"),
    remove: prepare("remove"),
  };
  const enqueueAll = (rows: NewOutboxRow[], declaration: Declaration) => {
    for (const row of rows) outbox.enqueue.run(toDeclarationRow(row, declaration));
  };

  return {
    insert(declaration: Declaration, enqueue: NewOutboxRow[] = []): true | undefined {
      if (sql.insert.run(...toInsertValues(declaration)).changes === 0) return undefined;
      enqueueAll(enqueue, declaration);
      return true;
    },
    find: (id: string): Declaration | undefined => sql.find.all(id).map(toDeclaration)[0],
    save({ declaration, enqueue = [], finish }: DeclarationChange): Declaration | undefined {
      const next = { ...declaration, version: declaration.version + 1 };
      if (sql.save.run(...toSaveValues(next)).changes === 0) return undefined;
      if (finish && outbox.finish.run(null, finish.id, finish.lease).changes === 0) return undefined;
      enqueueAll(enqueue, next);
      return next;
    },
    list: (query: DeclarationQuery): Declaration[] =>
      (query.after ? sql.listOldest : sql.list).all(...toListValues(query)).map(toDeclaration),
    countOpen(environment: string): OpenDeclarations {
      const row = sql.count.get(environment);
      return { open: Number(row?.open ?? 0), oldestAtMs: row?.oldest == null ? null : Number(row.oldest) };
    },
    prune(before: number, limit: number): number {
      const ids = sql.finished.all(before, limit).map(({ id }) => String(id));
      for (const id of ids) {
        sql.removeRows.run(id);
        sql.remove.run(id);
      }
      return ids.length;
    },
  };
}
