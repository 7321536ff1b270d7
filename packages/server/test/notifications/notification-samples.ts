import type { CancellationNotification, DeadRowNotification } from "../../src/notifications/notifier.ts";

export const returned: CancellationNotification = {
  type: "cancellation.returned",
  timestamp: "2026-03-01T00:00:00.000Z",
  data: {
    eventId: "ev_1",
    environment: "sandbox",
    userId: "user_1",
    status: "returned",
    outcome: "churned",
    endsAt: null,
    effectiveAt: null,
    confirmed: false,
    reasonKey: "too_expensive",
    reasonText: "I am <b>ill</b> & tired",
    offer: null,
    subscription: null,
    revision: 1,
  },
};

export const dead: DeadRowNotification = {
  type: "outbox.dead",
  timestamp: "2026-03-01T00:00:00.000Z",
  data: {
    eventId: "ev_1",
    environment: "prod",
    userId: "user_1",
    kind: "update",
    status: 400,
    attempts: 1,
    detail: "no such thing",
  },
};
