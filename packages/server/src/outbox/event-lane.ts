import { settleByEvents } from "../flow/settle-by-events.ts";
import type { Settings } from "../settings.ts";
import type { OutboxRow } from "../store.ts";
import { shorten } from "./failure-detail.ts";
import { createLane, type Lane } from "./lane.ts";
import { backoffMs } from "./retry-policy.ts";

/** How long what is arriving may put off what has arrived, in milliseconds. */
const maxWaitMs = 10_000;

/** The rows that work off what billing has told. */
export interface EventLane extends Lane {
  /** Runs what keeps an event. Meanwhile none is worked off: the answers to billing come first, for each waits for the same disk. */
  whileKeeping<T>(keep: () => Promise<T>): Promise<T>;
}

/** @param onSettled called when an outcome follows from an event, so that RetentBase is told soon */
export function createEventLane(settings: Settings, onSettled: () => void): EventLane {
  const { store, onEvent, now } = settings;
  let arriving = 0;
  let arrivingSince = 0;

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

  const isPaused = () => arriving > 0 && performance.now() - arrivingSince < maxWaitMs;
  const lane = createLane(settings, { name: "events", work, isPaused });
  return {
    ...lane,
    async whileKeeping(keep) {
      if (arriving === 0) arrivingSince = performance.now();
      arriving += 1;
      try {
        return await keep();
      } finally {
        arriving -= 1;
        if (arriving === 0) lane.wake();
      }
    },
  };
}
