import type { ListedRow } from "@retent/server";
import { readDatabaseUrl } from "../environment.ts";
import type { Host } from "../host.ts";
import { openStore } from "../store.ts";

const maxDetailLength = 60;

/**
 * `retent outbox list`: shows what is not done, oldest first.
 *
 * @throws {ConfigurationError}
 * @throws {StoreError}
 */
export async function listOutbox(
  { env, stdout }: Pick<Host, "env" | "stdout">,
  { deadOnly, limit }: { deadOnly: boolean; limit: number },
): Promise<number> {
  const store = await openStore(readDatabaseUrl(env));
  try {
    const rows = await store.list({ limit, ...(deadOnly && { state: "dead" as const }) });
    stdout.write(table([head, ...rows.map(cells)]));
    stdout.write(`${rows.length} ${rows.length === 1 ? "row" : "rows"}\n`);
    return 0;
  } finally {
    await store.close();
  }
}

const head = ["EVENT", "KIND", "STATE", "ATTEMPTS", "STATUS", "DUE", "DETAIL"];

function cells({ eventId, kind, state, attempts, lastStatus, dueAt, lastDetail }: ListedRow): string[] {
  const status = lastStatus === null ? "-" : String(lastStatus);
  const due = state === "dead" ? "-" : new Date(dueAt).toISOString();
  return [eventId, kind, state, String(attempts), status, due, shorten(lastDetail ?? "-")].map(printable);
}

function shorten(detail: string): string {
  return detail.length > maxDetailLength ? `${detail.slice(0, maxDetailLength - 1)}…` : detail;
}

/** An answer of somebody else's must not steer the terminal. */
function printable(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, " ");
}

function table(rows: string[][]): string {
  const widths = head.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const line = (row: string[]) => row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join("  ");
  return rows.map((row) => `${line(row).trimEnd()}\n`).join("");
}
