import { RetentError } from "../errors.ts";
import type { Settings } from "../settings.ts";

/**
 * Lets a state-changing request in only from pages that may carry the button: what the browser says of itself counts
 * (Fetch Metadata, else Origin). A request with neither does not come from a browser that could be tricked into it.
 *
 * @throws {RetentError} `origin_not_allowed`
 */
export function checkOrigin({ allowedOrigins }: Settings, request: Request): void {
  const site = request.headers.get("sec-fetch-site");
  if (site === "same-origin" || site === "none") return;
  const origin = request.headers.get("origin");
  if (origin === null ? site === null : allowedOrigins.has(origin)) return;
  throw new RetentError(
    "origin_not_allowed",
    "This page is not one of the sites that may start a cancellation.",
  );
}

/**
 * Refuses what another site's page loads by itself, such as an image, a frame or a fetch: a customer who follows a link sends a
 * navigation of the whole page. Browsers that say nothing of their requests (Fetch Metadata) are let in.
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
export function corsHeaders({ allowedOrigins }: Settings, request: Request): Record<string, string> {
  const origin = request.headers.get("origin");
  if (origin === null || !allowedOrigins.has(origin)) return { vary: "Origin" };
  return {
    vary: "Origin",
    "access-control-allow-origin": origin,
    "access-control-allow-credentials": "true",
  };
}

/** The answer to OPTIONS: for a CORS preflight too where script of other origins may call the route. */
export function preflight(settings: Settings, request: Request, methods: string[], isCors = false): Response {
  const cors = isCors ? corsHeaders(settings, request) : {};
  const allowed = "access-control-allow-origin" in cors && {
    "access-control-allow-methods": methods.join(", "),
    "access-control-allow-headers": "content-type, authorization",
    "access-control-max-age": "600",
  };
  return new Response(null, { status: 204, headers: { allow: methods.join(", "), ...cors, ...allowed } });
}
