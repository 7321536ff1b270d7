import { createRedact } from "@retent/retentbase/internal";
import type Stripe from "stripe";
import type { Billing, BillingLinks, PortalFlow, WhoEnds } from "../billing/billing.ts";
import { createActions } from "./act-on-decision.ts";
import { createCall } from "./call.ts";
import { connectStripe } from "./connect-stripe.ts";
import { createFinder } from "./find-subscription.ts";
import { checkActions, environmentOfKey, parseWebhookSecrets, type StripeBillingOptions } from "./options.ts";
import { readEvent } from "./read-event.ts";
import { isScheduledToEnd } from "./scheduled-end.ts";
import { createChoices } from "./subscription-choices.ts";
import { toContext } from "./to-context.ts";
import { verifyEvent } from "./verify-event.ts";

const whoEndsAtStripe: Record<NonNullable<StripeBillingOptions["onChurned"]>, WhoEnds> = {
  cancel_at_period_end: {
    isAutomatic: true,
    sentence: "This server ends subscriptions at Stripe, at the end of the period that is paid.",
  },
  cancel_now: { isAutomatic: true, sentence: "This server ends subscriptions at Stripe, immediately." },
  nothing: {
    isAutomatic: false,
    sentence:
      "Nothing on this server ends subscriptions at Stripe: a person or another system has to, and Stripe's events report it.",
  },
};

/**
 * Stripe as the billing that decides: its events tell how cancellations end, and decisions act on
 * subscriptions where the options say so. It needs the package `stripe`.
 *
 * @throws {TypeError} for an option that can't be used, never with a secret
 *
 * @example
 * import { createStripeBilling } from "@retent/server/stripe";
 *
 * const billing = createStripeBilling({
 *   secretKey: process.env.STRIPE_SECRET_KEY ?? "",
 *   webhookSecret: process.env.STRIPE_WEBHOOK_SECRET ?? "",
 *   onChurned: "cancel_at_period_end",
 *   onOffer: { discount: { coupon: "HALF_FOR_3_MONTHS" } },
 * });
 */
export function createStripeBilling(options: StripeBillingOptions): Billing {
  const { secretKey, userIdKey = "userId", userIdIsCustomer = false } = options;
  const environment = environmentOfKey(secretKey);
  const secrets = parseWebhookSecrets(options.webhookSecret);
  checkActions(options);
  const stripe = connectStripe(options);
  const call = createCall(createRedact([secretKey, ...secrets]));
  let links: BillingLinks = { find: async () => [] };
  const { find, listRunning } = createFinder(stripe, call, { ...options, userIdKey }, () => links);
  const { onChurned = "nothing" } = options;
  const toChoices = createChoices(stripe, call, onChurned);
  // A local Stripe's pages are where its API is.
  const localOrigin = options.apiUrl && new URL(options.apiUrl).origin;

  return {
    environment,
    whoEnds: whoEndsAtStripe[onChurned],
    onResult: createActions(stripe, call, find, options, options.now),
    webhook: {
      path: "/stripe/webhook",
      async read(body, headers, now) {
        const message = await verifyEvent(body, headers.get("stripe-signature") ?? "", secrets, now);
        return readEvent(message, { isLive: environment === "prod", userIdKey, userIdIsCustomer });
      },
    },
    connect(learned) {
      links = learned;
    },
    async subscriptions(userId, { lang }) {
      const running = await listRunning(userId);
      return toChoices(
        running.filter((each) => !isScheduledToEnd(each)),
        lang,
      );
    },
    async portal(userId, { returnUrl, flow }) {
      const { customer, subscription } = await find(userId);
      if (customer === null) return null;
      const flowData = flow && toFlowData(flow, subscription);
      const { url } = await call("make a portal session", () =>
        stripe.billingPortal.sessions.create({
          customer,
          return_url: returnUrl,
          ...(flowData && { flow_data: flowData }),
        }),
      );
      const page = URL.canParse(url) ? new URL(url) : undefined;
      // Any host: merchants may have a domain of their own at Stripe
      // (https://docs.stripe.com/payments/checkout/custom-domains).
      if (!page || (page.protocol !== "https:" && page.origin !== localOrigin))
        throw new Error("Stripe's portal session leads to a page without https");
      return url;
    },
    async context(userId, now) {
      const { subscription } = await find(userId);
      return subscription ? toContext(subscription, now) : undefined;
    },
    async check() {
      // What every action begins with: a key that may not do that is of no use.
      await call("list subscriptions", () => stripe.subscriptions.list({ limit: 1 }));
    },
  };
}

/** A page about one subscription; the portal's start where it is not known which. */
function toFlowData(
  type: PortalFlow,
  subscription: Stripe.Subscription | null,
): Stripe.BillingPortal.SessionCreateParams.FlowData | undefined {
  if (type === "payment_method_update") return { type };
  return subscription ? { type, [type]: { subscription: subscription.id } } : undefined;
}
