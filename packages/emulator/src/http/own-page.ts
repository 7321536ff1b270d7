import type { IncomingHttpHeaders } from "node:http";
import { isLoopbackHost } from "@retent/retentbase/internal";

/**
 * False for a Host header that is not this machine's: a page whose name was rebound to 127.0.0.1 could read
 * everything.
 */
export function isLocalHost(headers: IncomingHttpHeaders): boolean {
  return loopbackOrigin(headers.host) !== undefined;
}

/**
 * False for a request that a page of another origin made the browser send; programs send neither of the two
 * headers.
 */
export function isOwnPage(headers: IncomingHttpHeaders): boolean {
  const site = headers["sec-fetch-site"];
  if (site !== undefined) return site === "same-origin" || site === "none";
  return headers.origin === undefined || headers.origin === loopbackOrigin(headers.host);
}

/** The origin that a Host header stands for, or undefined where it is not one of this machine's own names. */
export function loopbackOrigin(host: string | undefined): string | undefined {
  const url = `http://${host ?? ""}`;
  if (!URL.canParse(url)) return undefined;
  const { hostname, origin } = new URL(url);
  return isLoopbackHost(hostname) ? origin : undefined;
}
