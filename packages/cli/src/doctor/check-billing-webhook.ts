import { createWebhookBilling } from "@retent/server/webhook-billing";
import type { Configuration } from "../environment.ts";
import type { Host } from "../host.ts";
import { type Finding, failed, passed } from "./check.ts";

/** Posts a signed message of the type `ping` to the receiver, which asks for nothing. */
export async function checkBillingWebhook(
  { webhook }: Pick<Configuration, "webhook">,
  runtime: Pick<Host, "fetch" | "now">,
): Promise<Finding[]> {
  if (!webhook) return [];
  const problem = await createWebhookBilling({ ...webhook, ...runtime }).ping();
  const name = "billing webhook";
  return [
    problem
      ? failed(name, problem.cause, `${problem.remedy} (RETENT_BILLING_URL)`)
      : passed(name, "the receiver takes a signed message"),
  ];
}
