import type { CancelSession } from "@retent/retentbase";
import type { App } from "../app.ts";
import type { Cancellation, Decision } from "./cancellation.ts";
import { chooseCancellation, findSessionCancellations } from "./session-cancellations.ts";

/** What the diagnostics say of a cancellation that the customer has finished. */
export interface FoundDecision {
  /** The cancellation that it belongs to, which may be that of another click. */
  cancellation: Cancellation;
  decision: Decision;
  /** The latest time at which it can have been made, in milliseconds since the epoch. */
  latestAt: number;
  /** RetentBase's id of the event. */
  retentBaseEventId: string;
}

/**
 * Asks RetentBase's diagnostics how a hosted session ended. They don't say when that was, only that it was
 * while the link was good: it is dated so that against another decision of that time the one to leave counts,
 * since a customer who has cancelled must be let go. One that was made afterwards is later than either.
 *
 * @returns what the customer decided; undefined while that is open, if the customer left it open, and if any
 *   cancellation of the session is decided already: a session is decided once
 * @throws {RetentBaseError}
 */
export async function lookUp(app: App, cancellation: Cancellation): Promise<FoundDecision | undefined> {
  const { environment, linkTimeoutMs } = app.config;
  const { client, onEvent, now } = app.services;
  if ((await findUndecided(app, cancellation)).length === 0) return undefined;
  const session = await client.getCancelSession(cancellation.sessionId ?? "", { timeoutMs: linkTimeoutMs });
  if (session.status !== "completed" || session.outcome === undefined) return undefined;
  if (session.user_id !== cancellation.userId || session.environment !== environment) {
    onEvent({ type: "result_refused", reason: "session_of_somebody_else" });
    return undefined;
  }
  // A result may have come back while RetentBase was asked.
  const chosen = chooseCancellation(await findUndecided(app, cancellation), session.event_id);
  if (!chosen) return undefined;
  const latestAt = Math.min(cancellation.linkExpiresAt ?? Number.POSITIVE_INFINITY, now());
  const decidedAtMs = session.outcome === "churned" ? latestAt : cancellation.createdAt;
  return {
    cancellation: chosen,
    decision: toDecision(session, session.outcome, decidedAtMs),
    latestAt,
    retentBaseEventId: session.event_id ?? chosen.retentBaseEventId,
  };
}

/** The cancellations of a session, unless one of them is decided. */
async function findUndecided(
  { services: { store } }: App,
  cancellation: Cancellation,
): Promise<Cancellation[]> {
  const cancellations = await findSessionCancellations(store, cancellation);
  return cancellations.some(({ decision }) => decision) ? [] : cancellations;
}

function toDecision(session: CancelSession, outcome: Decision["outcome"], decidedAtMs: number): Decision {
  return {
    outcome,
    source: "session",
    tokenId: null,
    decidedAtMs,
    reasonKey: session.reason_key ?? null,
    reasonText: session.reason_text ?? null,
    offer: session.offer ?? null,
  };
}
