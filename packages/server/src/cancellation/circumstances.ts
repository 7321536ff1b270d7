import type { App } from "../app.ts";
import { notificationRows } from "../notifications/notification-rows.ts";
import type { Circumstances } from "./transitions.ts";

/** What transitions depend on, at this moment. */
export function toCircumstances(app: App): Circumstances {
  return {
    now: app.services.now(),
    plan: app.config.plan,
    hasBillingEvents: app.services.billing?.webhook !== undefined,
    notify: (type, cancellation) => notificationRows(app, type, cancellation),
  };
}
