import type { Settings } from "../settings.ts";
import { createBillingLane } from "./billing-lane.ts";
import { createDeliveryLane } from "./delivery-lane.ts";
import { createLoop } from "./loop.ts";
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
  // A loop of its own for each lane: billing that hangs keeps no outcome from RetentBase.
  const loops = [sessions, billing, deliveries].map(({ drain }) => createLoop(drain, settings.outbox.pollMs));

  function wake(): void {
    for (const loop of loops) loop.wake();
  }

  return {
    async drainOnce() {
      // What is found is settled, and what is settled is delivered, in the same go.
      await sessions.drain(() => false);
      await billing.drain(() => false);
      await deliveries.drain(() => false);
    },
    bill: billing.drainEvent,
    start() {
      for (const loop of loops) loop.start();
    },
    wake,
    async stop() {
      await Promise.all(loops.map((loop) => loop.stop()));
      await billing.idle();
    },
  };
}
