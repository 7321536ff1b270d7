export { createStripeEmulator, type StripeEmulator } from "./create-stripe-emulator.ts";
export type { StripeCall, StripeFault } from "./stripe-api.ts";
export type { LocalSubscription, NewSubscription, StripeEvent } from "./stripe-objects.ts";
export { type StripeEmulatorOptions, stripeEmulatorDefaults } from "./stripe-options.ts";
