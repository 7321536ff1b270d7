import { buttonScript, buttonScriptEtag } from "../../generated/browser-scripts.ts";
import type { RouteContext } from "../route.ts";

/** `GET {base}/button.js`: the standalone button, for pages of any origin. */
export function getButtonScript({ request }: RouteContext): Response {
  const headers = {
    "access-control-allow-origin": "*",
    "cache-control": "public, max-age=300, must-revalidate",
    "content-type": "text/javascript; charset=utf-8",
    "cross-origin-resource-policy": "cross-origin",
    etag: buttonScriptEtag,
  };
  const known = request.headers
    .get("if-none-match")
    ?.split(",")
    .map((etag) => etag.trim().replace(/^W\//, ""));
  if (known?.some((etag) => etag === buttonScriptEtag || etag === "*"))
    return new Response(null, { status: 304, headers });
  return new Response(buttonScript, { headers });
}
