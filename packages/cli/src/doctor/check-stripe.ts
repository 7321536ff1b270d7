import type { Configuration } from "../environment.ts";
import type { Host } from "../host.ts";
import { type Finding, failed, passed } from "./check.ts";
import { checkStripeAccount } from "./check-stripe-account.ts";
import { checkStripeWebhook } from "./check-stripe-webhook.ts";

/**
 * Tries the key and everything that ending subscriptions needs at Stripe, and checks that our webhook endpoint
 * gets every type of event that is needed. It changes nothing at Stripe.
 */
export async function checkStripe(
  { stripe, options }: Pick<Configuration, "stripe" | "options">,
  { fetch, now }: Pick<Host, "fetch" | "now">,
): Promise<Finding[]> {
  if (!stripe) return [];
  const mode = options.environment === "prod" ? "live" : "test";
  const { createStripeBilling } = await import("@retent/server/stripe");
  try {
    await createStripeBilling({ ...stripe, fetch }).check?.();
  } catch (error) {
    const cause = error instanceof Error ? error.message : "a value that is not an Error";
    return [
      failed(
        "stripe key",
        cause,
        "copy the key into STRIPE_SECRET_KEY again, and check this machine's network access",
      ),
    ];
  }
  return [
    passed("stripe key", `a ${mode} key, and it works (${options.environment})`),
    ...(await checkStripeWebhook(stripe, `${options.publicUrl}/stripe/webhook`, fetch)),
    ...(await checkStripeAccount(stripe, { fetch, now })),
  ];
}
