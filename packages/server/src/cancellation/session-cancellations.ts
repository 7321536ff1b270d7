import type { VerifiedResult } from "@retent/retentbase";
import type { Store } from "../store.ts";
import type { Cancellation } from "./cancellation.ts";

// RetentBase may answer several clicks with one hosted session. Its customer decides there once, so one of
// the cancellations takes that.

/** The customer's cancellations that lead to the same hosted session as this one, which is among them. */
export async function findSessionCancellations(
  store: Store,
  { sessionId, userId }: Pick<Cancellation, "sessionId" | "userId">,
): Promise<Cancellation[]> {
  const cancellations = sessionId === null ? [] : await store.findBySession(sessionId);
  return cancellations.filter((each) => each.userId === userId);
}

/**
 * The cancellations of a result's user that it may be about: those of its session, else that with its event
 * id.
 */
export async function findResultCancellations(
  store: Store,
  { sessionId, eventId, userId }: Pick<VerifiedResult, "sessionId" | "eventId" | "userId">,
): Promise<Cancellation[]> {
  const ofSession = await findSessionCancellations(store, { sessionId: sessionId ?? null, userId });
  if (ofSession.length > 0) return ofSession;
  const ofEvent = eventId === undefined ? undefined : await store.find(eventId);
  return ofEvent?.userId === userId ? [ofEvent] : [];
}

/**
 * The cancellation that a session's decision belongs to: the one that took a decision of the session before,
 * whatever the next one names; else the one that RetentBase names, one that the customer decided elsewhere,
 * or the newest.
 *
 * @param cancellations of one session and user, the newest first
 */
export function chooseCancellation(
  cancellations: readonly Cancellation[],
  eventId: string | undefined,
): Cancellation | undefined {
  const findNamed = (candidates: readonly Cancellation[]) =>
    candidates.find((each) => each.eventId === eventId);
  const decidedThere = cancellations.filter(
    ({ decision }) => decision?.source === "token" || decision?.source === "session",
  );
  return (
    findNamed(decidedThere) ??
    decidedThere[0] ??
    findNamed(cancellations) ??
    cancellations.find(({ decision }) => decision) ??
    cancellations[0]
  );
}

/**
 * One cancellation for each session that these cancellations lead to, in their order: the one that was
 * decided, be it another click's.
 */
export async function mergeSessions(
  store: Store,
  cancellations: readonly Cancellation[],
): Promise<Cancellation[]> {
  const merged = new Map<string, Cancellation>();
  for (const cancellation of cancellations) {
    const key = cancellation.sessionId ?? cancellation.eventId;
    if (merged.has(key)) continue;
    const chosen = chooseCancellation(await findSessionCancellations(store, cancellation), undefined);
    merged.set(key, chosen?.decision ? chosen : cancellation);
  }
  return [...merged.values()];
}
