import { notificationRows } from "../notifications/notification-rows.ts";
import type { Settings } from "../settings.ts";
import type { Circumstances } from "./transitions.ts";

/** What transitions depend on, at this moment. */
export function toCircumstances(settings: Settings): Circumstances {
  return {
    now: settings.now(),
    plan: settings.plan,
    hasBillingEvents: settings.billing?.webhook !== undefined,
    notify: (type, cancellation) => notificationRows(settings, type, cancellation),
  };
}
