import { scripts } from "../../generated/browser-scripts.ts";
import type { RouteContext } from "../route.ts";

/** Paths of the button and its languages, below the base path. */
export const scriptPaths = Object.keys(scripts);

/** `GET {base}/button.js` and `GET {base}/languages/….js`: the standalone button and its texts, for pages of any origin. */
export function getScript({ request, path }: RouteContext): Response {
  const script = scripts[path];
  if (!script) throw new Error(`there is no script ${path}`);
  const headers = {
    "access-control-allow-origin": "*",
    "cache-control": "public, max-age=300, must-revalidate",
    "content-type": "text/javascript; charset=utf-8",
    "cross-origin-resource-policy": "cross-origin",
    etag: script.etag,
  };
  const known = request.headers
    .get("if-none-match")
    ?.split(",")
    .map((etag) => etag.trim().replace(/^W\//, ""));
  if (known?.some((etag) => etag === script.etag || etag === "*"))
    return new Response(null, { status: 304, headers });
  return new Response(script.text, { headers });
}
