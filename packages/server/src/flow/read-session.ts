import type { CancelSession } from "@retent/retentbase";
import type { Cancellation, Decision } from "../cancellation.ts";
import type { Settings } from "../settings.ts";

/**
 * Asks RetentBase's diagnostics how a hosted session ended.
 *
 * @returns what the customer decided; undefined while that is open, or where the customer left it open
 * @throws {RetentBaseError}
 */
export async function readSession(
  settings: Settings,
  flow: Cancellation,
): Promise<{ decision: Decision; ledgerEventId: string | undefined } | undefined> {
  const { client, environment, onEvent, now, linkTimeoutMs } = settings;
  const session = await client.getCancelSession(flow.sessionId ?? "", { timeoutMs: linkTimeoutMs });
  if (session.status !== "completed" || session.outcome === undefined) return undefined;
  if (session.user_id !== flow.userId || session.environment !== environment) {
    onEvent({ type: "result_refused", reason: "session_of_somebody_else" });
    return undefined;
  }
  const decidedAt = dateOf(session.outcome, flow, now());
  return { decision: decisionOf(session, session.outcome, decidedAt), ledgerEventId: session.event_id };
}

/**
 * Diagnostics don't say when it was, only that it was while the link was good. Against another decision of that time the one to leave
 * counts, since who has cancelled has to be let go; one that was made afterwards is later than either.
 */
function dateOf(
  outcome: Decision["outcome"],
  { createdAt, linkExpiresAt }: Cancellation,
  now: number,
): number {
  return outcome === "churned" ? Math.min(linkExpiresAt ?? now, now) : createdAt;
}

function decisionOf(session: CancelSession, outcome: Decision["outcome"], decidedAt: number): Decision {
  return {
    outcome,
    source: "session",
    tokenId: null,
    decidedAt: decidedAt / 1000,
    reasonKey: session.reason_key ?? null,
    reasonText: session.reason_text ?? null,
    offer: session.offer ?? null,
  };
}
