/** The object wakes once a day even if nothing is due, to remove what is no longer needed. */
const dayMs = 86_400_000;

/** How long it waits for what was due and could not be done: RetentBase may be down, or the outbox paused. */
const againMs = 30_000;

/**
 * When the object is to wake.
 *
 * @param dueAt when the next row of the outbox is due; undefined if none is queued
 * @param isDrained whether everything that was due has just been tried
 * @returns milliseconds since the epoch, as are the other times
 */
export function chooseAlarm(dueAt: number | undefined, now: number, isDrained: boolean): number {
  const nextDay = now + dayMs;
  if (dueAt === undefined) return nextDay;
  if (dueAt > now) return Math.min(dueAt, nextDay);
  return isDrained ? now + againMs : now;
}
