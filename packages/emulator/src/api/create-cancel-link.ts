import { cancelLinkRequestSchema } from "@retent/retentbase/internal";
import { isReturnUrlAllowed } from "../return-url.ts";
import type { ApiCall, ApiResult } from "./api-call.ts";
import { parseBody } from "./parse-input.ts";
import { Refusal } from "./refusal.ts";

/** `POST /api/v1/cancel-link`. Source: RetentBase docs. */
export function createCancelLink(call: ApiCall): ApiResult {
  const request = parseBody(call, cancelLinkRequestSchema);
  const returnUrl = request.returnUrl ?? call.settings.returnUrl;
  if (returnUrl === undefined) {
    throw new Refusal("conflict", "No default return URL is configured, and none was given.");
  }
  if (!isReturnUrlAllowed(returnUrl, call.settings.returnHosts)) {
    throw new Refusal("invalid_request", "returnUrl: its host is not on the workspace's list.");
  }
  const environment = request.environment ?? "sandbox";
  const { session, token } = call.workspace.openSession({ ...request, environment, returnUrl }, call.origin);
  return {
    url: `${call.origin}/c/${encodeURIComponent(token)}`,
    expires_at: session.expiresAt,
    environment,
    session_id: session.sessionId,
  };
}
