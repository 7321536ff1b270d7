import ipaddr from "ipaddr.js";

const lastFour = (bytes: number[]) => bytes.slice(-4);

/**
 * Where the IPv4 address is in ranges of IPv6 that embed the client's: mapped ones, and those that
 * translators and tunnels make.
 */
const findIPv4: Partial<Record<string, (bytes: number[]) => number[]>> = {
  ipv4Mapped: lastFour,
  rfc6145: lastFour,
  rfc6052: lastFour,
  // One IPv4 address has 65,536 networks of /64.
  "6to4": (bytes) => bytes.slice(2, 6),
  // Inverted, so that no translator on the way changes it.
  teredo: (bytes) => lastFour(bytes).map((byte) => byte ^ 0xff),
};

/** In characters: room for an IPv6 address with brackets, zone and port. */
const maxLength = 100;

/**
 * The address in a text that a socket or a proxy gives: maybe with a port, brackets or a zone, which are
 * dropped, and an IPv4 address in whatever form. Undefined for anything else.
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
  const bytes = findIPv4[address.range()]?.(address.toByteArray());
  return bytes ? new ipaddr.IPv4(bytes) : address;
}
