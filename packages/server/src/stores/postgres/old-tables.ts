import type { ClientBase } from "pg";

/** The names that our tables had before they began with `retent_`. */
const oldNames = ["migrations", "cancellations", "outbox", "rate_limits", "billing_events"];

/**
 * Renames the tables of an earlier version in place, with their indexes, sequence and constraint. Tables of
 * other applications, which may have the same names, are left alone.
 */
export async function renameOldTables(client: ClientBase, schema: string | undefined): Promise<void> {
  if ((await getColumns(client, schema, "retent_migrations")).length > 0) return;
  if (!(await isOurs(client, schema))) return;
  const { rows } = await client.query(
    `select relname, relkind from pg_class
     where relnamespace = ${namespace} and (relname = any ($2) or relkind = 'S' and relname = 'outbox_id_seq' or oid in (
       select indexrelid from pg_index join pg_class as indexed on indexed.oid = indrelid
       where indexed.relnamespace = ${namespace} and indexed.relname = any ($2)))
     order by relkind = 'r'`,
    [schema ?? null, oldNames],
  );
  for (const { relname, relkind } of rows) {
    await client.query(
      `alter ${kinds[relkind]} ${qualified(schema, relname)} rename to ${quote(`retent_${relname}`)}`,
    );
  }
  const reference = await client.query("select from pg_constraint where conname = 'outbox_event_id_fkey'");
  if (reference.rowCount)
    await client.query(
      `alter table ${qualified(schema, "retent_outbox")} rename constraint outbox_event_id_fkey to retent_outbox_event_id_fkey`,
    );
}

/** The columns of a table, by name; none if there is no such table. */
export async function getColumns(
  client: ClientBase,
  schema: string | undefined,
  table: string,
): Promise<string[]> {
  const { rows } = await client.query(
    `select attname from pg_attribute join pg_class on pg_class.oid = attrelid
     where relnamespace = ${namespace} and relname = $2 and attnum > 0 and not attisdropped order by attname`,
    [schema ?? null, table],
  );
  return rows.map(({ attname }) => attname);
}

/** `$1` is the schema, or null for the one that the database chooses. */
const namespace = "(select oid from pg_namespace where nspname = coalesce($1, current_schema()))";

/**
 * What `alter` calls a relation of this kind (https://www.postgresql.org/docs/current/catalog-pg-class.html).
 */
const kinds: Record<string, string> = { r: "table", i: "index", S: "sequence" };

/** Other applications have tables by these names too, with other columns. */
async function isOurs(client: ClientBase, schema: string | undefined): Promise<boolean> {
  const migrations = await getColumns(client, schema, "migrations");
  const cancellations = await getColumns(client, schema, "cancellations");
  const isOurTable = ["event_id", "ledger_event_id", "binding_hash"].every((name) =>
    cancellations.includes(name),
  );
  return migrations.join() === "number" && isOurTable;
}

function qualified(schema: string | undefined, name: string): string {
  return schema === undefined ? quote(name) : `${schema}.${quote(name)}`;
}

function quote(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}
