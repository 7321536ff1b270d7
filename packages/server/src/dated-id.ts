/** So many milliseconds share the beginning of an id, which repeats itself after eight years. */
const tickMs = 64;

/**
 * A UUID of version 8 (RFC 9562, section 5.8) that begins with the time at which it was made and is otherwise
 * random. Ids that are made one after the other stand side by side in a database's indexes, and are written
 * with few pages. The first eight digits are the reference that customers read, so they tell apart what is
 * made 64 ms apart; in a UUID of version 7 they would be the same for a minute.
 *
 * @param now milliseconds since the epoch
 */
export function createDatedId(now: number): string {
  const tick = Math.trunc(now / tickMs) % 2 ** 32;
  const random = crypto.randomUUID();
  return `${tick.toString(16).padStart(8, "0")}${random.slice(8, 14)}8${random.slice(15)}`;
}
