import type { App } from "../app.ts";
import { RetentError } from "../errors.ts";
import { isWwwTwin } from "./other-name.ts";
import { toPageOrigin } from "./page-origin.ts";

interface OriginCheck {
  /**
   * Whether a page may hide its origin, as browsers do for privacy: a form that brings an identity token
   * proves by that on whose behalf it was sent. Default: no.
   */
  mayHide?: boolean;
  /** Whether our own page may be open under the server's other name, with or without `www.`. Default: no. */
  mayBeTwin?: boolean;
}

/**
 * Lets a state-changing request in only from pages that may carry the button, by what the browser says of the
 * page (Origin, Fetch Metadata). A request with neither does not come from a browser that could be tricked
 * into it.
 *
 * @throws {RetentError} `origin_not_allowed`
 */
export function checkOrigin(
  { config: { allowedOrigins, publicUrl }, services: { onEvent } }: App,
  request: Request,
  { mayHide = false, mayBeTwin = false }: OriginCheck = {},
): void {
  const site = request.headers.get("sec-fetch-site");
  const origin = request.headers.get("origin");
  const isHidden = origin === null || origin === "null";
  if (!isHidden && allowedOrigins.has(origin)) return;
  if (isHidden && (site === "same-origin" || site === "none" || mayHide)) return;
  if (origin === null && site === null) return;
  // The server itself was reached under its other name: results would come back to the first one.
  const isTwin = !isHidden && site === "same-origin" && isWwwTwin(origin, new URL(publicUrl).origin);
  if (isTwin && mayBeTwin) return;
  onEvent({
    type: "origin_refused",
    origin: isHidden ? null : toLoggedOrigin(origin),
    message: isHidden
      ? "a page of siteOrigins must send its origin, or a form with an identity token: check its Referrer-Policy and the sandbox of its frame"
      : isTwin
        ? "publicUrl names the same site with or without www: set it to the name that your pages use, or redirect one name to the other"
        : "if this is a site of yours, add it to siteOrigins",
  });
  const detail = isTwin
    ? "This page may not start a cancellation: publicUrl (RETENT_PUBLIC_URL) names the same site with or without www. Set it to the name that your pages use, or redirect one name to the other."
    : "This page may not start a cancellation. If it is a page of your own site, add its origin to siteOrigins (RETENT_SITE_ORIGINS).";
  throw new RetentError("origin_not_allowed", detail, { hint: detail });
}

/** No host name is longer than 253 characters. */
const maxOriginLength = 300;

/** The origin of a URL that a client sent, for the log; null for anything else. */
export function toLoggedOrigin(value: string, base?: string): string | null {
  if (!URL.canParse(value, base)) return null;
  const origin = toPageOrigin(new URL(value, base));
  return origin.length > maxOriginLength ? null : origin;
}

/**
 * Refuses what another site's page loads automatically, such as an image, a frame or a fetch: a customer who
 * follows a link sends a navigation of the whole page. Browsers that say nothing of their requests (Fetch
 * Metadata) are let in.
 *
 * @throws {RetentError} `origin_not_allowed`
 */
export function checkNavigation({ headers }: Request): void {
  const site = headers.get("sec-fetch-site");
  if (site === null || site === "same-origin" || site === "none") return;
  const isNavigation =
    headers.get("sec-fetch-mode") === "navigate" && headers.get("sec-fetch-dest") === "document";
  if (!isNavigation)
    throw new RetentError("origin_not_allowed", "Another site can only link to this address.");
}

/** CORS headers for the allowed origins, each answered by its own name. */
export function corsHeaders({ config: { allowedOrigins } }: App, request: Request): Record<string, string> {
  const origin = request.headers.get("origin");
  if (origin === null || !allowedOrigins.has(origin)) return { vary: "Origin" };
  return {
    vary: "Origin",
    "access-control-allow-origin": origin,
    "access-control-allow-credentials": "true",
  };
}

/** The answer to OPTIONS: for a CORS preflight too where script of other origins may call the route. */
export function preflight(app: App, request: Request, methods: string[], isCors = false): Response {
  const cors = isCors ? corsHeaders(app, request) : {};
  const allowed = "access-control-allow-origin" in cors && {
    "access-control-allow-methods": methods.join(", "),
    "access-control-allow-headers": "content-type, authorization",
    "access-control-max-age": "600",
  };
  return new Response(null, { status: 204, headers: { allow: methods.join(", "), ...cors, ...allowed } });
}
