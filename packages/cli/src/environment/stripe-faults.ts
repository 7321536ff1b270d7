import type { Fault } from "./configuration-error.ts";

/** What is wrong with a key of Stripe's, or undefined. */
export function stripeKeyFault(value: string): string | undefined {
  return /^(sk|rk)_(org_)?(test|live)_\w+$/.test(value)
    ? undefined
    : "is no secret key of Stripe: copy one that begins with sk_ or rk_ from its dashboard";
}

/** The same for the signing secret of a webhook endpoint. */
export function webhookSecretFault(value: string): string | undefined {
  return /^whsec_[\w+/=]+$/.test(value)
    ? undefined
    : "is no signing secret: copy the one that begins with whsec_ from the endpoint in Stripe's dashboard";
}

/** The same for the key of a subscription's metadata. */
export function userKeyFault(value: string): string | undefined {
  return /^\w{1,40}$/.test(value) ? undefined : "has to be up to 40 letters, digits and underscores";
}

/** The same for what accepted offers do. What each may be is checked where it is used. */
export function offersFault(value: string): string | undefined {
  const mend = `has to be a JSON object, e.g. {"50% off": {"coupon": "half"}}`;
  try {
    const offers: unknown = JSON.parse(value);
    const isObject = (part: unknown) => typeof part === "object" && part !== null && !Array.isArray(part);
    return isObject(offers) && Object.values(offers as object).every(isObject) ? undefined : mend;
  } catch {
    return mend;
  }
}

type Variables = Readonly<Record<string, string>>;

/** Whether anything ends when a customer leaves must never be left to a default. */
const missingAction: Fault = {
  variable: "RETENT_STRIPE_ON_CHURNED",
  message:
    "is missing: say what happens at Stripe when a customer leaves: cancel_at_period_end, cancel_now, or nothing if a person or another system ends the subscription",
};

const needed = {
  STRIPE_SECRET_KEY: "copy the secret key from Stripe's dashboard",
  STRIPE_WEBHOOK_SECRET:
    "add a webhook endpoint in Stripe's dashboard, for RETENT_PUBLIC_URL + /api/stripe/webhook, and copy its signing secret, which begins with whsec_",
};

/** What no variable of Stripe's shows alone. */
export function findStripeFaults(own: Variables): Fault[] {
  if (own.RETENT_SETTLE !== "stripe") {
    // Setting these implies RETENT_SETTLE=stripe; otherwise nothing would end at Stripe, and nothing would say so.
    const message = "is set and RETENT_SETTLE is not stripe: set that to stripe, or remove this";
    const set = Object.keys(own).filter((name) => /^(STRIPE|RETENT_STRIPE)_/.test(name));
    return set.map((variable) => ({ variable, message }));
  }
  const missing = Object.entries(needed).filter(([name]) => own[name] === undefined);
  return [
    ...missing.map(([variable, remedy]) => ({
      variable,
      message: `is missing: RETENT_SETTLE is stripe, and needs it: ${remedy}`,
    })),
    ...(own.RETENT_STRIPE_ON_CHURNED === undefined ? [missingAction] : []),
    ...findModeFault(own),
  ];
}

function findModeFault({
  STRIPE_SECRET_KEY: key = "",
  RETENTBASE_ENVIRONMENT = "sandbox",
}: Variables): Fault[] {
  const mode = /^\w\w_(?:org_)?(test|live)_/.exec(key)?.[1];
  const isProd = RETENTBASE_ENVIRONMENT === "prod";
  if (mode === undefined || (mode === "live") === isProd) return [];
  const message = isProd
    ? "is a test key, and RETENTBASE_ENVIRONMENT is prod: use a live key"
    : "is a live key, and RETENTBASE_ENVIRONMENT is sandbox: use a test key";
  return [{ variable: "STRIPE_SECRET_KEY", message }];
}
