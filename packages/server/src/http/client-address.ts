/**
 * The address of whoever sent a request. Each proxy that is trusted has added to the right of X-Forwarded-For whom it
 * got the request from; what stands further left may be anybody's invention.
 *
 * @param peer who the connection comes from
 * @param trustedProxies how many proxies stand in front
 */
export function clientAddress(
  request: Request,
  peer: string | undefined,
  trustedProxies: number,
): string | undefined {
  if (trustedProxies === 0) return peer;
  const forwarded = (request.headers.get("x-forwarded-for") ?? "")
    .split(",")
    .map((address) => address.trim())
    .filter((address) => address !== "");
  return forwarded.at(-trustedProxies) ?? forwarded[0] ?? peer;
}
