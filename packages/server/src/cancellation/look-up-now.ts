import type { App } from "../app.ts";
import type { Cancellation } from "./cancellation.ts";
import type { Lanes } from "./lanes/lanes.ts";
import { lookUp } from "./look-up.ts";
import { takeDecision } from "./take-decision.ts";

/**
 * Asks RetentBase's diagnostics now how a cancellation ended, and has billing act on what was decided.
 *
 * @param id RetentBase's id of the hosted session, or an event id
 * @returns undefined if the customer has not decided
 * @throws {TypeError} for an id that is unknown, a cancellation without a hosted session, and on the Core plan
 * @throws {RetentBaseError} if RetentBase can't be asked
 * @throws {StoreError}
 */
export async function lookUpNow(app: App, lanes: Lanes, id: string): Promise<Cancellation | undefined> {
  const { store } = app.services;
  const bySession = await store.findBySession(id);
  const found = bySession.length > 0 ? bySession : await store.findByEvent(id);
  const [newest] = found;
  if (!newest) throw new TypeError("lookUp: there is no cancellation with this session id or event id");
  const decided = found.find(({ decision }) => decision);
  if (decided) return decided;
  if (newest.sessionId === null) throw new TypeError("lookUp: this cancellation has no hosted session");
  if (app.config.plan === "core") throw new TypeError("lookUp: the Core plan has no diagnostics of sessions");
  const look = await lookUp(app, newest);
  if (!look) return undefined;
  const dated = { ...look.decision, decidedAtMs: look.latestAt };
  return takeDecision(app, lanes, look.cancellation, dated, look.retentBaseEventId);
}
