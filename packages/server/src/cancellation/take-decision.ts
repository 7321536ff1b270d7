import type { Outbox } from "../outbox/outbox.ts";
import type { Settings } from "../settings.ts";
import type { Cancellation, Decision } from "./cancellation.ts";
import { writeDown } from "./save-decision.ts";

const leasePollMs = 50;

/**
 * Takes a customer's decision: writes it down, then has billing act on it. The same or an older decision changes nothing.
 *
 * @returns the cancellation as it stands afterwards, settled or not
 * @throws {StoreError} before billing is called
 */
export async function takeDecision(
  settings: Settings,
  outbox: Outbox,
  cancellation: Cancellation,
  decision: Decision,
  ledgerEventId: string = cancellation.ledgerEventId,
): Promise<Cancellation> {
  const written = await writeDown(settings, cancellation, decision, ledgerEventId);
  const hasBilled = await outbox.bill(written.eventId);
  outbox.wake();
  try {
    if (!hasBilled) await waitForLeaseHolder(settings, outbox, written.eventId);
    return (await settings.store.find(written.eventId)) ?? written;
  } catch (error) {
    // Once the decision is on disk nothing is lost: what can't be read now is pending, not failed.
    settings.onEvent({ type: "request_failed", error });
    return written;
  }
}

/**
 * Another process may have billing under way for the same decision: then its answer is ours. Its claim of the work can't be seen at first,
 * and it may crash: so the work is claimed again until it is done or put off.
 */
async function waitForLeaseHolder(
  { store, now, billingTimeoutMs }: Settings,
  outbox: Outbox,
  eventId: string,
): Promise<void> {
  for (let waitedMs = 0; waitedMs < billingTimeoutMs; waitedMs += leasePollMs) {
    if (!(await store.isUnderWay(eventId, "billing", now()))) return;
    await new Promise((resolve) => setTimeout(resolve, leasePollMs));
    if (await outbox.bill(eventId)) return;
  }
}
