import type { DatabaseSync } from "node:sqlite";

/** Runs a write, all of it or nothing: `work` returns undefined to have everything undone. */
type Commit = <T>(work: () => T | undefined) => Promise<T | undefined>;

export interface GroupCommit {
  commit: Commit;
  /** Runs what is waiting now. */
  flush(): void;
}

interface Write {
  work(): unknown;
  resolve(result: never): void;
  reject(error: unknown): void;
}

/**
 * Gathers the writes that are asked for in one turn of the event loop into one transaction: the disk is
 * waited for once, not once for each. Every write is still undone, or fails, on its own, and its promise
 * resolves when it is on disk.
 */
export function createGroupCommit(database: DatabaseSync): GroupCommit {
  let waiting: Write[] = [];

  function flush(): void {
    const writes = waiting;
    waiting = [];
    if (writes.length === 0) return;
    const settled: (() => void)[] = [];
    try {
      database.exec("begin immediate");
      for (const write of writes) settled.push(run(write));
      database.exec("commit");
    } catch (error) {
      if (database.isOpen && database.isTransaction) database.exec("rollback");
      for (const { reject } of writes) reject(error);
      return;
    }
    for (const settle of settled) settle();
  }

  /** Answers what the write's promise becomes once everything is on disk. */
  function run({ work, resolve, reject }: Write): () => void {
    database.exec("savepoint write");
    try {
      const result = work();
      if (result === undefined) database.exec("rollback to write");
      database.exec("release write");
      return () => resolve(result as never);
    } catch (error) {
      // A full disk may have undone the whole transaction: then none of the writes stands.
      if (!database.isTransaction) throw error;
      database.exec("rollback to write; release write");
      return () => reject(error);
    }
  }

  return {
    commit: <T>(work: () => T | undefined) =>
      new Promise<T | undefined>((resolve, reject) => {
        if (waiting.length === 0) setImmediate(flush);
        waiting.push({ work, resolve, reject });
      }),
    flush,
  };
}
