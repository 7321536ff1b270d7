/**
 * Reads a Retry-After header: whole seconds, or an HTTP date (RFC 9110, section 10.2.3).
 *
 * @param value the header, or null where there is none
 * @param now the present, in milliseconds since the epoch; a date is measured against it
 * @returns milliseconds to wait, 0 for a date in the past, undefined where the header says nothing usable
 */
export function parseRetryAfter(value: string | null, now: number): number | undefined {
  if (value === null) return undefined;
  const text = value.trim();
  if (/^\d+$/.test(text)) return Number(text) * 1000;
  // Date.parse also takes "-5", "5.5" and other spellings that no HTTP date has; an HTTP date starts with a
  // weekday.
  if (!/^(Mon|Tue|Wed|Thu|Fri|Sat|Sun)/.test(text)) return undefined;
  const date = Date.parse(text);
  return Number.isNaN(date) ? undefined : Math.max(0, date - now);
}
