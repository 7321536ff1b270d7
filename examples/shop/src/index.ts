export { accountStyles } from "./account-styles.ts";
export { type Billing, createBilling } from "./billing.ts";
export { readSettings, type ShopSettings } from "./settings.ts";
