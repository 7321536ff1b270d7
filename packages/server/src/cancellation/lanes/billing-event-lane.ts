import { shorten } from "../../outbox/failure-detail.ts";
import { createLane, type Lane } from "../../outbox/lane.ts";
import { backoffMs } from "../../outbox/retry-policy.ts";
import type { Settings } from "../../settings.ts";
import type { OutboxRow, StoredBillingEvent } from "../../store.ts";
import { settleByEvents } from "../settle-by-events.ts";

/** How long storing new events may put off working on stored ones, in milliseconds. */
const maxWaitMs = 10_000;

/** The rows that work off what billing has told. */
export interface EventLane extends Lane {
  /**
   * Stores one of billing's events; false if it is known. Meanwhile none is worked off: the answers to billing come first, and each waits
   * for the same disk.
   */
  receive(event: StoredBillingEvent): Promise<boolean>;
}

/** @param onSettled called when an outcome follows from an event, so that RetentBase is told soon */
export function createEventLane(settings: Settings, onSettled: () => void): EventLane {
  const { store, onEvent, now } = settings;
  let storing = 0;
  let storingSince = 0;

  /** Never rejects: where the store fails in between, the row comes back when its lease ends. */
  async function work(row: OutboxRow): Promise<void> {
    try {
      for (const eventId of await findConcerned(row)) {
        if (await settleByEvents(settings, eventId)) onSettled();
      }
      await store.finish(row);
    } catch (error) {
      onEvent({ type: "request_failed", error });
      await putBack(row, error);
    }
  }

  async function putBack(row: OutboxRow, error: unknown): Promise<void> {
    const attempts = row.attempts + 1;
    const next = { dueAt: now() + backoffMs(attempts, settings), attempts, unknownTries: 0 };
    await store.retry(row, next, { status: null, detail: shorten(error) }).catch(() => {});
  }

  /** A `derive` row names its cancellation; a `billing_event` row names billing's event. */
  async function findConcerned({ kind, eventId }: OutboxRow): Promise<string[]> {
    if (kind === "derive") return [eventId];
    const event = await store.findBillingEvent(eventId);
    if (!event) return [];
    return (await store.findByBilling(event)).map((cancellation) => cancellation.eventId);
  }

  const isPaused = () => storing > 0 && performance.now() - storingSince < maxWaitMs;
  const lane = createLane(settings, { name: "events", work, isPaused });
  return {
    ...lane,
    async receive(event) {
      if (storing === 0) storingSince = performance.now();
      storing += 1;
      try {
        return await store.addBillingEvent(event, now());
      } finally {
        storing -= 1;
        if (storing === 0) lane.wake();
      }
    },
  };
}
