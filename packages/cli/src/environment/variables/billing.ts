import type { StripeBillingOptions } from "@retent/server/stripe";
import { createWebhookBilling } from "@retent/server/webhook-billing";
import type { Problem } from "../configuration-error.ts";
import { choice, list, optionError, refined, secretText, text, url } from "../schemas.ts";
import { option, variable } from "../variable.ts";

/** What ends subscriptions. */
export const billingVariables = {
  RETENT_SETTLE: variable({
    // `token` is the old name of `manual`.
    schema: choice(["stripe", "webhook", "manual", "token"])
      .transform((value) => (value === "stripe" || value === "webhook" ? undefined : ("manual" as const)))
      .optional(),
    option: option("createRetent", "settle"),
    meaning:
      "What ends subscriptions: this server at Stripe (`stripe`), the receiver of `RETENT_BILLING_URL` (`webhook`), or a person or another system (`manual`).",
    whenUnset: "`manual`, with a warning; required in `prod`",
  }),
  RETENT_BILLING_URL: variable({
    schema: url.optional(),
    option: option("createWebhookBilling", "url"),
    meaning: "URL of the receiver that ends subscriptions: each decision is posted to it.",
    whenUnset: "required by `webhook`",
    howToGet: "copy it from your receiver, e.g. the webhook trigger of Zapier, Make or n8n",
    // Anyone who has the URL of a workflow can start it.
    secret: "address",
  }),
  RETENT_BILLING_SECRET: variable({
    schema: list(secretText, (secret) =>
      optionError(() => createWebhookBilling({ url: "http://localhost", secret })),
    ).optional(),
    option: option("createWebhookBilling", "secret"),
    meaning:
      "Secrets that sign what is posted to the receiver, and what it posts back: `whsec_` and 24 to 64 random bytes in base64.",
    whenUnset: "required by `webhook`",
    howToGet: 'make one with "whsec_" and the output of openssl rand -base64 32',
    secret: "value",
    isList: true,
  }),
  STRIPE_SECRET_KEY: variable({
    schema: refined(secretText, findKeyProblem).optional(),
    option: option("createStripeBilling", "secretKey"),
    meaning: "Secret or restricted key of Stripe: a test key in `sandbox`, a live key in `prod`.",
    whenUnset: "required by `stripe`",
    howToGet: "copy the secret key from Stripe's dashboard",
    secret: "value",
  }),
  STRIPE_WEBHOOK_SECRET: variable({
    schema: list(secretText, findWebhookSecretProblem).optional(),
    option: option("createStripeBilling", "webhookSecret"),
    meaning: "Signing secrets of the webhook endpoint at Stripe.",
    whenUnset: "required by `stripe`",
    howToGet:
      "add a webhook endpoint in Stripe's dashboard, for RETENT_PUBLIC_URL + /api/stripe/webhook, and copy its signing secret, which begins with whsec_",
    secret: "value",
    isList: true,
  }),
  STRIPE_API_URL: variable({
    schema: url.optional(),
    option: option("createStripeBilling", "apiUrl"),
    meaning: "Another host for Stripe's API, e.g. a local Stripe.",
    whenUnset: "Stripe's own",
  }),
  RETENT_STRIPE_USER_KEY: variable({
    schema: refined(text, findUserKeyProblem).optional(),
    option: option("createStripeBilling", "userIdKey"),
    meaning: "Key of a subscription's metadata that holds the user id.",
    whenUnset: "`userId`",
  }),
  RETENT_STRIPE_USER_ID_IS_CUSTOMER: variable({
    schema: choice(["yes", "no"])
      .transform((value) => value === "yes")
      .optional(),
    option: option("createStripeBilling", "userIdIsCustomer"),
    meaning: "`yes` if user ids are Stripe's customer ids; only safe if no user can choose theirs.",
    whenUnset: "`no`",
  }),
  RETENT_STRIPE_ON_CHURNED: variable({
    schema: choice(["cancel_at_period_end", "cancel_now", "nothing"]).optional(),
    option: option("createStripeBilling", "onChurned"),
    meaning:
      "What happens at Stripe when a customer leaves: `cancel_at_period_end`, `cancel_now` or `nothing`.",
    whenUnset: "required by `stripe`",
  }),
  RETENT_STRIPE_ON_OFFER: variable({
    schema: refined(text, findOffersProblem)
      .transform((value): NonNullable<StripeBillingOptions["onOffer"]> => JSON.parse(value))
      .optional(),
    option: option("createStripeBilling", "onOffer"),
    meaning: 'What accepted offers do, as JSON: `{"50% off": {"coupon": "half"}}`.',
    whenUnset: "offers change nothing",
  }),
};

function findKeyProblem(value: string): Problem | undefined {
  if (/^(sk|rk)_(org_)?(test|live)_\w+$/.test(value)) return undefined;
  return {
    message: "must be a secret key of Stripe",
    remedy: "copy one that begins with sk_ or rk_ from its dashboard",
  };
}

function findWebhookSecretProblem(value: string): Problem | undefined {
  if (/^whsec_[\w+/=]+$/.test(value)) return undefined;
  return {
    message: "must be a signing secret",
    remedy: "copy the one that begins with whsec_ from the endpoint in Stripe's dashboard",
  };
}

function findUserKeyProblem(value: string): Problem | undefined {
  return /^\w{1,40}$/.test(value)
    ? undefined
    : { message: "must have up to 40 letters, digits and underscores" };
}

/** Only the form is checked: what an offer may do is checked by the billing adapter. */
function findOffersProblem(value: string): Problem | undefined {
  const problem = { message: `must be a JSON object, e.g. {"50% off": {"coupon": "half"}}` };
  try {
    const offers: unknown = JSON.parse(value);
    return isObject(offers) && Object.values(offers).every(isObject) ? undefined : problem;
  } catch {
    return problem;
  }
}

function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
