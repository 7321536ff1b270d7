import { type Store, StoreError } from "../../store.ts";
import { sqliteErrorCode } from "../error-codes.ts";
import type { SqliteDriver } from "./driver.ts";
import { createDriverStore } from "./driver-store.ts";
import { openFile } from "./file-driver.ts";
import { createGroupCommit } from "./group-commit.ts";
import { migrate } from "./migrations.ts";
import { probeWrite } from "./statements.ts";

export interface SqliteStoreOptions {
  /** Path of the database file, made where it is missing; `:memory:` keeps everything in memory. */
  file: string;
  /**
   * How long a statement waits for another process's lock, and everything else with it, in milliseconds.
   * Default 1,000.
   */
  busyTimeoutMs?: number;
}

/**
 * A store in one SQLite file: write-ahead log, and every commit on disk before it returns
 * (`synchronous=FULL`).
 *
 * @throws {StoreError} when the file can't be opened
 *
 * @example
 * import { createSqliteStore } from "@retent/server/sqlite";
 *
 * const store = createSqliteStore({ file: "retent.db" });
 */
export function createSqliteStore({ file, busyTimeoutMs = 1000 }: SqliteStoreOptions): Store {
  const database = open(file, busyTimeoutMs);
  return createDriverStore(database, createGroupCommit(database));
}

function open(file: string, busyTimeoutMs: number): SqliteDriver {
  try {
    const database = openFile(file, busyTimeoutMs);
    migrate(database);
    // What the writes of a shared transaction may have to undo is kept in memory; by default most of it would be
    // written to a file. Not before the migrations: an index of many rows is sorted on the disk.
    database.exec("pragma temp_store = memory");
    // A file that may only be read opens without a word.
    database.prepare(probeWrite).run();
    return database;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    const message = `store: the SQLite file ${file} can't be opened: ${reason}`;
    throw new StoreError(sqliteErrorCode(error), message, { cause: error });
  }
}
