import type { Settings } from "../settings.ts";
import { createBillingLane } from "./billing-lane.ts";
import { createDeliveryLane } from "./delivery-lane.ts";
import { createSessionLane } from "./session-lane.ts";

/**
 * The work that is on disk and still to be done: flows that have to be looked up, billing that has to act, outcomes that
 * RetentBase has to learn.
 */
export interface Outbox {
  /** Works off everything that is due now. */
  drainOnce(): Promise<void>;
  /** Has billing act on what is due of one cancellation, and waits for it. Never rejects: what failed is tried again later. */
  bill(eventId: string): Promise<void>;
  /** Works off what becomes due, until `stop`. */
  start(): void;
  /** Looks for work now instead of at the next poll; does nothing when not started. */
  wake(): void;
  /** Ends what `start` began, after what is under way. */
  stop(): Promise<void>;
}

export function createOutbox(settings: Settings): Outbox {
  const billing = createBillingLane(settings);
  const deliveries = createDeliveryLane(settings);
  const sessions = createSessionLane(settings, wake);
  // What is found is settled, and what is settled is delivered.
  const lanes = [sessions, billing, deliveries];

  function wake(): void {
    for (const lane of lanes) lane.wake();
  }

  return {
    async drainOnce() {
      for (const lane of lanes) await lane.drain();
    },
    bill: billing.drainEvent,
    start() {
      for (const lane of lanes) lane.start();
    },
    wake,
    stop: async () => void (await Promise.all(lanes.map((lane) => lane.stop()))),
  };
}
