import type { FallbackReason } from "../retent-event.ts";

/** What the times that links took are counted by: up to so many milliseconds, and longer. */
export const linkTimes = [250, 500, 1000, 3000, "more"] as const;

export type LinkTime = (typeof linkTimes)[number];

export const toFallbackName = (reason: FallbackReason) => `fallback:${reason}`;

export const toLinkTimeName = (time: LinkTime) => `link_ms:${time}`;

export function toLinkTime(durationMs: number): LinkTime {
  return linkTimes.find((time) => time !== "more" && durationMs <= time) ?? "more";
}
