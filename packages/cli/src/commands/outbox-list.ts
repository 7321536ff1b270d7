import { truncate } from "@retent/retentbase/internal";
import type { ListedRow, ListQuery } from "@retent/server/store";
import { readDatabase } from "../environment.ts";
import type { Host } from "../host.ts";
import { openStore } from "../store.ts";
import { stripControlCharacters } from "../strip-control-characters.ts";

const maxDetailLength = 60;

/**
 * `retent outbox list`: shows the rows that are not done, or those that were set aside, oldest first.
 *
 * @throws {ConfigurationError}
 * @throws {StoreError}
 */
export async function listOutbox(
  { env, stdout }: Pick<Host, "env" | "stdout">,
  query: Pick<ListQuery, "state" | "limit">,
): Promise<number> {
  const store = await openStore(readDatabase(env));
  try {
    const rows = await store.list(query);
    const when = query.state === "set_aside" ? "SET ASIDE" : "DUE";
    stdout.write(
      table([["EVENT", "KIND", "STATE", "ATTEMPTS", "STATUS", when, "DETAIL"], ...rows.map(cells)]),
    );
    stdout.write(`${rows.length} ${rows.length === 1 ? "row" : "rows"}\n`);
    return 0;
  } finally {
    await store.close();
  }
}

function cells(row: ListedRow): string[] {
  const { eventId, kind, state, attempts, lastStatus, dueAt, setAsideAt, lastDetail } = row;
  const status = lastStatus === null ? "-" : String(lastStatus);
  const when = state === "dead" ? "-" : new Date(setAsideAt ?? dueAt).toISOString();
  return [
    eventId,
    kind,
    state,
    String(attempts),
    status,
    when,
    truncate(lastDetail ?? "-", maxDetailLength),
  ].map(stripControlCharacters);
}

function table(rows: string[][]): string {
  const widths = rows[0]?.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const line = (row: string[]) => row.map((cell, column) => cell.padEnd(widths?.[column] ?? 0)).join("  ");
  return rows.map((row) => `${line(row).trimEnd()}\n`).join("");
}
