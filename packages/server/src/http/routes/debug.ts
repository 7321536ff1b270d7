import { RetentError } from "../../errors.ts";
import { checkPage } from "../check-page.ts";
import { checkSender } from "../check-sender.ts";
import { checkOrigin } from "../origin.ts";
import { json } from "../responses.ts";
import type { RouteContext } from "../route.ts";

/** `GET {base}/debug`: says that this is the sandbox, to pages of any origin. In prod there is no such route. */
export function getDebug(context: RouteContext): Response {
  checkSandbox(context);
  return json({ environment: "sandbox" }, { "access-control-allow-origin": "*" });
}

/**
 * `POST {base}/debug`: what a page's button would meet, for the panel of its attribute `debug`. Nothing is
 * started or stored.
 */
export async function postDebug(context: RouteContext): Promise<Response> {
  checkSandbox(context);
  const { app, request, url } = context;
  const body = await context.readBody(["json"], ["identity", "endpoint", "returnTo", "subscription"]);
  checkOrigin(app, request);
  const findings = [
    ...(await checkSender(context, body)),
    ...checkPage(app, { request, path: url.pathname, ...body.fields }),
  ];
  return json({ environment: "sandbox", findings });
}

function checkSandbox({ app }: RouteContext): void {
  if (app.config.environment !== "sandbox")
    throw new RetentError("not_found", "There is nothing at this address.");
}
