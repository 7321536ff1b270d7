import type { Settings } from "../settings.ts";
import type { OutboxLane, OutboxRow } from "../store.ts";

/** So many hands work on the rows of a lane at the same time; a slow row holds up one of them and nobody else. */
export interface Hands {
  /** Takes rows that are due as long as a hand is free, and does not wait for them. */
  take(until: () => boolean): Promise<void>;
  /** Takes rows until none is due, and waits for all of them. */
  takeAll(until: () => boolean): Promise<void>;
  /** Resolves when every hand is free. */
  idle(): Promise<void>;
}

/**
 * @param work never rejects
 * @param onFree called when a hand gets free: there may be more that is due
 */
export function createHands(
  settings: Settings,
  lane: OutboxLane,
  work: (row: OutboxRow) => Promise<void>,
  onFree: () => void,
): Hands {
  const busy = new Set<Promise<void>>();

  function begin(row: OutboxRow): void {
    const job = work(row).finally(() => {
      busy.delete(job);
      onFree();
    });
    busy.add(job);
  }

  /** Answers how many it took. */
  async function take(until: () => boolean): Promise<number> {
    let taken = 0;
    for (;;) {
      const free = settings.outbox.concurrency - busy.size;
      if (free <= 0 || until()) return taken;
      const rows = await claimRows(settings, lane, free);
      for (const row of rows) begin(row);
      taken += rows.length;
      if (rows.length < free) return taken;
    }
  }

  return {
    take: async (until) => void (await take(until)),
    async takeAll(until) {
      for (;;) {
        // What was under way meanwhile may have made the next row due just after it was looked for.
        const wasIdle = busy.size === 0;
        const taken = await take(until);
        if (busy.size > 0) await Promise.race(busy);
        else if (until() || (wasIdle && taken === 0)) return;
      }
    },
    idle: async () => void (await Promise.all(busy)),
  };
}

/** Leases rows that are due, for longer than working on them can take. */
export async function claimRows(
  { store, now, newId, billingTimeoutMs, outbox }: Settings,
  lane: OutboxLane,
  limit: number,
  eventId?: string,
): Promise<OutboxRow[]> {
  // An update may need three calls: where RetentBase doesn't know the event, it is made in between.
  const workMs = lane === "billing" ? billingTimeoutMs + 5000 : 3 * outbox.timeoutMs;
  const leasedUntil = now() + Math.max(outbox.leaseMs, workMs);
  // Links may last for long, everything else is due within the longest wait that there is.
  const longestWaitMs = outbox.maxRetryAfterMs + outbox.maxRetryMs + outbox.firstRetryMs + workMs;
  const horizon = lane === "sessions" ? Number.MAX_SAFE_INTEGER : now() + longestWaitMs + outbox.leaseMs;
  const query = { lane, now: now(), leasedUntil, horizon, lease: newId(), limit };
  return store.claim(eventId === undefined ? query : { ...query, eventId });
}
