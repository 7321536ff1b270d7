import type { App } from "../../app.ts";
import type { Customer } from "../../customer.ts";
import { createCustomerRedact, redactError } from "../../customer-redact.ts";
import { RetentError } from "../../errors.ts";
import { countOrRefuse } from "../../rate-limits.ts";
import { withTimeLimit } from "../../time-limit.ts";
import { identifySender, requireCustomer } from "../identify.ts";
import { checkNavigation } from "../origin.ts";
import { seeOther } from "../responses.ts";
import type { RouteContext } from "../route.ts";

/** `GET {base}/portal`: sends the signed-in customer to billing's own page about the subscription. */
export async function getPortal(context: RouteContext): Promise<Response> {
  checkNavigation(context.request);
  return sendToPortal(context, await requireCustomer(context));
}

/** `POST {base}/portal`: the same by a form, which can hold an identity token. */
export async function postPortal(context: RouteContext): Promise<Response> {
  const body = await context.readBody(["form"], ["identity"]);
  const { customer } = await identifySender(context, body);
  return sendToPortal(context, customer);
}

async function sendToPortal({ app }: RouteContext, { userId }: Customer): Promise<Response> {
  await countOrRefuse(app.services, app.services.limiters.portals, userId);
  const url = await askForPortal(app, userId);
  if (url === null) throw new RetentError("not_found", "Billing doesn't know this customer.");
  return seeOther(url);
}

async function askForPortal(app: App, userId: string): Promise<string | null> {
  const { billingTimeoutMs, afterUrl } = app.config;
  const { billing } = app.services;
  try {
    const asked = billing?.portal?.(userId, { returnUrl: afterUrl });
    return (await withTimeLimit(asked, billingTimeoutMs, "billing.portal")) ?? null;
  } catch (error) {
    throw redactError(error, createCustomerRedact({ userId }));
  }
}
