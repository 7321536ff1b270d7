import type { FallbackReason } from "../retent-event.ts";

/** What times are counted by: up to so many milliseconds, and longer. */
type Bucket = number | "more";

/** How long links took. */
export const linkTimes = [250, 500, 1000, 3000, "more"] as const;

/** How long after the customer's decision billing settled it. */
export const settleTimes = [10_000, 60_000, 3_600_000, 86_400_000, "more"] as const;

export const toFallbackName = (reason: FallbackReason) => `fallback:${reason}`;

export const toLinkTimeName = (time: Bucket) => `link_ms:${time}`;

export const toSettleTimeName = (time: Bucket) => `settle_ms:${time}`;

export function toBucket(times: readonly Bucket[], durationMs: number): Bucket {
  return times.find((time) => time !== "more" && durationMs <= time) ?? "more";
}
