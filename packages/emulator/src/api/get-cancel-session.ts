import type { ApiCall, ApiResult } from "./api-call.ts";
import { parsePathId } from "./parse-input.ts";
import { Refusal } from "./refusal.ts";

/** `GET /api/v1/cancel-sessions/:id`. The endpoint is documented, its body is assumed. */
export function getCancelSession({ parameter, workspace }: ApiCall): ApiResult {
  const session = workspace.findSession(parsePathId(parameter));
  if (!session) throw new Refusal("not_found", "There is no such session.");
  return {
    session_id: session.sessionId,
    status: workspace.getStatus(session),
    environment: session.environment,
    created_at: session.createdAt,
    expires_at: session.expiresAt,
    user_id: session.userId,
    ...(session.outcome && {
      event_id: session.eventId,
      outcome: session.outcome,
      ...(session.reasonKey !== null && { reason_key: session.reasonKey }),
      ...(session.reasonText !== null && { reason_text: session.reasonText }),
      ...(session.offer && { offer: session.offer }),
    }),
  };
}
