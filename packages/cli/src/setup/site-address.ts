import { isLoopbackHost } from "@retent/retentbase/internal";

/**
 * Scheme and host of a site that was entered as a page's address, or without a scheme, as browsers show it.
 * Only this machine is reached without https.
 *
 * @returns undefined for anything else, such as the URL of an app
 */
export function toHost(address: string): { protocol: string; host: string } | undefined {
  const hasScheme = address.includes("://");
  const url = hasScheme ? address : `https://${address}`;
  if (!URL.canParse(url)) return undefined;
  const { protocol, hostname, host } = new URL(url);
  if (protocol !== "https:" && protocol !== "http:") return undefined;
  return { protocol: !hasScheme && isLoopbackHost(hostname) ? "http:" : protocol, host };
}
