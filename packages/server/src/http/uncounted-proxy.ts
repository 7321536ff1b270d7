import { getNotes } from "./adapter-notes.ts";
import { parseAddress } from "./parse-address.ts";

const forwardingHeaders = ["x-forwarded-for", "forwarded", "x-real-ip"];

/** Ranges of addresses that no client on the internet has, but a proxy beside the server does. */
const privateRanges = ["loopback", "private", "linkLocal", "uniqueLocal", "carrierGradeNat"];

export const uncountedProxy =
  "trustProxy is 0 although requests come through a proxy, so all customers share one limit by address: set it to the number of proxies in front, each of which has to add to X-Forwarded-For";

/** Whether a request seems to come through a proxy of the merchant's own, of which the host knows nothing. */
export function isForwarded(request: Request, peer: string | undefined): boolean {
  if (getNotes(request).clientAddress !== undefined) return false;
  if (!forwardingHeaders.some((name) => request.headers.has(name))) return false;
  return privateRanges.includes(parseAddress(peer ?? "")?.range() ?? "");
}
