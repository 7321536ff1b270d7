import { seeOther } from "./responses.ts";

const isHtmx = ({ headers }: Request) => headers.get("hx-request") === "true";

/**
 * Whether a page's script has sent the form instead of the browser, as Turbo does. A fetch can't follow a redirect to
 * another origin, so only a page of our own can be the next one. htmx goes wherever it is told to.
 */
export function isFetchedForm(request: Request): boolean {
  const { headers } = request;
  const mode = headers.get("sec-fetch-mode");
  // Node.js' own fetch names a mode too, and is no page.
  const isOfBrowser = headers.get("sec-fetch-site") !== null;
  return isOfBrowser && mode !== null && mode !== "navigate" && !isHtmx(request);
}

/** Leads a form to the next page, also one that htmx has sent. */
export function goThere(request: Request, url: string): Response {
  if (isHtmx(request)) return new Response(null, { status: 200, headers: { "hx-redirect": url } });
  return seeOther(url);
}
