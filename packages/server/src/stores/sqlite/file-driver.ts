import { chmodSync, closeSync, openSync, statSync } from "node:fs";
import { DatabaseSync } from "node:sqlite";
import type { SqliteDriver } from "./driver.ts";

/** How long the write-ahead log gets before it is moved into the database, in pages of 4 KiB: 16 MiB. */
const checkpointPages = 4096;

/**
 * Opens a database file: write-ahead log, and every commit on disk before it returns (`synchronous=FULL`).
 *
 * @param busyTimeoutMs how long a statement waits for another process's lock, in milliseconds
 * @throws {Error} of `node:sqlite` or of Node.js's file functions
 */
export function openFile(file: string, busyTimeoutMs: number): SqliteDriver {
  keepPrivate(file);
  const database = new DatabaseSync(file, { timeout: busyTimeoutMs });
  database.exec("pragma journal_mode = wal; pragma synchronous = full; pragma foreign_keys = on");
  // A cancellation with its indexes takes a dozen pages: by default one request in eighty would wait while the
  // log is moved into the database.
  database.exec(`pragma wal_autocheckpoint = ${checkpointPages}`);
  return toDriver(database, busyTimeoutMs);
}

/** A database of `node:sqlite` as the store needs it. */
export function toDriver(database: DatabaseSync, busyTimeoutMs: number): SqliteDriver {
  let depth = 0;
  // Before Node.js 22.16 a database does not say so itself.
  const saysSo = "isTransaction" in database;
  const isInTransaction = () => database.isOpen && (saysSo ? database.isTransaction : depth > 0);

  return {
    exec: (sql) => database.exec(sql),
    prepare: (sql) => database.prepare(sql),
    transaction(work) {
      const isWhole = depth === 0;
      database.exec(isWhole ? "begin immediate" : "savepoint part");
      depth += 1;
      try {
        const result = work();
        database.exec(isWhole ? "commit" : "release part");
        return result;
      } catch (error) {
        // A full disk may have undone the whole transaction already.
        if (isInTransaction()) database.exec(isWhole ? "rollback" : "rollback to part; release part");
        throw error;
      } finally {
        depth -= 1;
      }
    },
    isInTransaction,
    runHurriedly(work) {
      database.exec("pragma busy_timeout = 20; pragma synchronous = normal");
      try {
        return work();
      } finally {
        database.exec(`pragma busy_timeout = ${busyTimeoutMs}; pragma synchronous = full`);
      }
    },
    removeTraces() {
      // Also earlier versions of a row, which have been free space for long: only a new file has none of them. It is
      // written to the log first, and the log is emptied.
      database.exec("vacuum");
      const checkpoint = database.prepare("pragma wal_checkpoint(truncate)").get();
      if (checkpoint?.busy === 1) throw new BusyError("another process kept the write-ahead log in use");
    },
    close: () => database.close(),
  };
}

/** What SQLite returns here as a result, as it reports it elsewhere. */
class BusyError extends Error {
  readonly errcode = 5;
}

/**
 * Customers' words are in it: a new file is its owner's alone, and an older one is closed to everyone outside
 * its group. SQLite's own files follow.
 */
function keepPrivate(file: string): void {
  if (file === ":memory:" || process.platform === "win32") return;
  closeSync(openSync(file, "a", 0o600));
  for (const path of [file, `${file}-wal`, `${file}-shm`]) {
    const mode = statSync(path, { throwIfNoEntry: false })?.mode;
    if (mode !== undefined && mode & 0o007) chmodSync(path, mode & 0o770);
  }
}
