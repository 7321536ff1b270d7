import type { RetentEvent } from "../retent-event.ts";
import type { Cancellation, Settlement } from "./cancellation.ts";

/** What is reported once a cancellation is saved with its settlement, and how long after the decision that is. */
export function toSettledEvent(
  eventId: string,
  { outcome }: Pick<Settlement, "outcome">,
  { revision, decision, updatedAt }: Cancellation,
): RetentEvent {
  const afterMs = decision ? Math.max(0, updatedAt - decision.decidedAtMs) : 0;
  return { type: "settled", eventId, outcome, revision, afterMs };
}
