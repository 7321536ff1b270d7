export { connectStripe } from "./connect-stripe.ts";
export { createStripeBilling } from "./create-stripe-billing.ts";
export type { OfferAction, StripeBillingOptions } from "./options.ts";
export { stripeEventTypes } from "./read-event.ts";
