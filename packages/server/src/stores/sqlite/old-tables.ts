import type { SqliteDriver } from "./driver.ts";

/** The names that our tables had before they began with `retent_`. */
const oldNames = ["migrations", "cancellations", "outbox", "billing_events"];

/**
 * Renames the tables of an earlier version in place, and makes their indexes again under their new names.
 * Tables of other applications, which may have the same names, are left alone.
 */
export function renameOldTables(database: SqliteDriver): void {
  if (getColumns(database, "retent_migrations").length > 0 || !isOurs(database)) return;
  const objects = database
    .prepare(
      "select type, name, tbl_name, sql from sqlite_schema where tbl_name in (select value from json_each(?)) and sql is not null",
    )
    .all(JSON.stringify(oldNames));
  const indexes = objects.filter(({ type }) => type === "index");
  for (const { name } of indexes) database.exec(`drop index "${name}"`);
  for (const { name } of objects.filter(({ type }) => type === "table"))
    database.exec(`alter table "${name}" rename to "retent_${name}"`);
  for (const { name, tbl_name, sql } of indexes) {
    const [, rest = ""] = String(sql).split(/\bon\s+\w+\s*(?=\()/i);
    database.exec(`create index "retent_${name}" on "retent_${tbl_name}" ${rest}`);
  }
}

/** The columns of a table, by name; none if there is no such table. */
export function getColumns(database: SqliteDriver, table: string): string[] {
  const rows = database.prepare("select name from pragma_table_info(?) order by name").all(table);
  return rows.map(({ name }) => String(name));
}

/** Other applications have tables by these names too, with other columns. */
function isOurs(database: SqliteDriver): boolean {
  const cancellations = getColumns(database, "cancellations");
  const isOurTable = ["event_id", "ledger_event_id", "binding_hash"].every((name) =>
    cancellations.includes(name),
  );
  return getColumns(database, "migrations").join() === "number" && isOurTable;
}
