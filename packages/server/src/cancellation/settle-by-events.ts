import type { Settings } from "../settings.ts";
import { settled } from "./billing-answer.ts";
import type { Cancellation, Decision, Settlement } from "./cancellation.ts";
import { deriveOutcome } from "./derive-outcome.ts";

/**
 * Settles a cancellation as billing's events say, where they say anything new.
 *
 * @returns whether RetentBase has to be told
 * @throws {StoreError}
 */
export async function settleByEvents(settings: Settings, found: Cancellation): Promise<boolean> {
  const { store, onEvent } = settings;
  const { eventId } = found;
  let cancellation: Cancellation | undefined = found;
  while (isDecidedByEvents(cancellation)) {
    const { createdAt, decision, userId, subscription } = cancellation;
    const question = { startedAt: createdAt, decidedAt: decision.decidedAt * 1000, userId, subscription };
    const settlement = deriveOutcome(question, await store.findBillingEvents(idsOf(cancellation)));
    if (!settlement || isSame(cancellation.settlement, settlement)) return false;
    const saved = await store.save(settled(settings, cancellation, settlement));
    if (saved) {
      onEvent({ type: "settled", eventId, outcome: settlement.outcome, revision: saved.revision });
      return true;
    }
    // Another process saved first: its version is compared with the events.
    cancellation = await store.find(eventId);
  }
  return false;
}

/** Before billing has acted on a decision there is nothing for its events to confirm; and who stays has not cancelled. */
function isDecidedByEvents(
  cancellation: Cancellation | undefined,
): cancellation is Cancellation & { decision: Decision } {
  if (cancellation?.decision?.outcome !== "churned") return false;
  return ["pending", "settled", "forwarded"].includes(cancellation.status);
}

/** By what billing's events are found. The merchant's user id is none of billing's: users may choose theirs. */
function idsOf({ environment, billingCustomer: customer, subscription, userId }: Cancellation) {
  return { environment, customer, subscription, userId };
}

function isSame(a: Settlement | null, b: Settlement): boolean {
  return a?.outcome === b.outcome && a.confirmed === b.confirmed && timeOf(a) === timeOf(b);
}

function timeOf({ effectiveAt }: Settlement): number | null {
  return effectiveAt === null ? null : Date.parse(effectiveAt);
}
