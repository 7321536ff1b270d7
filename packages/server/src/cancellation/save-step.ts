import type { App } from "../app.ts";
import { notificationRows } from "../notifications/notification-rows.ts";
import type { NewOutboxRow, OutboxRow } from "../outbox/row.ts";
import type { Cancellation } from "./cancellation.ts";
import type { Circumstances, Step } from "./transitions.ts";

/** What transitions depend on, at this moment. */
export function toCircumstances({ config, services }: App): Circumstances {
  return {
    now: services.now(),
    plan: config.plan,
    hasBillingEvents: services.billing?.webhook !== undefined,
    hasMail: services.mailer !== undefined,
  };
}

/**
 * Saves a step in one transaction: the cancellation, the work and the notifications that follow from it.
 *
 * @param finish the row that led to it, which is done with it
 * @returns undefined, and nothing is saved, if another process saved first or has the row by now
 * @throws {StoreError}
 */
export function saveStep(app: App, step: Step, finish?: OutboxRow): Promise<Cancellation | undefined> {
  const { cancellation } = step;
  return app.services.store.save({ cancellation, enqueue: toRows(app, step), ...(finish && { finish }) });
}

/**
 * Saves a cancellation's first step, likewise.
 *
 * @returns false, and nothing is saved, if its event id is taken
 * @throws {StoreError}
 */
export function insertStep(app: App, step: Step): Promise<boolean> {
  return app.services.store.insert(step.cancellation, toRows(app, step));
}

function toRows(app: App, { enqueue, notify }: Step): NewOutboxRow[] {
  return [...enqueue, ...notify.flatMap((each) => notificationRows(app, each))];
}
