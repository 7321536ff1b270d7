import type { App } from "../../app.ts";
import { createLane, type Lane } from "../../outbox/lane.ts";
import type { OutboxRow } from "../../outbox/row.ts";
import type { StoredBillingEvent } from "../../store.ts";
import type { Cancellation } from "../cancellation.ts";
import { settleByEvents } from "../settle-by-events.ts";

/** How long storing new events may defer the work on stored ones, in milliseconds. */
const maxDeferMs = 10_000;

/** The rows that settle cancellations by billing's events. */
export interface BillingEventLane extends Lane<void> {
  /**
   * Stores one of billing's events, which is worked on soon; false if it is known. No event is worked on
   * meanwhile: the responses to billing come first, and each waits for the same disk.
   *
   * @throws {StoreError}
   */
  receive(event: StoredBillingEvent): Promise<boolean>;
}

/** @param onSettled called when an outcome follows from an event, so that RetentBase is sent it soon */
export function createBillingEventLane(app: App, onSettled: () => void): BillingEventLane {
  const { outbox } = app.config;
  const { store, now } = app.services;
  let storing = 0;
  let storingSince = 0;

  /** A `derive` row names its cancellation; a `billing_event` row names billing's event. */
  async function findConcerned({ kind, eventId }: OutboxRow): Promise<Cancellation[]> {
    if (kind === "derive") return [(await store.find(eventId)) ?? []].flat();
    const event = await store.findBillingEvent(eventId);
    return event ? store.findByBilling(event) : [];
  }

  const lane = createLane(app.services, outbox, {
    name: "events",
    maxRunMs: outbox.timeoutMs,
    async run(row) {
      for (const cancellation of await findConcerned(row)) {
        if (await settleByEvents(app, cancellation)) onSettled();
      }
      await store.finish(row);
    },
    isPaused: () => storing > 0 && performance.now() - storingSince < maxDeferMs,
  });
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
