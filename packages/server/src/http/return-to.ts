import type { App } from "../app.ts";
import { isWwwTwin } from "./other-name.ts";
import { isAppUrl, toPageOrigin } from "./page-origin.ts";

/** In characters: longer than any page's address, and short enough to be kept with every cancellation. */
const maxReturnToLength = 2048;

/** Only our own sites: anything else would make this an open redirect. A path counts from the first site. */
export function checkReturnTo(
  { config: { allowedOrigins, siteOrigin } }: App,
  value: string | undefined,
): string | null {
  if (!value || value.length > maxReturnToLength || !URL.canParse(value, siteOrigin)) return null;
  const url = new URL(value, siteOrigin);
  // A blob: URL has the origin of the page that made it.
  const isPage = url.protocol === "https:" || url.protocol === "http:" || isAppUrl(url);
  const isOurs = allowedOrigins.has(toPageOrigin(url)) && url.username === "" && url.password === "";
  if (!isPage || !isOurs) return null;
  // The page that starts a cancellation may be a return page itself; no token is ever stored.
  if (url.searchParams.has(tokenName)) url.searchParams.delete(tokenName);
  if (holdsResultToken(url.hash)) url.hash = "";
  return url.href.length > maxReturnToLength ? null : url.href;
}

const tokenName = "ci_result_token";

/** A single-page app's fragment may have a path, and a query of its own behind that. */
function holdsResultToken(fragment: string): boolean {
  return fragment.split(/[#?]/).some((part) => new URLSearchParams(part).has(tokenName));
}

/**
 * The page that a form or link without a script was on, for when it names no `returnTo`: the customer goes back
 * to where they came from. None of our own pages, with or without `www.`: they lead on to others, and their
 * addresses may hold a pass.
 *
 * A referrer without a path is what browsers send to another origin. It says which site, but not which page, so
 * `afterUrl` is better if it is on that site: at worst the customer lands where they would have without it.
 */
export function findReferrer({ config }: App, { headers }: Request): string | undefined {
  const value = headers.get("referer") ?? "";
  if (!URL.canParse(value)) return undefined;
  const url = new URL(value);
  const own = new URL(config.publicUrl).origin;
  const isOwnOrigin = url.origin === own || isWwwTwin(url.origin, own);
  const isOwnPage = isOwnOrigin && `${url.pathname}/`.startsWith(`${config.basePath}/`);
  const isBare = url.pathname === "/" && url.search === "";
  const isAfterUrlBetter = isBare && toPageOrigin(new URL(config.afterUrl)) === toPageOrigin(url);
  return isOwnPage || isAfterUrlBetter ? undefined : url.href;
}
