import ipaddr from "ipaddr.js";

/** Ranges of IPv6 whose last 32 bits are an IPv4 address: mapped ones, and those that translators between the two make. */
const rangesWithIPv4: readonly string[] = ["ipv4Mapped", "rfc6145", "rfc6052"];

/** In characters: room for an IPv6 address with brackets, zone and port. */
const maxLength = 100;

/**
 * The address in a text that a socket or a proxy gives: maybe with a port, brackets or a zone, which are dropped, and an IPv4 address in
 * whatever form. Undefined for anything else.
 */
export function parseAddress(text: string): ipaddr.IPv4 | ipaddr.IPv6 | undefined {
  if (text.length > maxLength) return undefined;
  const [, host = text.trim()] = /^\s*\[(.*)\](?::\d+)?\s*$/.exec(text) ?? [];
  return parseHost(host) ?? parseHost(host.replace(/:\d+$/, ""));
}

function parseHost(host: string): ipaddr.IPv4 | ipaddr.IPv6 | undefined {
  // The library also reads forms that no socket or proxy gives, such as 0x7f.1.
  if (ipaddr.IPv4.isValidFourPartDecimal(host)) return ipaddr.IPv4.parse(host);
  if (!ipaddr.IPv6.isValid(host)) return undefined;
  const address = ipaddr.IPv6.parse(host.replace(/%.*$/, ""));
  if (!rangesWithIPv4.includes(address.range())) return address;
  return new ipaddr.IPv4(address.toByteArray().slice(-4));
}
