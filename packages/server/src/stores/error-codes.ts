import type { StoreErrorCode } from "../store.ts";

/** SQLite's primary result codes (https://www.sqlite.org/rescode.html). */
const ofSqlite = new Map<number, StoreErrorCode>([
  [5, "locked"],
  [6, "locked"],
  [8, "read_only"],
  [13, "full"],
]);

/** The same by name, as Durable Objects end their messages: `…: SQLITE_FULL`. */
const byName = new Map<string | undefined, StoreErrorCode>([
  ["BUSY", "locked"],
  ["LOCKED", "locked"],
  ["READONLY", "read_only"],
  ["FULL", "full"],
]);

/**
 * What Node.js's own file functions say of a file that may not be written
 * (https://nodejs.org/api/errors.html).
 */
const deniedByFiles = new Set<unknown>(["EACCES", "EPERM", "EROFS"]);

/** PostgreSQL's SQLSTATEs (https://www.postgresql.org/docs/current/errcodes-appendix.html). */
const ofPostgres = new Map<string, StoreErrorCode>([
  ["55P03", "locked"],
  ["25006", "read_only"],
  ["53100", "full"],
]);

/** Why SQLite failed. */
export function sqliteErrorCode(error: unknown): StoreErrorCode {
  const isDenied = error instanceof Error && "code" in error && deniedByFiles.has(error.code);
  if (isDenied) return "read_only";
  const code = error instanceof Error && "errcode" in error ? Number(error.errcode) : 0;
  const [, name] = (error instanceof Error && /: SQLITE_([A-Z]+)/.exec(error.message)) || [];
  // The primary code is the low byte of the extended one.
  return ofSqlite.get(code & 0xff) ?? byName.get(name) ?? "unavailable";
}

/** Why PostgreSQL failed. */
export function postgresErrorCode(error: unknown): StoreErrorCode {
  const state = error instanceof Error && "code" in error ? String(error.code) : "";
  return ofPostgres.get(state) ?? "unavailable";
}

/** What Node.js's sockets say, and PostgreSQL when it or a pooler closes a connection. */
const lostConnections = new Set<unknown>([
  "ECONNRESET",
  "EPIPE",
  "57P01",
  "57P02",
  "57P05",
  "08003",
  "08006",
]);

/** Whether a connection that was open before broke: pg itself says so by its words alone. */
export function isConnectionLost(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  return (
    ("code" in error && lostConnections.has(error.code)) ||
    /^Connection terminated(?! due to connection timeout)/.test(error.message)
  );
}
