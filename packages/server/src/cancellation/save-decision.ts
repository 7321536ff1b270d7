import type { App } from "../app.ts";
import { StoreError } from "../store.ts";
import { type Cancellation, compareDecision, type Decision } from "./cancellation.ts";
import { saveStep, toCircumstances } from "./save-step.ts";
import { decide, repeat } from "./transitions.ts";

/** Saves are refused while others save the same cancellation; each time it is read afresh. */
const maxSaves = 10;

/**
 * Saves a decision together with the work that follows from it. The same or an older decision changes
 * nothing.
 *
 * @throws {StoreError}
 */
export async function saveDecision(
  app: App,
  cancellation: Cancellation,
  decision: Decision,
  retentBaseEventId: string = cancellation.retentBaseEventId,
): Promise<Cancellation> {
  const { store, onEvent } = app.services;
  const knownAs = await checkRetentBaseEventId(app, cancellation, retentBaseEventId);
  let current = cancellation;
  for (let saves = 0; saves < maxSaves; saves += 1) {
    const effect = compareDecision(current.decision, decision);
    if (effect === "none") return current;
    const step =
      effect === "repeats"
        ? repeat(current, decision)
        : decide(current, decision, knownAs, toCircumstances(app));
    const saved = await saveStep(app, step);
    if (saved && effect === "repeats") return saved;
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
  throw new StoreError("unavailable", "the cancellation is being changed by too many others at once");
}

/** The id that billing and RetentBase get: never one that stands for another user's cancellation. */
async function checkRetentBaseEventId(
  { services: { store, onEvent } }: App,
  { eventId, userId, retentBaseEventId: present }: Cancellation,
  retentBaseEventId: string,
): Promise<string> {
  if (retentBaseEventId === eventId || retentBaseEventId === present) return retentBaseEventId;
  const known = await store.findByEvent(retentBaseEventId);
  if (known.every((each) => each.userId === userId)) return retentBaseEventId;
  onEvent({ type: "event_id_ignored", eventId });
  return present;
}
