import type { Claim } from "./claim.ts";
import type { OutboxRow } from "./row.ts";

/** Works on a few rows at the same time: a slow one occupies a single worker. */
export interface WorkerPool {
  /** Claims due rows as long as a worker is free, and does not wait for them. */
  fill(isOver: () => boolean): Promise<void>;
  /** Claims rows until none is due, and waits for all of them. `onEnded` is called when one that it began has ended. */
  drain(isOver: () => boolean, onEnded?: () => void): Promise<void>;
  /** Resolves when every worker is free. */
  idle(): Promise<void>;
}

interface WorkerPoolOptions {
  /** How many rows at the same time. */
  size: number;
  claim: Claim;
  /**
   * Never rejects.
   *
   * @param free makes the worker free before it ends: what is left is to be saved, and the next row may begin
   */
  run(row: OutboxRow, free: () => void): Promise<unknown>;
  /** Called when a worker becomes free: more rows may be due. */
  onFree(): void;
  /** Claims rows before a worker is free for them, as many as have ended since the last claim. */
  claimsAhead: boolean;
  now: () => number;
}

/** For each worker, so many rows may be in memory: one that is worked on, and others that are being saved. */
const rowsPerWorker = 4;
/** Rows are claimed ahead only while the claims follow each other within this time, in milliseconds. */
const quickMs = 100;
/** Rows that were claimed ahead begin within this time, in milliseconds, or come back when their lease ends. */
export const maxAheadMs = 5000;

export function createWorkerPool(options: WorkerPoolOptions): WorkerPool {
  const { size, claim, run, onFree, claimsAhead, now } = options;
  const jobs = new Set<Promise<void>>();
  /** Claimed, and not begun. */
  let ready: OutboxRow[] = [];
  let claimedAt = Number.NEGATIVE_INFINITY;
  let endedSince = 0;
  let working = 0;
  let waiting: (() => void)[] = [];

  function changed(): void {
    onFree();
    const resolvers = waiting;
    waiting = [];
    for (const resolve of resolvers) resolve();
  }

  function begin(row: OutboxRow, onEnded: () => void): void {
    working += 1;
    let isWorking = true;
    const free = () => {
      if (isWorking) {
        working -= 1;
        endedSince += 1;
      }
      isWorking = false;
      changed();
    };
    const job = run(row, free)
      .then(() => {})
      .finally(() => {
        jobs.delete(job);
        onEnded();
        free();
      });
    jobs.add(job);
  }

  const countFree = () => Math.min(size - working, rowsPerWorker * size - jobs.size);
  const sinceClaim = () => Math.abs(now() - claimedAt);

  /** Claims rows for the workers that are free, and answers whether more may be due. */
  async function claimMore(free: number): Promise<boolean> {
    const ahead = claimsAhead && sinceClaim() < quickMs ? Math.min(endedSince, rowsPerWorker * size) : 0;
    endedSince = 0;
    claimedAt = now();
    const rows = await claim(free + ahead);
    ready.push(...rows);
    return rows.length === free + ahead;
  }

  let filling: Promise<unknown> = Promise.resolve();

  /** Fills one after the other: two at once would both count on the same free workers. */
  function fill(isOver: () => boolean, onEnded = () => {}): Promise<number> {
    const filled = filling.then(() => fillNow(isOver, onEnded));
    filling = filled.catch(() => {});
    return filled;
  }

  /** Returns how many rows have begun. */
  async function fillNow(isOver: () => boolean, onEnded: () => void): Promise<number> {
    let begun = 0;
    for (let mayMore = true; ; ) {
      // What was claimed ahead and did not begin in time comes back when its lease ends.
      if (sinceClaim() >= maxAheadMs) ready = [];
      const free = countFree();
      if (free <= 0 || isOver()) return begun;
      if (ready.length === 0) {
        if (!mayMore) return begun;
        mayMore = await claimMore(free);
        if (ready.length === 0) return begun;
      }
      const next = ready.splice(0, free);
      for (const row of next) begin(row, onEnded);
      begun += next.length;
    }
  }

  return {
    fill: async (isOver) => void (await fill(isOver)),
    async drain(isOver, onEnded) {
      for (;;) {
        const change = new Promise<void>((resolve) => {
          waiting.push(resolve);
        });
        // A row that was being worked on may have made the next one due just after the claim.
        const wasIdle = jobs.size === 0;
        const begun = await fill(isOver, onEnded);
        if (jobs.size > 0) await change;
        else if (isOver() || (wasIdle && begun === 0)) return;
      }
    },
    idle: async () => void (await Promise.all(jobs)),
  };
}
