import type { App } from "../app.ts";

// A cancellation's cookie belongs to one host name. A server that customers reach by two of them would not
// know its own customers again.

/**
 * The origin by which the browser reached this server, if results come back to another host name. The browser
 * has to say it: the Host header may be one that a proxy has written.
 */
export function findOtherName(
  { config: { publicUrl, returnUrl } }: App,
  { headers }: Request,
): string | undefined {
  const origin = headers.get("origin") ?? "";
  if (headers.get("sec-fetch-site") !== "same-origin" || !URL.canParse(origin)) return undefined;
  const { hostname } = new URL(publicUrl);
  // An app that takes the results itself may do so under any of its names.
  if (new URL(returnUrl).hostname !== hostname) return undefined;
  return new URL(origin).hostname === hostname ? undefined : origin;
}

/** Whether two origins are those of one site with and without `www.`. */
export function isWwwTwin(origin: string, other: string): boolean {
  return withoutWww(origin) === withoutWww(other) && origin !== other;
}

/** What to do about it, for the operator. */
export function describeOtherName({ config: { publicUrl } }: App, origin: string): string {
  const [reached, named] = [origin, publicUrl].map((url) => new URL(url).host);
  return `customers reach this server as ${reached}, but publicUrl names ${named}, where results come back to: set publicUrl to the name that your pages use, or redirect one name to the other`;
}

function withoutWww(origin: string): string {
  return origin.replace("://www.", "://");
}
