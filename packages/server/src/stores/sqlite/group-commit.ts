import { runOrUndo, type SqliteDriver } from "./driver.ts";

/** Runs a write, all of it or nothing: `work` returns undefined to have everything undone. */
type Commit = <T>(work: () => T | undefined) => Promise<T | undefined>;

export interface GroupCommit {
  commit: Commit;
  /**
   * The same for what no request waits for: it has a transaction a little later, so that not every request
   * writes its pages too.
   */
  commitLater: Commit;
  /** Runs what is waiting now. */
  flush(): void;
}

interface Write {
  work(): unknown;
  resolve(result: never): void;
  reject(error: unknown): void;
}

/** After so many turns of the event loop, or with so many writes, a transaction begins in any case. */
const maxTurns = 16;
const maxWrites = 64;
/** How long a write that no request waits for stays in memory, in milliseconds. */
const laterMs = 100;

/**
 * Gathers the writes that are asked for in one turn of the event loop into one transaction: the disk is
 * waited for once, not once for each. As long as every turn brings another write, it waits for the next one;
 * a single write waits for one turn more. Every write is still undone, or fails, on its own, and its promise
 * resolves when it is on disk.
 */
export function createGroupCommit(database: SqliteDriver): GroupCommit {
  let waiting: Write[] = [];
  let waitingLonger: Write[] = [];
  let isFlushComing = false;
  /** Where writes come one at a time, waiting another turn would only delay each of them. */
  let wasAlone = false;
  let later: ReturnType<typeof setTimeout> | undefined;

  /** @param seen how many writes were waiting a turn ago */
  function flushOrWait(seen: number, turns: number): void {
    const isGrowing = waiting.length > seen && waiting.length < maxWrites && turns < maxTurns;
    if (isGrowing) setImmediate(flushOrWait, waiting.length, turns + 1);
    else flushWaiting();
  }

  function flushWaiting(): void {
    const writes = waiting;
    waiting = [];
    isFlushComing = false;
    wasAlone = writes.length === 1;
    commitAll(writes);
  }

  function flush(): void {
    waiting.push(...waitingLonger);
    waitingLonger = [];
    clearTimeout(later);
    later = undefined;
    flushWaiting();
  }

  function commitAll(writes: Write[]): void {
    const [first, ...others] = writes;
    if (!first) return;
    // A transaction of its own undoes a single write as well as a part of one would.
    if (others.length === 0) {
      commitAlone(first);
      return;
    }
    const settled: (() => void)[] = [];
    try {
      database.transaction(() => {
        for (const write of writes) settled.push(run(write));
      });
    } catch (error) {
      for (const { reject } of writes) reject(error);
      return;
    }
    for (const settle of settled) settle();
  }

  function commitAlone({ work, resolve, reject }: Write): void {
    try {
      resolve(runOrUndo(database, work) as never);
    } catch (error) {
      reject(error);
    }
  }

  /** Answers what the write's promise becomes once everything is on disk. */
  function run({ work, resolve, reject }: Write): () => void {
    try {
      const result = runOrUndo(database, work);
      return () => resolve(result as never);
    } catch (error) {
      // A full disk may have undone the whole transaction: then none of the writes stands.
      if (!database.isInTransaction()) throw error;
      return () => reject(error);
    }
  }

  const addTo = <T>(writes: Write[], work: () => T | undefined) =>
    new Promise<T | undefined>((resolve, reject) => writes.push({ work, resolve, reject }));

  return {
    commit(work) {
      const written = addTo(waiting, work);
      if (!isFlushComing) setImmediate(flushOrWait, wasAlone ? 1 : 0, 0);
      isFlushComing = true;
      return written;
    },
    commitLater(work) {
      later ??= setTimeout(flush, laterMs).unref();
      return addTo(waitingLonger, work);
    },
    flush,
  };
}

/** Commits each write by itself, at once: for a database that gathers commits on its own. */
export function createDirectCommit(database: SqliteDriver): GroupCommit {
  const commit: Commit = async (work) => runOrUndo(database, work);
  return { commit, commitLater: commit, flush: () => {} };
}
