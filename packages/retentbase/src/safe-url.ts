/** Says whether a URL's `hostname` names this machine alone, where plain http can't be overheard. */
export function isLoopbackHost(hostname: string): boolean {
  return hostname === "localhost" || hostname === "[::1]" || /^127\.\d+\.\d+\.\d+$/.test(hostname);
}

/**
 * Whether what is sent to a URL can't be overheard on its way: https, or plain http on this machine. A user
 * name or password in a URL is refused too, since URLs end up in logs.
 */
export function isSafeUrl(value: string): boolean {
  if (!URL.canParse(value)) return false;
  const { protocol, hostname, username, password } = new URL(value);
  if (username !== "" || password !== "") return false;
  return protocol === "https:" || (protocol === "http:" && isLoopbackHost(hostname));
}
