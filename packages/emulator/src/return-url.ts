/**
 * Says whether customers may be sent back to this URL: http or https, without credentials, its host on the
 * list.
 *
 * @param hosts host names that hold for every port, or with a port for that one
 */
export function isReturnUrlAllowed(value: string, hosts: readonly string[]): boolean {
  if (!URL.canParse(value)) return false;
  const url = new URL(value);
  const web = url.protocol === "https:" || url.protocol === "http:";
  if (!web || url.username !== "" || url.password !== "") return false;
  const allowed = hosts.map((host) => host.toLowerCase());
  return allowed.includes(url.hostname) || allowed.includes(url.host);
}
