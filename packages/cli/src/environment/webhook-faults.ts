import type { Fault } from "./configuration-error.ts";
import { type VariableName, variables } from "./variables.ts";

const names = ["RETENT_BILLING_URL", "RETENT_BILLING_SECRET"] as const satisfies VariableName[];

/** Faults of the variables of billing by webhook that only show when they are seen together. */
export function findWebhookFaults(retentVariables: Readonly<Record<string, string>>): Fault[] {
  const isWebhook = retentVariables.RETENT_SETTLE === "webhook";
  const wrong = names.filter((name) => (retentVariables[name] !== undefined) !== isWebhook);
  return wrong.map((variable) =>
    isWebhook
      ? {
          variable,
          message: "is missing",
          remedy: `RETENT_SETTLE is webhook, and needs it: ${variables[variable].howToGet}`,
        }
      : {
          // Otherwise nothing would be posted, without a word.
          variable,
          message: "is set and RETENT_SETTLE is not webhook",
          remedy: "set that to webhook, or remove this",
        },
  );
}
