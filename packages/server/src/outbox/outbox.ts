import { createEventLane } from "../cancellation/lanes/billing-event-lane.ts";
import { createBillingLane } from "../cancellation/lanes/billing-lane.ts";
import { createDeliveryLane } from "../cancellation/lanes/delivery-lane.ts";
import { createSessionLane } from "../cancellation/lanes/session-lane.ts";
import { createNotificationLane } from "../notifications/notification-lane.ts";
import type { Settings } from "../settings.ts";
import type { StoredBillingEvent } from "../store.ts";
import { createLoop } from "./loop.ts";

/**
 * The work that is on disk and still to be done: flows that have to be looked up, billing that has to act, outcomes that
 * RetentBase has to learn, and what others want to know.
 */
export interface Outbox {
  /** Processes everything that is due, and returns after `maxMs` milliseconds at the latest. */
  drainOnce(limits?: { maxMs?: number | undefined }): Promise<void>;
  /** Has billing act on what is due of one cancellation, and waits for it. Answers whether anything was; never rejects: what failed is tried again later. */
  bill(eventId: string): Promise<boolean>;
  /**
   * Stores one of billing's events, which is then worked off soon; false if it is known.
   *
   * @throws {StoreError}
   */
  receiveBillingEvent(event: StoredBillingEvent): Promise<boolean>;
  /** Works off what becomes due, until `stop`. */
  start(): void;
  /** Looks for work now instead of at the next poll; does nothing when not started. */
  wake(): void;
  /** Ends what `start` began, after what is under way. */
  stop(): Promise<void>;
}

/** Ends after so many milliseconds, if any. */
function createDeadline(maxMs: number | undefined) {
  let isOver = false;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const over = new Promise<void>((resolve) => {
    if (maxMs === undefined) return;
    timer = setTimeout(() => {
      isOver = true;
      resolve();
    }, maxMs);
  });
  return { over, isOver: () => isOver, clear: () => clearTimeout(timer) };
}

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
/** So many cancellations at once: others get their turn in between. */
const pruneBatch = 500;

export function createOutbox(settings: Settings): Outbox {
  const billing = createBillingLane(settings);
  const deliveries = createDeliveryLane(settings);
  const sessions = createSessionLane(settings, wake);
  const events = createEventLane(settings, deliveries.wake);
  const { notifier } = settings;
  const notifications = notifier ? [createNotificationLane(settings, notifier)] : [];
  // What is found is settled, what is settled is delivered, and all of it is told.
  const lanes = [sessions, billing, events, deliveries, ...notifications];

  function wake(): void {
    for (const lane of lanes) lane.wake();
  }

  // What nobody needs any more is not kept; the customers' words are among it.
  const pruning = createLoop(async (isStopping) => {
    const before = settings.now() - settings.retentionDays * dayMs;
    try {
      while (!isStopping() && (await settings.store.prune(before, pruneBatch)) === pruneBatch);
      while (!isStopping() && (await settings.store.pruneBillingEvents(before, pruneBatch)) === pruneBatch);
    } catch (error) {
      settings.onEvent({ type: "request_failed", error });
    }
  }, hourMs);

  return {
    async drainOnce({ maxMs } = {}) {
      if (maxMs !== undefined && !(typeof maxMs === "number" && maxMs > 0))
        throw new TypeError("drainOnce: maxMs: must be a positive number");
      const deadline = createDeadline(maxMs);
      const drainLanes = async () => {
        for (const lane of lanes) await lane.drain(deadline.isOver);
      };
      await Promise.race([drainLanes(), deadline.over]);
      deadline.clear();
    },
    bill: billing.drainEvent,
    receiveBillingEvent: events.receive,
    start() {
      for (const loop of [...lanes, pruning]) loop.start();
    },
    wake,
    stop: async () => void (await Promise.all([...lanes, pruning].map((loop) => loop.stop()))),
  };
}
