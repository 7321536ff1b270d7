import ipaddr from "ipaddr.js";
import { getNotes } from "./adapter-notes.ts";
import { parseAddress } from "./parse-address.ts";

/** Counts together all those of whom it isn't known where they are. */
export const unknownAddress = "unknown";

/**
 * The text under which limits count the sender of a request; undefined if the host doesn't say who the
 * connection comes from. Each proxy that is trusted has added the address that it got the request from at the
 * right end of X-Forwarded-For; what stands further left may be invented. A host that knows itself which
 * proxies to trust goes before all that.
 *
 * @param peer who the connection comes from
 * @param trustedProxies how many proxies stand in front
 */
export function getAddressKey(
  request: Request,
  peer: string | undefined,
  trustedProxies: number,
): string | undefined {
  const address = findClient(request, peer, trustedProxies);
  return address === undefined ? undefined : toAddressKey(address);
}

/**
 * The text under which limits count an address: an IPv4 address, or the /64 network of an IPv6 one, since a
 * client has all of that.
 */
export function toAddressKey(text: string): string {
  const address = parseAddress(text);
  if (!address) return unknownAddress;
  if (address.kind() === "ipv4") return address.toString();
  return `${ipaddr.IPv6.networkAddressFromCIDR(`${address}/64`)}/64`;
}

function findClient(request: Request, peer: string | undefined, trustedProxies: number): string | undefined {
  const { clientAddress } = getNotes(request);
  if (clientAddress !== undefined) return clientAddress;
  if (trustedProxies === 0) return peer;
  const forwarded = (request.headers.get("x-forwarded-for") ?? "")
    .split(",")
    .map((address) => address.trim())
    .filter((address) => address !== "");
  return forwarded.at(-trustedProxies) ?? forwarded[0] ?? peer;
}
