import { describeThrown } from "../../outbox/describe-thrown.ts";
import { createLane, type Lane } from "../../outbox/lane.ts";
import type { Settings } from "../../settings.ts";
import { bill } from "../bill.ts";
import type { Cancellation } from "../cancellation.ts";

/** What is left for the store once billing has answered, in milliseconds. */
const savingMs = 5000;

/** The rows that call the merchant's billing. Their results are the cancellations as they stand afterwards. */
export type BillingLane = Lane<Cancellation | undefined>;

export function createBillingLane(settings: Settings): BillingLane {
  const { outbox, billingTimeoutMs, onEvent } = settings;
  return createLane(settings, outbox, {
    name: "billing",
    maxRunMs: billingTimeoutMs + savingMs,
    run: (row) => bill(settings, row),
    onFailure({ eventId, revision }, error, attempts) {
      onEvent({ type: "billing_failed", eventId, revision, attempts, error });
      return { action: "retry", failure: { status: null, detail: describeThrown(error) } };
    },
  });
}
