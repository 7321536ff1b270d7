// For authors of billing adapters, beside `Billing`.
export type { BillingWebhook } from "./billing.ts";
export { type BillingEvent, BillingEventError, type BillingFact } from "./billing-event.ts";
