import type { Billing } from "@retent/server";
import type { StripeBillingOptions } from "@retent/server/stripe";
import { ConfigurationError } from "./environment/configuration-error.ts";

/**
 * The billing that decides, where one does. Its library is loaded only then.
 *
 * @throws {ConfigurationError} for what accepted offers can't do
 */
export async function createBilling(
  stripe: StripeBillingOptions | undefined,
  fetch: typeof globalThis.fetch,
): Promise<{ billing?: Billing }> {
  if (!stripe) return {};
  const { createStripeBilling } = await import("@retent/server/stripe");
  try {
    return { billing: createStripeBilling({ ...stripe, fetch }) };
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    const message = `can't be used: ${error.message.replace(/^onOffer\.?/, "")}`;
    throw new ConfigurationError([{ variable: "RETENT_STRIPE_ON_OFFER", message }]);
  }
}
