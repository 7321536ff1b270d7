// For authors of billing adapters, beside `Billing`.
export type { BillingWebhook } from "./billing/billing.ts";
export { type BillingEvent, BillingEventError, type BillingFact } from "./billing/billing-event.ts";
