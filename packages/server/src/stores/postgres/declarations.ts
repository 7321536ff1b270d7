import type { ClientBase, Pool } from "pg";
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
import { onceMore } from "./connect.ts";
import { statements as outboxStatements } from "./statements.ts";
import { type Qualify, qualifyAll } from "./tables.ts";

/** What a PostgreSQL store does with declarations; what gets a client is to be run within a transaction. */
export function createDeclarations(pool: Pool, qualify: Qualify) {
  const sql = qualifyAll(numberAll(declarationStatements), qualify);
  const { enqueue: enqueueSql, finish: finishSql } = qualifyAll(outboxStatements, qualify);
  /** Reads, so that nothing is done twice. */
  const query = async (text: string, values: unknown[]) =>
    (await onceMore(() => pool.query(text, values))).rows;

  async function enqueueAll(client: ClientBase, rows: NewOutboxRow[], declaration: Declaration) {
    for (const row of rows) {
      const { eventId, lane, kind, revision, body, dueAt } = toDeclarationRow(row, declaration);
      await client.query(enqueueSql, [eventId, lane, kind, revision, body, dueAt]);
    }
  }

  return {
    async insert(
      client: ClientBase,
      declaration: Declaration,
      enqueue: NewOutboxRow[] = [],
    ): Promise<true | undefined> {
      const { rowCount } = await client.query(sql.insert, toInsertValues(declaration));
      if (rowCount === 0) return undefined;
      await enqueueAll(client, enqueue, declaration);
      return true;
    },
    /** No id with the character NUL was ever stored. */
    find: async (id: string): Promise<Declaration | undefined> =>
      id.includes("\0") ? undefined : (await query(sql.find, [id])).map(toDeclaration)[0],
    async save(
      client: ClientBase,
      { declaration, enqueue = [], finish }: DeclarationChange,
    ): Promise<Declaration | undefined> {
      const next = { ...declaration, version: declaration.version + 1 };
      if ((await client.query(sql.save, toSaveValues(next))).rowCount === 0) return undefined;
      if (finish && (await client.query(finishSql, [finish.id, finish.lease, null])).rowCount === 0)
        return undefined;
      await enqueueAll(client, enqueue, next);
      return next;
    },
    list: async (wanted: DeclarationQuery): Promise<Declaration[]> =>
      (await query(wanted.after ? sql.listOldest : sql.list, toListValues(wanted))).map(toDeclaration),
    async countOpen(environment: string): Promise<OpenDeclarations> {
      const [row] = await query(sql.count, [environment]);
      return { open: Number(row.open), oldestAtMs: row.oldest === null ? null : Number(row.oldest) };
    },
    async prune(client: ClientBase, before: number, limit: number): Promise<number> {
      const { rows } = await client.query(`${sql.finished} for update skip locked`, [before, limit]);
      for (const { id } of rows) {
        await client.query(sql.removeRows, [id]);
        await client.query(sql.remove, [id]);
      }
      return rows.length;
    },
  };
}

/** Parameters are numbered here: `$1` for the first `?`. */
function numberAll<Statements extends Record<string, string>>(statements: Statements): Statements {
  const numbered = Object.entries(statements).map(([name, sql]) => {
    let count = 0;
    return [name, sql.replaceAll("?", () => `$${++count}`)];
  });
  return Object.fromEntries(numbered) as Statements;
}
