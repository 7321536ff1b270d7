import type { Billing } from "@retent/server";
import { createWebhookBilling } from "@retent/server/webhook-billing";
import { buildFromEnvironment } from "./environment/option-faults.ts";
import type { Configuration } from "./environment.ts";
import type { Host } from "./host.ts";

/**
 * Creates the billing adapter if one decides. Its library is loaded only then.
 *
 * @throws {ConfigurationError} for options that it refuses
 */
export async function createBilling(
  { stripe, webhook }: Pick<Configuration, "stripe" | "webhook">,
  { fetch, now }: Pick<Host, "fetch" | "now">,
): Promise<{ billing?: Billing }> {
  if (stripe) {
    const { createStripeBilling } = await import("@retent/server/stripe");
    return {
      billing: buildFromEnvironment("createStripeBilling", () => createStripeBilling({ ...stripe, fetch })),
    };
  }
  if (!webhook) return {};
  const billing = buildFromEnvironment("createWebhookBilling", () =>
    createWebhookBilling({ ...webhook, fetch, now }),
  );
  const sentence = "The receiver of RETENT_BILLING_URL ends subscriptions.";
  return { billing: { ...billing, whoEnds: { isAutomatic: true, sentence } } };
}
