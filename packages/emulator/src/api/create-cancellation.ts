import { cancellationRequestSchema } from "@retent/retentbase/internal";
import type { ApiCall, ApiResult } from "./api-call.ts";
import { parseBody } from "./parse-input.ts";

/** `POST /api/v1/cancellations`. Source: RetentBase docs. A retry with the same event id changes nothing. */
export function createCancellation(call: ApiCall): ApiResult {
  const request = parseBody(call, cancellationRequestSchema);
  const event = call.workspace.recordEvent({ ...request, environment: request.environment ?? "sandbox" });
  return { eventId: event.eventId, environment: event.environment, outcome: event.outcome };
}
