import type { OnEvent, RetentEvent } from "@retent/server";
import { describeIdentityRefusal } from "@retent/server/internal";
import type { Level, Logger } from "pino";
import { nameVariables } from "../environment/option-faults.ts";
import { describeError } from "./describe-error.ts";

/** Everything else is `info`. */
const levels: Partial<Record<RetentEvent["type"], Level>> = {
  settings_warning: "warn",
  link_failed: "warn",
  return_to_ignored: "warn",
  origin_refused: "warn",
  result_refused: "warn",
  identity_refused: "warn",
  event_id_ignored: "warn",
  session_unavailable: "warn",
  billing_event_ignored: "warn",
  billing_event_refused: "warn",
  context_unavailable: "warn",
  subscriptions_unavailable: "warn",
  subscription_mismatch: "warn",
  delivery_failed: "warn",
  notification_failed: "warn",
  mail_failed: "warn",
  billing_failed: "error",
  limit_not_counted: "error",
  delivery_dead: "error",
  notification_dead: "error",
  mail_dead: "error",
  outbox_paused: "error",
  request_failed: "error",
};

/**
 * Logs every event except requests, which `logRequest` logs. RetentBase's response to a failed call and the
 * stack of an error are logged at `debug` only.
 */
export function createEventLog(log: Logger): OnEvent {
  return (event) => {
    const { type, ...facts } = event;
    if (type === "answered") return;
    const withDetail = log.isLevelEnabled("debug");
    const fields: Record<string, unknown> = { ...facts };
    if (type === "identity_refused") fields.message = describeIdentityRefusal(event.reason);
    if ("message" in event) fields.message = nameVariables(event.message);
    if ("error" in fields) fields.error = describeError(fields.error, { withDetail });
    if (!withDetail) delete fields.body;
    log[levels[type] ?? "info"]({ event: type, ...fields }, type);
  };
}
