/**
 * How far this machine's clock may differ from RetentBase's before its operator should know, in seconds: half
 * of what the dates of a result token may be off.
 */
export const maxClockSkewSeconds = 30;

/**
 * How far another machine's clock is ahead of ours at least, in whole seconds, by the `Date` header of its
 * response (RFC 9110, section 6.6.1). The response was dated at some moment between `sentAt` and
 * `receivedAt`, and dates have no fractions of a second.
 *
 * @param sentAt milliseconds since the epoch, as `receivedAt`
 * @returns undefined if there is no date
 */
export function getClockSkewSeconds(
  date: string | null,
  sentAt: number,
  receivedAt: number,
): number | undefined {
  const dated = Date.parse(date ?? "");
  if (Number.isNaN(dated)) return undefined;
  const isAhead = dated > receivedAt;
  const isBehind = dated + 999 < sentAt;
  if (isAhead) return Math.floor((dated - receivedAt) / 1000);
  return isBehind ? Math.ceil((dated + 999 - sentAt) / 1000) : 0;
}
