import { shorten } from "../../outbox/failure-detail.ts";
import { createLane, type Lane } from "../../outbox/lane.ts";
import { backoffMs } from "../../outbox/retry-policy.ts";
import { claimRows } from "../../outbox/worker-pool.ts";
import type { Settings } from "../../settings.ts";
import type { OutboxRow } from "../../store.ts";
import { bill } from "../bill.ts";

/** The rows that call the merchant's billing. */
export interface BillingLane extends Lane {
  /** Works off what is due of one cancellation. Answers whether there was any; never rejects: what failed is tried again later. */
  drainEvent(eventId: string): Promise<boolean>;
}

export function createBillingLane(settings: Settings): BillingLane {
  const { store, onEvent, now } = settings;
  /** The work on each event, one after the other: who asks for the same event waits for it. */
  const queues = new Map<string, Promise<void>>();
  const rowsUnderWay = new Set<number>();

  function inTurn(eventId: string, task: () => Promise<void>): Promise<void> {
    const turn = (queues.get(eventId) ?? Promise.resolve()).then(task).catch((error: unknown) => {
      // The store failed in between: the row comes back when its lease ends.
      onEvent({ type: "request_failed", error });
    });
    queues.set(eventId, turn);
    return turn.finally(() => {
      if (queues.get(eventId) === turn) queues.delete(eventId);
    });
  }

  async function work(row: OutboxRow): Promise<void> {
    // The clock may have jumped over the lease of a call that is still under way here.
    if (rowsUnderWay.has(row.id)) return;
    rowsUnderWay.add(row.id);
    try {
      await bill(settings, row);
    } catch (error) {
      const { eventId, revision } = row;
      const attempts = row.attempts + 1;
      onEvent({ type: "billing_failed", eventId, revision, attempts, error });
      const failure = { status: null, detail: shorten(error) };
      const dueAt = now() + backoffMs(attempts, settings);
      await store.retry(row, { dueAt, attempts, unknownTries: 0 }, failure);
    } finally {
      rowsUnderWay.delete(row.id);
    }
  }

  async function drainEvent(eventId: string, onWork: () => void): Promise<void> {
    for (;;) {
      const [row] = await claimRows(settings, "billing", 1, eventId);
      if (!row) return;
      onWork();
      await work(row);
    }
  }

  const lane = createLane(settings, { name: "billing", work: (row) => inTurn(row.eventId, () => work(row)) });
  return {
    ...lane,
    async drainEvent(eventId) {
      let hasWorked = false;
      const noteWork = () => {
        hasWorked = true;
      };
      await inTurn(eventId, () => drainEvent(eventId, noteWork));
      return hasWorked;
    },
    async stop() {
      await lane.stop();
      await Promise.all(queues.values());
    },
  };
}
