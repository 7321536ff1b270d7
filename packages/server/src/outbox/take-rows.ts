import type { Settings } from "../settings.ts";
import type { OutboxLane, OutboxRow } from "../store.ts";

/**
 * Has several workers take rows that are due, one at a time, so that a slow one holds up none but itself.
 *
 * @param until asked before each row: true ends the work
 */
export async function takeRows(
  settings: Settings,
  lane: OutboxLane,
  work: (row: OutboxRow) => Promise<void>,
  until: () => boolean,
): Promise<void> {
  const worker = async () => {
    while (!until()) {
      const row = await claimRow(settings, lane);
      if (!row) return;
      await work(row);
    }
  };
  await Promise.all(Array.from({ length: settings.outbox.concurrency }, worker));
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
  const query = { lane, now: now(), leasedUntil, lease: newId(), limit: 1 };
  const [row] = await store.claim(eventId === undefined ? query : { ...query, eventId });
  return row;
}
