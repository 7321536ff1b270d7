import { optionError } from "@retent/retentbase/internal";
/** Puts a schema in front of our tables in a statement. */
export type Qualify = (sql: string) => string;

/** An index is made in the schema of its table, and named with it to be removed. */
const ours =
  /\bretent_(?:migrations|cancellations|outbox|billing_events|billing_links|declarations|daily_counts|rate_limits)\b|(?<=\bdrop index )retent_\w+/g;

/**
 * A schema stands in every statement, because a pooler in transaction mode keeps no `search_path`.
 *
 * @param schema undefined leaves that to the database
 * @throws {TypeError} for a name that PostgreSQL could not have or that would have to be quoted
 */
export function createQualify(schema: string | undefined): Qualify {
  if (schema === undefined) return (sql) => sql;
  if (!/^[a-z_][a-z0-9_]{0,62}$/.test(schema))
    throw optionError("schema", "use up to 63 lowercase letters, digits and underscores");
  return (sql) => sql.replace(ours, `${schema}.$&`);
}

/** The same for a whole set of statements. */
export function qualifyAll<Statements extends Record<string, string>>(
  statements: Statements,
  qualify: Qualify,
): Statements {
  const qualified = Object.entries(statements).map(([name, sql]) => [name, qualify(sql)]);
  return Object.fromEntries(qualified) as Statements;
}
