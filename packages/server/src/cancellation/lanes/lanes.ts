import type { App } from "../../app.ts";
import { createDeclarationLanes } from "../../declarations/declaration-lanes.ts";
import type { DeclarationStore } from "../../declarations/declaration-store.ts";
import { createMailLane } from "../../mail/mail-lane.ts";
import { createNotificationLane } from "../../notifications/notification-lane.ts";
import type { Lane } from "../../outbox/lane.ts";
import { type BillingEventLane, createBillingEventLane } from "./billing-event-lane.ts";
import { type BillingLane, createBillingLane } from "./billing-lane.ts";
import { createDeliveryLane, type DeliveryLane } from "./delivery-lane.ts";
import { createLookUpLane } from "./look-up-lane.ts";

/** The work that is still to be done for cancellations, by kind. */
export interface Lanes {
  billing: BillingLane;
  billingEvents: BillingEventLane;
  deliveries: DeliveryLane;
  /**
   * Every lane, in the order in which work moves through them: look-ups, declarations, billing, its events,
   * RetentBase, notifications, mails.
   */
  all: readonly Lane[];
  /** Looks for work in every lane now instead of at the next poll. */
  wake(): void;
}

export function createLanes(app: App): Lanes {
  const { notifier, mailer } = app.services;
  const wake = () => {
    for (const lane of all) lane.wake();
  };
  const sessions = createLookUpLane(app, wake);
  const billing = createBillingLane(app);
  const deliveries = createDeliveryLane(app);
  const billingEvents = createBillingEventLane(app, deliveries.wake);
  const notifications = notifier ? [createNotificationLane(app, notifier)] : [];
  const mails = mailer ? [createMailLane(app, mailer)] : [];
  // The options were refused if the store had no such methods.
  const declarations = app.config.declarations
    ? createDeclarationLanes(app, app.services.store as DeclarationStore, { billing, wake })
    : [];
  const all: Lane[] = [
    sessions,
    ...declarations,
    billing,
    billingEvents,
    deliveries,
    ...notifications,
    ...mails,
  ];
  return { billing, billingEvents, deliveries, all, wake };
}
