import type { VerifiedResult } from "@retent/retentbase";
import type { Store } from "../store.ts";
import type { Cancellation } from "./cancellation.ts";

// RetentBase may answer several clicks with one hosted session. Its customer decides there once, so one of
// the flows takes that.

/** The customer's flows that lead to the same hosted session as this one, which is among them. */
export async function findSessionFlows(
  store: Store,
  { sessionId, userId }: Pick<Cancellation, "sessionId" | "userId">,
): Promise<Cancellation[]> {
  const flows = sessionId === null ? [] : await store.findBySession(sessionId);
  return flows.filter((each) => each.userId === userId);
}

/** The flows of a result's user that it may be about: those of its session, else that with its event id. */
export async function findResultFlows(
  store: Store,
  { sessionId, eventId, userId }: Pick<VerifiedResult, "sessionId" | "eventId" | "userId">,
): Promise<Cancellation[]> {
  const ofSession = await findSessionFlows(store, { sessionId: sessionId ?? null, userId });
  if (ofSession.length > 0) return ofSession;
  const ofEvent = eventId === undefined ? undefined : await store.find(eventId);
  return ofEvent?.userId === userId ? [ofEvent] : [];
}

/**
 * The flow that a session's decision belongs to: the one that took a decision of the session before, whatever
 * the next one names; else the one that RetentBase names, one that the customer decided elsewhere, or the
 * newest.
 *
 * @param flows of one session and user, the newest first
 */
export function chooseFlow(
  flows: readonly Cancellation[],
  eventId: string | undefined,
): Cancellation | undefined {
  const findNamed = (candidates: readonly Cancellation[]) =>
    candidates.find((each) => each.eventId === eventId);
  const decidedThere = flows.filter(
    ({ decision }) => decision?.source === "token" || decision?.source === "session",
  );
  return (
    findNamed(decidedThere) ??
    decidedThere[0] ??
    findNamed(flows) ??
    flows.find(({ decision }) => decision) ??
    flows[0]
  );
}

/**
 * One flow for each session that these flows lead to, in their order: the one that was decided, be it another
 * click's.
 */
export async function mergeSessions(store: Store, flows: readonly Cancellation[]): Promise<Cancellation[]> {
  const merged = new Map<string, Cancellation>();
  for (const flow of flows) {
    const key = flow.sessionId ?? flow.eventId;
    if (merged.has(key)) continue;
    const chosen = chooseFlow(await findSessionFlows(store, flow), undefined);
    merged.set(key, chosen?.decision ? chosen : flow);
  }
  return [...merged.values()];
}
