import type { App } from "../../app.ts";
import { describeThrown } from "../../outbox/describe-thrown.ts";
import { createLane, type Lane } from "../../outbox/lane.ts";
import { bill } from "../bill.ts";
import type { Cancellation } from "../cancellation.ts";

/** What is left for the store once billing has answered, in milliseconds. */
const savingMs = 5000;

/**
 * The rows that call the merchant's billing. Their results are the cancellations as they stand afterwards.
 */
export type BillingLane = Lane<Cancellation | undefined>;

export function createBillingLane(app: App): BillingLane {
  const { outbox, billingTimeoutMs } = app.config;
  const { onEvent } = app.services;
  return createLane(app.services, outbox, {
    name: "billing",
    maxRunMs: billingTimeoutMs + savingMs,
    run: (row) => bill(app, row),
    onFailure({ eventId, revision }, error, attempts) {
      onEvent({ type: "billing_failed", eventId, revision, attempts, error });
      return { action: "retry", failure: { status: null, detail: describeThrown(error) } };
    },
  });
}
