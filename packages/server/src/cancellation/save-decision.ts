import { notificationRows } from "../notifications/notification-rows.ts";
import type { NewOutboxRow } from "../outbox/row.ts";
import type { Settings } from "../settings.ts";
import { type Change, StoreError } from "../store.ts";
import { type Cancellation, compareDecision, type Decision } from "./cancellation.ts";
import { creationOf } from "./retentbase-bodies.ts";

/** Saves are refused while others save the same cancellation; each time it is read afresh. */
const maxSaves = 10;

/**
 * Saves a decision together with the work that follows from it. The same or an older decision changes nothing.
 *
 * @throws {StoreError}
 */
export async function saveDecision(
  settings: Settings,
  cancellation: Cancellation,
  decision: Decision,
  ledgerEventId: string = cancellation.ledgerEventId,
): Promise<Cancellation> {
  const { store, onEvent } = settings;
  const knownAs = await checkLedgerEvent(settings, cancellation, ledgerEventId);
  let current = cancellation;
  for (let saves = 0; saves < maxSaves; saves += 1) {
    const effect = compareDecision(current.decision, decision);
    if (effect === "none") return current;
    const change =
      effect === "confirms" ? confirmed(current, decision) : changed(settings, current, decision, knownAs);
    const saved = await store.save(change);
    if (saved && effect === "confirms") return saved;
    if (saved) {
      const { eventId, revision } = saved;
      onEvent({
        type: "result_accepted",
        eventId,
        outcome: decision.outcome,
        source: decision.source,
        revision,
      });
      return saved;
    }
    current = (await store.find(current.eventId)) ?? current;
  }
  throw new StoreError("the cancellation is being changed by too many others at once");
}

/** The id that billing and RetentBase get: never one that stands for another user's cancellation. */
async function checkLedgerEvent(
  { store, onEvent }: Settings,
  { eventId, userId, ledgerEventId: present }: Cancellation,
  ledgerEventId: string,
): Promise<string> {
  if (ledgerEventId === eventId || ledgerEventId === present) return ledgerEventId;
  const known = await store.findByEvent(ledgerEventId);
  if (known.every((each) => each.userId === userId)) return ledgerEventId;
  onEvent({ type: "event_id_ignored", eventId });
  return present;
}

/** Only remembers that it was said again: a decision that lies in between is then known to be old. */
function confirmed(current: Cancellation, decision: Decision): Change {
  return { cancellation: { ...current, decision } };
}

function changed(
  settings: Settings,
  current: Cancellation,
  decision: Decision,
  ledgerEventId: string,
): Change {
  const next: Cancellation = {
    ...current,
    ledgerEventId,
    decision,
    status: decision.source === "plain_page" ? "confirmed" : "returned",
    revision: current.revision + 1,
    settlement: null,
    updatedAt: settings.now(),
  };
  const enqueue = [
    ...workFor(settings, current, next, decision),
    ...notificationRows(settings, "cancellation.returned", next),
  ];
  return { cancellation: next, enqueue };
}

function workFor(
  settings: Settings,
  current: Cancellation,
  next: Cancellation,
  decision: Decision,
): NewOutboxRow[] {
  const bill: NewOutboxRow = { kind: "bill", revision: next.revision, body: null };
  // What the hosted page asked is in RetentBase's hands already; what our own page asked is not.
  const isUnknownToRetentBase = decision.source === "plain_page" && current.decision === null;
  if (settings.plan === "core" || !isUnknownToRetentBase) return [bill];
  return [{ kind: "create", revision: next.revision, body: creationOf(next, decision) }, bill];
}
