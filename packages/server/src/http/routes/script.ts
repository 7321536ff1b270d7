import type { RouteContext } from "../route.ts";

const scriptHeaders = {
  "access-control-allow-origin": "*",
  "cache-control": "public, max-age=300, must-revalidate",
  "content-type": "text/javascript; charset=utf-8",
  "cross-origin-resource-policy": "cross-origin",
};

/**
 * `GET {base}/server.js`: by this module the button on a page of another origin knows that the host which it
 * came from is the server, and not one that has a copy, such as a CDN. It is asked at the first click, before
 * any token is sent.
 */
export function getServerModule({ app }: RouteContext): Response {
  const text = `export const endpoint = ${JSON.stringify(app.config.publicUrl)};\n`;
  return new Response(text, { headers: scriptHeaders });
}

/**
 * `GET {base}/button.js` and `GET {base}/languages/….js`: the standalone button and what it loads, for pages
 * of any origin.
 */
export async function getScript({ request, path }: RouteContext): Promise<Response> {
  const { scripts } = await import("../../generated/embedded-button.ts");
  const script = scripts[path];
  if (!script) throw new Error(`there is no script ${path}`);
  const headers = { ...scriptHeaders, etag: script.etag };
  const known = request.headers
    .get("if-none-match")
    ?.split(",")
    .map((etag) => etag.trim().replace(/^W\//, ""));
  if (known?.some((etag) => etag === script.etag || etag === "*"))
    return new Response(null, { status: 304, headers });
  return new Response(script.text, { headers });
}
