import type { Claim } from "./claim.ts";
import type { OutboxRow } from "./row.ts";

/** Works on a few rows at the same time: a slow one occupies a single worker. */
export interface WorkerPool {
  /** Claims due rows as long as a worker is free, and does not wait for them. */
  fill(isOver: () => boolean): Promise<void>;
  /** Claims rows until none is due, and waits for all of them. */
  drain(isOver: () => boolean): Promise<void>;
  /** Resolves when every worker is free. */
  idle(): Promise<void>;
}

interface WorkerPoolOptions {
  /** How many rows at the same time. */
  size: number;
  claim: Claim;
  /** Never rejects. */
  run(row: OutboxRow): Promise<unknown>;
  /** Called when a worker becomes free: more rows may be due. */
  onFree(): void;
}

export function createWorkerPool({ size, claim, run, onFree }: WorkerPoolOptions): WorkerPool {
  const busy = new Set<Promise<void>>();

  function begin(row: OutboxRow): void {
    const job = run(row)
      .then(() => {})
      .finally(() => {
        busy.delete(job);
        onFree();
      });
    busy.add(job);
  }

  /** Returns how many rows were claimed. */
  async function fill(isOver: () => boolean): Promise<number> {
    let claimed = 0;
    for (;;) {
      const free = size - busy.size;
      if (free <= 0 || isOver()) return claimed;
      const rows = await claim(free);
      for (const row of rows) begin(row);
      claimed += rows.length;
      if (rows.length < free) return claimed;
    }
  }

  return {
    fill: async (isOver) => void (await fill(isOver)),
    async drain(isOver) {
      for (;;) {
        // A row that was being worked on may have made the next one due just after the claim.
        const wasIdle = busy.size === 0;
        const claimed = await fill(isOver);
        if (busy.size > 0) await Promise.race(busy);
        else if (isOver() || (wasIdle && claimed === 0)) return;
      }
    },
    idle: async () => void (await Promise.all(busy)),
  };
}
