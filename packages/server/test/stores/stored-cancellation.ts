import type { Cancellation } from "../../src/cancellation/cancellation.ts";
import type { NewOutboxRow } from "../../src/outbox/row.ts";
import type { StoredBillingEvent } from "../../src/store.ts";

export const now = Date.parse("2026-03-01T00:00:00Z");

export const started: Cancellation = {
  eventId: "ev_1",
  retentBaseEventId: "ev_1",
  sessionId: "cs_1",
  userId: "user_1",
  environment: "sandbox",
  bindingHash: "hash",
  returnTo: "https://shop.example/plans",
  context: { plan: "Team", mrr: 24.5, tenureDays: 412 },
  metadata: { seats: 3, trial: false, note: null },
  status: "started",
  decision: null,
  revision: 0,
  settlement: null,
  billingCustomer: null,
  subscription: null,
  subscriptionLabel: null,
  contact: { email: "mara@lumen.example", language: "de" },
  linkExpiresAt: now + 1_800_000,
  createdAt: now,
  updatedAt: now,
  version: 1,
};

export const decided: Partial<Cancellation> = {
  status: "settled",
  decision: {
    outcome: "churned",
    source: "token",
    tokenId: "rt_1",
    decidedAtMs: now + 500,
    reasonKey: "other",
    reasonText: "naïve “quotes”, ' and ; -- \u0000 😀",
    offer: { type: "discount", accepted: false, label: "50% off" },
  },
  revision: 1,
  settlement: {
    outcome: "churned",
    confirmed: true,
    effectiveAt: "2026-03-31T00:00:00Z",
    metadata: { refund: 12.5 },
  },
};

export const bare: Partial<Cancellation> = {
  sessionId: null,
  returnTo: null,
  context: null,
  metadata: null,
  linkExpiresAt: null,
  contact: null,
};

export const update: NewOutboxRow = {
  kind: "update",
  revision: 1,
  body: { outcome: "churned", metadata: { a: 1 } },
};
export const bill: NewOutboxRow = { kind: "bill", revision: 1, body: null };

/** Billing says that the subscription of this customer has ended. */
export const ended: StoredBillingEvent = {
  id: "evt_1",
  type: "customer.subscription.deleted",
  environment: "sandbox",
  occurredAt: now + 5000,
  customer: "cus_1",
  subscription: "sub_1",
  userId: "user_1",
  fact: { type: "ended", effectiveAt: now + 4000 },
};
export const mail: NewOutboxRow = { kind: "mail", revision: 1, body: { template: "received" } };
export const notify: NewOutboxRow = { kind: "notify", revision: 1, body: { id: "msg_1", content: "{}" } };
