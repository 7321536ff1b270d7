import type { DatabaseSync } from "node:sqlite";
import type pg from "pg";

// The names that tables and indexes had before they began with `retent_`: a database of an earlier version is made of a present one.

const prefix = /^retent_/;
/** What came later than the names. */
const undoLater =
  "drop index retent_cancellations_ledger_event; create index retent_cancellations_ledger_event on retent_cancellations (ledger_event_id); drop table retent_daily_counts; drop index retent_cancellations_created; drop index retent_cancellations_status; drop index retent_cancellations_outcome; alter table retent_cancellations drop column subscription_label; alter table retent_cancellations drop column contact; drop table retent_billing_links; drop table retent_declarations; delete from retent_migrations where number > 4";

export function giveSqliteOldNames(database: DatabaseSync): void {
  database.exec(undoLater);
  database.exec(
    "drop index retent_outbox_event; create index retent_outbox_event on retent_outbox (event_id); create index retent_outbox_order on retent_outbox (event_id, lane, id) where state = 'queued'",
  );
  const objects = database
    .prepare("select type, name, sql from sqlite_schema where name like 'retent!_%' escape '!'")
    .all();
  const indexes = objects.filter(({ type }) => type === "index");
  for (const { name } of indexes) database.exec(`drop index ${name}`);
  for (const { type, name } of objects)
    if (type === "table") database.exec(`alter table ${name} rename to ${String(name).replace(prefix, "")}`);
  for (const { sql } of indexes) database.exec(String(sql).replaceAll("retent_", ""));
}

export async function givePostgresOldNames(client: pg.Client): Promise<void> {
  await client.query(undoLater);
  await client.query(
    "drop index retent_cancellations_event_bytes; drop index retent_cancellations_ledger_event_bytes; drop index retent_cancellations_user_bytes",
  );
  const { rows } = await client.query(
    "select relname, relkind from pg_class where relname like 'retent!_%' escape '!' order by relkind",
  );
  const kinds: Record<string, string> = { r: "table", i: "index", S: "sequence" };
  for (const { relname, relkind } of rows)
    await client.query(`alter ${kinds[relkind]} ${relname} rename to ${relname.replace(prefix, "")}`);
}
