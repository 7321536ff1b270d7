import type { Declaration } from "../declarations/declaration.ts";
import type { DeclarationQuery } from "../declarations/declaration-store.ts";
import { toOutboxRow } from "./rows.ts";

type Row = Record<string, unknown>;
type Value = string | number | null;

/** What is searched has columns of its own; the rest is one JSON text. */
const columns = [
  "id",
  "environment",
  "status",
  "user_id",
  "received_at",
  "updated_at",
  "version",
  "data",
] as const;

const isFinishedSql = `status <> 'open' and not exists (
  select 1 from retent_outbox
  where retent_outbox.event_id = retent_declarations.id and state <> 'done' and lane <> 'notifications'
)`;

/** The same in every SQL store, but for how a parameter is written: `?` here. */
export const declarationStatements = {
  insert: `insert into retent_declarations (${columns.join(", ")}) values (${columns.map(() => "?").join(", ")})
    on conflict do nothing`,
  find: "select * from retent_declarations where id = ?",
  save: `update retent_declarations set status = ?, user_id = ?, updated_at = ?, version = ?, data = ?
    where id = ? and version = ?`,
  list: `select * from retent_declarations
    where environment = ? and (cast(? as text) is null or status = ?)
      and (received_at < ? or (received_at = ? and id < ?))
    order by received_at desc, id desc limit ?`,
  listOldest: `select * from retent_declarations
    where environment = ? and (cast(? as text) is null or status = ?)
      and (received_at > ? or (received_at = ? and id > ?))
    order by received_at, id limit ?`,
  count: `select count(*) as open, min(received_at) as oldest from retent_declarations
    where environment = ? and status = 'open'`,
  ofUser: "select * from retent_declarations where user_id = ? order by received_at, id",
  forgetUser: "update retent_declarations set user_id = null, version = version + 1 where user_id = ?",
  finished: `select id from retent_declarations where received_at < ? and ${isFinishedSql} order by received_at limit ?`,
  removeRows: "delete from retent_outbox where event_id = ?",
  remove: "delete from retent_declarations where id = ?",
};

export function toInsertValues(declaration: Declaration): Value[] {
  const { id, environment, status, userId, receivedAtMs, updatedAtMs, version } = declaration;
  return [id, environment, status, userId, receivedAtMs, updatedAtMs, version, toData(declaration)];
}

/** @param next with the version that it is saved as */
export function toSaveValues(next: Declaration): Value[] {
  const { id, status, userId, updatedAtMs, version } = next;
  return [status, userId, updatedAtMs, version, toData(next), id, version - 1];
}

/** Values of `listOldest` if the query has `after`, and of `list` otherwise. */
export function toListValues({ environment, status, before, after, limit }: DeclarationQuery): Value[] {
  const { receivedAtMs, id } = after ?? before ?? { receivedAtMs: Number.MAX_SAFE_INTEGER, id: "" };
  return [environment, status ?? null, status ?? null, receivedAtMs, receivedAtMs, id, limit];
}

export function toDeclaration(row: Row): Declaration {
  return {
    ...(JSON.parse(row.data as string) as Declaration),
    id: row.id as string,
    environment: row.environment as Declaration["environment"],
    status: row.status as Declaration["status"],
    userId: row.user_id as string | null,
    receivedAtMs: Number(row.received_at),
    updatedAtMs: Number(row.updated_at),
    version: Number(row.version),
  };
}

/** A row of the outbox that is queued with a declaration. */
export function toDeclarationRow(
  row: Parameters<typeof toOutboxRow>[0],
  { id: eventId, updatedAtMs: updatedAt }: Declaration,
): ReturnType<typeof toOutboxRow> {
  return toOutboxRow(row, { eventId, updatedAt });
}

function toData(declaration: Declaration): string {
  const { id, environment, status, userId, receivedAtMs, updatedAtMs, version, ...data } = declaration;
  return JSON.stringify(data);
}
