import { maxClockSkewSeconds } from "@retent/retentbase/internal";

/** For the operator, once: each later response may differ by another second. */
export const clockOff = `this machine's clock and RetentBase's differ by more than ${maxClockSkewSeconds} s: synchronize it (NTP), or results have to wait or are refused`;

/** @param skewSeconds how far RetentBase's clock is ahead; undefined if that is unknown */
export function isClockOff(skewSeconds: number | undefined): boolean {
  return skewSeconds !== undefined && Math.abs(skewSeconds) > maxClockSkewSeconds;
}
