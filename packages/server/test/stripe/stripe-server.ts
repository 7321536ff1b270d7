import type { Billing } from "../../src/billing/billing.ts";
import { createStripeBilling } from "../../src/stripe/create-stripe-billing.ts";
import type { StripeBillingOptions } from "../../src/stripe/options.ts";
import { startServer } from "../server-under-test.ts";
import { olderSecret, type StripeMessage, secretKey, signed, webhookSecret } from "./stripe-messages.ts";

type Overrides = Parameters<typeof startServer>[0] & {
  stripe?: Partial<StripeBillingOptions>;
  acts?: boolean;
};

/**
 * A server whose billing is Stripe. Unless it `acts`, the API of Stripe is not called: billing's answer to a decision names the
 * subscription, as the host's own code may.
 */
export async function startStripeServer({ stripe = {}, acts = false, ...overrides }: Overrides = {}) {
  const billing: Billing = createStripeBilling({
    secretKey,
    webhookSecret: [webhookSecret, olderSecret],
    fetch: () => Promise.reject(new Error("Stripe's API was called")),
    ...(overrides.clock && { now: () => overrides.clock?.now ?? 0 }),
    ...stripe,
  });
  const server = await startServer({
    billing,
    ...(!acts && {
      onResult: ({ outcome }) =>
        outcome === "recovered" ? { outcome } : { pending: true, customer: "cus_1", subscription: "sub_1" },
    }),
    ...overrides,
  });
  const { browser, clock, retent, startFlow, bringBack } = server;
  /** Sends a request to the webhook's route; answers the status. */
  const post = async ({ body, headers }: { body: string; headers: Record<string, string> }) =>
    (await browser.send("/stripe/webhook", { method: "POST", body, headers })).status;
  return {
    ...server,
    post,
    /** Delivers a message as Stripe does. */
    tell: (message: StripeMessage | object, secret?: string) =>
      post(signed(message, { now: clock.now, ...(secret !== undefined && { secret }) })),
    /** A customer decides to leave; billing says that it will tell. */
    async leave() {
      const flow = await startFlow();
      await bringBack(flow);
      await retent.drainOnce();
      return flow;
    },
    /** What RetentBase was told, in order. */
    told: () =>
      server.retentbase
        .calls("update")
        .map(({ body: { outcome, effectiveAt } }) => ({ outcome, effectiveAt })),
  };
}
