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

  async function take(until: () => boolean): Promise<void> {
    while (!until() && busy.size < settings.outbox.concurrency) {
      const row = await claimRow(settings, lane);
      if (!row) return;
      const job = work(row).finally(() => {
        busy.delete(job);
        onFree();
      });
      busy.add(job);
    }
  }

  return {
    take,
    async takeAll(until) {
      for (;;) {
        await take(until);
        // A race among none would never end.
        if (busy.size === 0) return;
        await Promise.race(busy);
      }
    },
    idle: async () => void (await Promise.all(busy)),
  };
}

/** Leases the first row that is due, for longer than working on it can take. */
export async function claimRow(
  { store, now, newId, billingTimeoutMs, outbox }: Settings,
  lane: OutboxLane,
  eventId?: string,
): Promise<OutboxRow | undefined> {
  // An update may need three calls: where RetentBase doesn't know the event, it is made in between.
  const workMs = lane === "billing" ? billingTimeoutMs + 5000 : 3 * outbox.timeoutMs;
  const leasedUntil = now() + Math.max(outbox.leaseMs, workMs);
  // Links may last for long, everything else is due within the longest wait that there is.
  const longestWaitMs = outbox.maxRetryAfterMs + outbox.maxRetryMs + outbox.firstRetryMs + workMs;
  const horizon = lane === "sessions" ? Number.MAX_SAFE_INTEGER : now() + longestWaitMs + outbox.leaseMs;
  const query = { lane, now: now(), leasedUntil, horizon, lease: newId(), limit: 1 };
  const [row] = await store.claim(eventId === undefined ? query : { ...query, eventId });
  return row;
}
