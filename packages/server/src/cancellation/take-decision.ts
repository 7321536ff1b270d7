import type { App } from "../app.ts";
import type { Lane } from "../outbox/lane.ts";
import type { Cancellation, Decision } from "./cancellation.ts";
import { saveDecision } from "./save-decision.ts";

const leasePollMs = 50;

/** What a decision sets to work. */
interface DecisionLanes {
  billing: Lane<Cancellation | undefined>;
  /** Looks for work in every lane now. */
  wake(): void;
}

/**
 * Takes a customer's decision: saves it, then has billing act on it. The same or an older decision changes
 * nothing.
 *
 * @returns the cancellation as it stands afterwards, settled or not
 * @throws {StoreError} before billing is called
 */
export async function takeDecision(
  app: App,
  lanes: DecisionLanes,
  cancellation: Cancellation,
  decision: Decision,
  retentBaseEventId?: string,
): Promise<Cancellation> {
  const saved = await saveDecision(app, cancellation, decision, retentBaseEventId);
  const billed =
    (await lanes.billing.drainEvent(saved.eventId)) ?? (await waitForLeaseHolder(app, lanes.billing, saved));
  lanes.wake();
  return billed.result ?? saved;
}

/**
 * Another process may have billing under way for the same decision: then its answer is ours. Its claim can't
 * be seen at first, and it may crash: so the work is claimed again until it is done or put off. A decision on
 * disk is never lost: what can't be read now is pending.
 */
async function waitForLeaseHolder(
  { config: { billingTimeoutMs }, services: { store, now, onEvent } }: App,
  billing: DecisionLanes["billing"],
  { eventId }: Cancellation,
): Promise<{ result: Cancellation | undefined }> {
  try {
    for (let waitedMs = 0; waitedMs < billingTimeoutMs; waitedMs += leasePollMs) {
      if (!(await store.isUnderWay(eventId, "billing", now()))) break;
      await new Promise((resolve) => setTimeout(resolve, leasePollMs));
      const billed = await billing.drainEvent(eventId);
      if (billed) return billed;
    }
    return { result: await store.find(eventId) };
  } catch (error) {
    onEvent({ type: "request_failed", error });
    return { result: undefined };
  }
}
