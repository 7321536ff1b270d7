/** Says whether a host name, as in a URL or as given to `listen`, stands for this machine only. */
export function isLoopback(hostname: string): boolean {
  return /^(localhost|\[?::1\]?|127\.\d{1,3}\.\d{1,3}\.\d{1,3})$/i.test(hostname);
}

/** The origin that a Host header stands for, or undefined where it is not one of this machine's own names. */
export function loopbackOrigin(host: string | undefined): string | undefined {
  const url = `http://${host ?? ""}`;
  if (!URL.canParse(url)) return undefined;
  const { hostname, origin } = new URL(url);
  return isLoopback(hostname) ? origin : undefined;
}
