import type { App } from "../app.ts";
import { notificationRows } from "../notifications/notification-rows.ts";
import type { NewOutboxRow, OutboxRow } from "../outbox/row.ts";
import type { Cancellation } from "./cancellation.ts";
import { isTest } from "./test-customer.ts";
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
export async function saveStep(app: App, step: Step, finish?: OutboxRow): Promise<Cancellation | undefined> {
  const { cancellation } = step;
  const enqueue = await toRows(app, step);
  return app.services.store.save({ cancellation, enqueue, ...(finish && { finish }) });
}

/**
 * Saves a cancellation's first step, likewise.
 *
 * @returns false, and nothing is saved, if its event id is taken
 * @throws {StoreError}
 */
export async function insertStep(app: App, step: Step): Promise<boolean> {
  return app.services.store.insert(step.cancellation, await toRows(app, step));
}

/** A receiver of notifications may end subscriptions, so that it must not hear of tests. */
async function toRows(app: App, { cancellation, enqueue, notify }: Step): Promise<NewOutboxRow[]> {
  if (await isTest(app, cancellation)) return enqueue;
  return [...enqueue, ...notify.flatMap((each) => notificationRows(app, each))];
}
