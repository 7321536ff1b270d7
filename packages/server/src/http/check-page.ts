import type { App } from "../app.ts";
import { failed, passed, warning } from "../checks/finding.ts";
import type { PageFinding } from "../checks/page-finding.ts";
import { checkWhoEnds } from "../checks/run-checks.ts";
import { getNotes } from "./adapter-notes.ts";
import { checkReturnTo } from "./return-to.ts";

/** What a request says of the page that it comes from. */
interface PageFacts {
  request: Request;
  /** The request's path, as the handler sees it. */
  path: string;
  /** The address that the button has of this server. */
  endpoint?: string;
  /** Where the customer is to land at the end. */
  returnTo?: string;
}

/** What a page's button would meet, for any customer. */
export function checkPage(app: App, facts: PageFacts): PageFinding[] {
  return [
    checkPageOrigin(app, facts),
    ...checkEndpoint(app, facts),
    ...checkLanding(app, facts),
    { ...checkWhoEnds(app), docs: "server#what-you-provide" },
    ...checkWebhooks(app),
    ...checkAdapter(app, facts),
  ];
}

/** Another origin's page would have been refused. */
function checkPageOrigin({ config: { allowedOrigins } }: App, { request }: PageFacts): PageFinding {
  const origin = request.headers.get("origin") ?? "this page";
  return {
    ...passed("origin", `${origin} may have the button; siteOrigins has ${[...allowedOrigins].join(", ")}`),
    docs: "server#what-you-provide",
  };
}

/** Results come back to the public URL, whatever address the button has. */
function checkEndpoint({ config: { publicUrl } }: App, { endpoint }: PageFacts): PageFinding[] {
  if (endpoint === undefined) return [];
  const name = "public URL";
  const docs = "server#routes";
  if (endpoint.replace(/\/+$/, "") === publicUrl) return [{ ...passed(name, publicUrl), docs }];
  const cause = `the button reaches this server at ${endpoint}, and customers come back to ${publicUrl}`;
  const remedy = "set publicUrl (RETENT_PUBLIC_URL) to the address that the pages use";
  return [{ ...failed(name, cause, remedy), docs }];
}

function checkLanding(app: App, { returnTo }: PageFacts): PageFinding[] {
  if (!returnTo) return [];
  const name = "return to";
  const docs = "cancel-button#attributes";
  const landing = checkReturnTo(app, returnTo);
  if (landing !== null) return [{ ...passed(name, landing), docs }];
  const cause = `${returnTo} is on none of your sites, so customers land on ${app.config.afterUrl}`;
  const remedy = "add its origin to siteOrigins (RETENT_SITE_ORIGINS), or change return-to";
  return [{ ...failed(name, cause, remedy), docs }];
}

function checkWebhooks({ config, services: { billing, billingEndpoint } }: App): PageFinding[] {
  if (!billing?.webhook) return [];
  const name = "webhooks";
  const docs = "server#routes";
  const address = config.publicUrl + billing.webhook.path;
  const fault = billingEndpoint.fault();
  if (fault !== undefined) {
    const remedy = `check the endpoint ${address} in your billing's dashboard`;
    return [{ ...failed(name, `billing's events can't be used: ${fault}`, remedy), docs }];
  }
  return [
    billingEndpoint.hasUsed()
      ? { ...passed(name, `billing's events arrive at ${address}`), docs }
      : { ...warning(name, `none has arrived at ${address} since the server started`), docs },
  ];
}

/** What the host does to requests before the handler sees them. */
function checkAdapter({ config, services }: App, { request, path }: PageFacts): PageFinding[] {
  const docs = "server#routes";
  const name = "host";
  const findings: PageFinding[] = [];
  if (!path.startsWith(`${config.basePath}/`))
    findings.push({ ...passed(name, `it shortens ${config.basePath}/debug to ${path}, which works`), docs });
  if (path.endsWith("/"))
    findings.push({ ...passed(name, "it ends addresses with a slash, which counts as none"), docs });
  if (getNotes(request).isReserialized && services.billing?.webhook) {
    const cause =
      "something parses bodies before Retent gets them, and billing's signatures then fit no event";
    findings.push({ ...failed(name, cause, "mount Retent before it, such as before express.json()"), docs });
  }
  return findings;
}
