const minuteSeconds = 60;
const hourSeconds = 3600;
const daySeconds = 86_400;

/**
 * A moment beside now, for people: `86 days ago (2030-03-17 17:46 UTC)`.
 *
 * @param seconds since the epoch
 */
export function describeTime(seconds: number, nowMs: number): string {
  const date = new Date(seconds * 1000);
  if (Number.isNaN(date.getTime())) return `${seconds}, which is no date`;
  const difference = Math.round(seconds - nowMs / 1000);
  const span = describeSpan(Math.abs(difference));
  const utc = `${date.toISOString().slice(0, 16).replace("T", " ")} UTC`;
  return `${difference > 0 ? `in ${span}` : `${span} ago`} (${utc})`;
}

/** A length of time in its largest unit that says enough: `3 hours`. */
export function describeSpan(seconds: number): string {
  const units = [
    [daySeconds, "day"],
    [hourSeconds, "hour"],
    [minuteSeconds, "minute"],
  ] as const;
  // Two of a unit say more than one of the next.
  const [size, unit] = units.find(([each]) => seconds >= 2 * each) ?? [1, "second"];
  const count = Math.floor(seconds / size);
  return `${count} ${unit}${count === 1 ? "" : "s"}`;
}
