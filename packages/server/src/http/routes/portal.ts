import type { App } from "../../app.ts";
import { type PortalFlow, portalFlows } from "../../billing/billing.ts";
import type { Customer } from "../../customer.ts";
import { createCustomerRedact, redactError } from "../../customer-redact.ts";
import { RetentError } from "../../errors.ts";
import { countOrRefuse } from "../../rate-limits.ts";
import { withTimeLimit } from "../../time-limit.ts";
import { identifySender, requireCustomer } from "../identify.ts";
import { checkNavigation } from "../origin.ts";
import { seeOther } from "../responses.ts";
import type { RouteContext } from "../route.ts";

/**
 * `GET {base}/portal`: sends the signed-in customer to billing's own page about the subscription. The query
 * `flow` leads to a page about one thing.
 */
export async function getPortal(context: RouteContext): Promise<Response> {
  checkNavigation(context.request);
  return sendToPortal(context, await requireCustomer(context), context.url.searchParams.get("flow"));
}

/** `POST {base}/portal`: the same by a form, which can hold an identity token. */
export async function postPortal(context: RouteContext): Promise<Response> {
  const body = await context.readBody(["form"], ["identity", "flow"]);
  const { customer } = await identifySender(context, body);
  return sendToPortal(context, customer, body.fields.flow);
}

async function sendToPortal(
  { app }: RouteContext,
  { userId }: Customer,
  wanted: string | null | undefined,
): Promise<Response> {
  const flow = wanted ? parseFlow(wanted) : undefined;
  await countOrRefuse(app.services, app.services.limiters.portals, userId);
  const url = await askForPortal(app, userId, flow);
  if (url === null) throw new RetentError("not_found", "Billing doesn't know this customer.");
  return seeOther(url);
}

async function askForPortal(app: App, userId: string, flow: PortalFlow | undefined): Promise<string | null> {
  const { billingTimeoutMs, afterUrl } = app.config;
  const { billing } = app.services;
  try {
    const asked = billing?.portal?.(userId, { returnUrl: afterUrl, flow });
    return (await withTimeLimit(asked, billingTimeoutMs, "billing.portal")) ?? null;
  } catch (error) {
    throw redactError(error, createCustomerRedact({ userId }));
  }
}

function parseFlow(wanted: string): PortalFlow {
  const flow = portalFlows.find((each) => each === wanted);
  if (flow === undefined)
    throw new RetentError("invalid_request", `flow: must be one of ${portalFlows.join(", ")}.`);
  return flow;
}
