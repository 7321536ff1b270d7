import type { Fault } from "./configuration-error.ts";
import { type VariableName, variables } from "./variables.ts";

type RetentVariables = Readonly<Record<string, string>>;

const requiredNames: VariableName[] = ["STRIPE_SECRET_KEY", "STRIPE_WEBHOOK_SECRET"];

/** Whether a subscription ends when a customer leaves must never be left to a default. */
const missingAction: Fault = {
  variable: "RETENT_STRIPE_ON_CHURNED",
  message: "is missing",
  remedy:
    "say what happens at Stripe when a customer leaves: cancel_at_period_end, cancel_now, or nothing if a person or another system ends the subscription",
};

/** Faults of Stripe's variables that only show when they are seen together. */
export function findStripeFaults(retentVariables: RetentVariables): Fault[] {
  if (retentVariables.RETENT_SETTLE !== "stripe") {
    // Setting these implies RETENT_SETTLE=stripe; otherwise nothing would end at Stripe, without a word.
    const message = "is set and RETENT_SETTLE is not stripe";
    const names = Object.keys(retentVariables).filter((name) => /^(STRIPE|RETENT_STRIPE)_/.test(name));
    return names.map((variable) => ({ variable, message, remedy: "set that to stripe, or remove this" }));
  }
  const missing = requiredNames.filter((name) => retentVariables[name] === undefined);
  return [
    ...missing.map((variable) => ({
      variable,
      message: "is missing",
      remedy: `RETENT_SETTLE is stripe, and needs it: ${variables[variable].howToGet}`,
    })),
    ...(retentVariables.RETENT_STRIPE_ON_CHURNED === undefined ? [missingAction] : []),
    ...findModeFault(retentVariables),
  ];
}

function findModeFault({
  STRIPE_SECRET_KEY: key = "",
  RETENTBASE_ENVIRONMENT = "sandbox",
}: RetentVariables): Fault[] {
  const mode = /^\w\w_(?:org_)?(test|live)_/.exec(key)?.[1];
  const isProd = RETENTBASE_ENVIRONMENT === "prod";
  if (mode === undefined || (mode === "live") === isProd) return [];
  const problem = isProd
    ? { message: "is a test key, and RETENTBASE_ENVIRONMENT is prod", remedy: "use a live key" }
    : { message: "is a live key, and RETENTBASE_ENVIRONMENT is sandbox", remedy: "use a test key" };
  return [{ variable: "STRIPE_SECRET_KEY", ...problem }];
}
