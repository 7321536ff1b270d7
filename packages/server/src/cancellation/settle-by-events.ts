import type { App } from "../app.ts";
import { type Cancellation, type Decision, isSameEnd } from "./cancellation.ts";
import { deriveOutcome } from "./derive-outcome.ts";
import { saveStep, toCircumstances } from "./save-step.ts";
import { toSettledEvent } from "./settled-event.ts";
import { settle } from "./transitions.ts";

/**
 * Settles a cancellation by billing's events, if they say anything new.
 *
 * @returns whether RetentBase has to be sent an outcome
 * @throws {StoreError}
 */
export async function settleByEvents(app: App, found: Cancellation): Promise<boolean> {
  const { store, onEvent } = app.services;
  const { eventId } = found;
  let cancellation: Cancellation | undefined = found;
  while (isDecidedByEvents(cancellation)) {
    const { createdAt, decision, userId, subscription } = cancellation;
    const question = { startedAt: createdAt, decidedAt: decision.decidedAtMs, userId, subscription };
    const settlement = deriveOutcome(question, await store.findBillingEvents(toBillingIds(cancellation)));
    if (!settlement || isSameEnd(cancellation.settlement, settlement)) return false;
    const saved = await saveStep(app, settle(cancellation, settlement, toCircumstances(app)));
    if (saved) {
      onEvent(toSettledEvent(eventId, settlement, saved));
      return true;
    }
    // Another process saved first: its version is compared with the events.
    cancellation = await store.find(eventId);
  }
  return false;
}

/**
 * Before billing has acted on a decision there is nothing for its events to confirm. A customer who stays has
 * not cancelled; only where an end that others have scheduled stands, billing waits for what comes of it.
 */
function isDecidedByEvents(
  cancellation: Cancellation | undefined,
): cancellation is Cancellation & { decision: Decision } {
  if (!cancellation?.decision) return false;
  if (cancellation.decision.outcome === "recovered") return cancellation.status === "pending";
  return ["pending", "settled", "forwarded"].includes(cancellation.status);
}

/**
 * What billing's events are found by. The merchant's user id is not a billing id: users may choose theirs.
 */
function toBillingIds({ environment, billingCustomer: customer, subscription, userId }: Cancellation) {
  return { environment, customer, subscription, userId };
}
