import type { StatementSync } from "node:sqlite";

/** A prepared statement. Values are given by place, or by name in one object that has all names and no others. */
export type SqliteStatement = Pick<StatementSync, "run" | "get" | "all">;

/** What the store needs of a SQLite database, wherever that is. */
export interface SqliteDriver {
  exec(sql: string): void;
  prepare(sql: string): SqliteStatement;
  /** Runs `work` in a transaction, or in a part of the one that is running. What throws is undone. */
  transaction<T>(work: () => T): T;
  /** Whether a transaction is running: a failure may have undone more than its own part. */
  isInTransaction(): boolean;
  /** Runs what a power failure may undo, and what is tried again soon if another process has a lock. */
  runHurriedly<T>(work: () => T): T;
  /** Removes what deleted and changed rows have left behind in files, as far as these can be reached. */
  removeTraces(): void;
  close(): void;
}

const nothing = Symbol("nothing is to be written");

/** Runs `work` in a transaction, or a part of one. If it returns undefined, everything is undone. */
export function runOrUndo<T>(driver: SqliteDriver, work: () => T | undefined): T | undefined {
  try {
    return driver.transaction(() => {
      const result = work();
      if (result === undefined) throw nothing;
      return result;
    });
  } catch (error) {
    if (error === nothing) return undefined;
    throw error;
  }
}
