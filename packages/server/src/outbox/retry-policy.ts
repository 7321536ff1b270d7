import type { RetentBaseError } from "@retent/retentbase";
import type { Settings } from "../settings.ts";

/** What to do with a row whose try failed. */
export type Verdict =
  | { action: "retry"; afterMs: number }
  /** The fault is in the workspace's or our configuration: stop sending, keep every row, look again later. */
  | { action: "pause"; afterMs: number }
  | { action: "bury" };

type Policy = Pick<Settings, "outbox" | "random">;

/**
 * Decides what follows from a failed call to RetentBase. The only place that does.
 *
 * @param attempts tries so far, this one included; of a 404 only those that ended in one
 */
export function judge(error: RetentBaseError, attempts: number, policy: Policy): Verdict {
  const { maxRetryAfterMs, firstRetryMs, pauseMs, unknownEventTries } = policy.outbox;
  switch (error.code) {
    case "unauthorized":
    case "read_only":
    case "forbidden":
      return { action: "pause", afterMs: pauseMs };
    case "not_found":
      return attempts < unknownEventTries
        ? { action: "retry", afterMs: backoffMs(attempts, policy) }
        : { action: "bury" };
    case "rate_limited":
    case "timeout":
    case "network":
    case "server_error":
      break;
    default:
      if (error.status !== 408) return { action: "bury" };
  }
  if (error.retryAfterMs === undefined) return { action: "retry", afterMs: backoffMs(attempts, policy) };
  // At least what was asked for, and not everybody at the same moment.
  const jitterMs = Math.ceil(policy.random() * firstRetryMs);
  return { action: "retry", afterMs: Math.min(error.retryAfterMs, maxRetryAfterMs) + jitterMs };
}

/** Exponential backoff with full jitter, in whole milliseconds: anywhere up to twice the ceiling of the try before. */
export function backoffMs(attempts: number, { outbox, random }: Policy): number {
  const ceiling = Math.min(outbox.maxRetryMs, outbox.firstRetryMs * 2 ** Math.min(attempts - 1, 30));
  return Math.max(1, Math.ceil(random() * ceiling));
}
