/**
 * A UUID of version 7, which begins with the time at which it was made (RFC 9562, section 5.7) and is
 * otherwise random: ids that are made one after the other stand side by side in a database's indexes, and are
 * written with few pages.
 *
 * @param now milliseconds since the epoch
 */
export function createDatedId(now: number): string {
  const time = Math.trunc(now).toString(16).padStart(12, "0").slice(-12);
  return `${time.slice(0, 8)}-${time.slice(8)}-7${crypto.randomUUID().slice(15)}`;
}
