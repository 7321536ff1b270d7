import type { Billing } from "@retent/server";
import type { StripeBillingOptions } from "@retent/server/stripe";
import { buildFromEnvironment } from "./environment/option-faults.ts";

/**
 * Creates the billing adapter if one decides. Its library is loaded only then.
 *
 * @throws {ConfigurationError} for options that it refuses
 */
export async function createBilling(
  stripe: StripeBillingOptions | undefined,
  fetch: typeof globalThis.fetch,
): Promise<{ billing?: Billing }> {
  if (!stripe) return {};
  const { createStripeBilling } = await import("@retent/server/stripe");
  return {
    billing: buildFromEnvironment("createStripeBilling", () => createStripeBilling({ ...stripe, fetch })),
  };
}
