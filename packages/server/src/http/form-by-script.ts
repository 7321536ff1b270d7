import { seeOther } from "./responses.ts";

const isHtmx = ({ headers }: Request) => headers.get("hx-request") === "true";

/**
 * Whether a page's script has sent the form instead of the browser, as Turbo does. A fetch can't follow a redirect to
 * another origin, so only a page of our own can be the next one. htmx goes wherever it is told to.
 */
export function isFetchedForm(request: Request): boolean {
  return request.headers.get("sec-fetch-dest") === "empty" && !isHtmx(request);
}

/** Leads a form to the next page, also one that htmx has sent. */
export function goThere(request: Request, url: string): Response {
  if (isHtmx(request)) return new Response(null, { status: 200, headers: { "hx-redirect": url } });
  return seeOther(url);
}
