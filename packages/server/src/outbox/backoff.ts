import type { OutboxConfig } from "./outbox.ts";

/** How long retries wait. */
export interface RetryPolicy {
  outbox: Pick<OutboxConfig, "firstRetryMs" | "maxRetryMs" | "maxRetryAfterMs">;
  random: () => number;
}

/**
 * How long to wait before the next attempt, in milliseconds: as long as the other side asked for, or an
 * exponential backoff.
 *
 * @param attempts so far, including the one that failed
 */
export function waitMs(retryAfterMs: number | undefined, attempts: number, policy: RetryPolicy): number {
  if (retryAfterMs === undefined) return backoffMs(attempts, policy);
  const { maxRetryAfterMs, firstRetryMs } = policy.outbox;
  // At least what was asked for, and not every row at the same moment.
  return Math.min(retryAfterMs, maxRetryAfterMs) + Math.ceil(policy.random() * firstRetryMs);
}

/**
 * Exponential backoff with full jitter, in whole milliseconds: anywhere up to twice the ceiling of the
 * attempt before.
 */
export function backoffMs(attempts: number, { outbox, random }: RetryPolicy): number {
  const ceiling = Math.min(outbox.maxRetryMs, outbox.firstRetryMs * 2 ** Math.min(attempts - 1, 30));
  return Math.max(1, Math.ceil(random() * ceiling));
}
