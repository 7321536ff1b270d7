import type { Environment } from "@retent/retentbase";
import { cancellationUpdateSchema } from "@retent/retentbase/internal";
import type { ApiCall, ApiResult } from "./api-call.ts";
import { parseBody, parsePathId } from "./parse-input.ts";
import { Refusal } from "./refusal.ts";

const other: Record<Environment, Environment> = { sandbox: "prod", prod: "sandbox" };

/** `PATCH /api/v1/cancellations/{eventId}`. Source: RetentBase docs. */
export function updateCancellation(call: ApiCall): ApiResult {
  const update = parseBody(call, cancellationUpdateSchema);
  const eventId = parsePathId(call.parameter);
  const environment = update.environment ?? "sandbox";
  const event = call.workspace.findEvent(eventId, environment);
  if (!event) {
    if (call.workspace.findEvent(eventId, other[environment])) {
      throw new Refusal("conflict", "The event exists, but in the other environment.");
    }
    throw new Refusal("not_found", "There is no such event in this environment.");
  }
  call.workspace.updateEvent(event, update);
  return { eventId, environment, outcome: event.outcome, effectiveAt: event.effectiveAt };
}
