import type { FaultSubject } from "../faults/create-faults.ts";
import type { FaultEndpoint } from "../faults/fault.ts";
import type { ApiCall } from "./api-call.ts";

/**
 * Whom a call is about, before anything in it has been checked; undefined where magic user ids play no part.
 */
export function faultSubject(endpoint: FaultEndpoint, call: ApiCall): FaultSubject | undefined {
  const { userId, environment } = readObject(call.body);
  if (endpoint === "cancel-link") return typeof userId === "string" ? { userId } : undefined;
  if (endpoint !== "update") return undefined;
  const event = call.workspace.findEvent(decode(call.parameter), environment === "prod" ? "prod" : "sandbox");
  return event && { userId: event.userId, eventKey: `${event.environment}/${event.eventId}` };
}

function readObject(body: Buffer | undefined): Record<string, unknown> {
  try {
    return Object(JSON.parse(body?.toString("utf8") ?? ""));
  } catch {
    return {};
  }
}

function decode(parameter: string): string {
  try {
    return decodeURIComponent(parameter);
  } catch {
    return parameter;
  }
}
