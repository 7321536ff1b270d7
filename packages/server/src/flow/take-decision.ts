import type { Cancellation, Decision } from "../cancellation.ts";
import type { Outbox } from "../outbox/outbox.ts";
import type { Settings } from "../settings.ts";
import { writeDown } from "./write-down.ts";

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
  await outbox.bill(written.eventId);
  outbox.wake();
  // Once the decision is on disk nothing is lost: what can't be read now is pending, not failed.
  return (await settings.store.find(written.eventId).catch(() => undefined)) ?? written;
}
