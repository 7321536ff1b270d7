import type { RetentBaseError } from "@retent/retentbase";
import type { DeliveryConfig } from "../app.ts";
import { backoffMs, type RetryPolicy, waitMs } from "../outbox/backoff.ts";

/** What to do with a row that RetentBase did not take. */
export type DeliveryVerdict =
  | { action: "retry"; afterMs: number }
  /** The fault is in the workspace's or our configuration: stop sending, keep every row, look again later. */
  | { action: "pause"; afterMs: number }
  | { action: "dead" };

interface DeliveryPolicy extends RetryPolicy {
  outbox: RetryPolicy["outbox"] & Pick<DeliveryConfig, "pauseMs" | "unknownEventTries">;
}

/**
 * Decides what follows from a failed call to RetentBase. The only place that does.
 *
 * @param attempts so far, including this one; of a 404 only those that ended in one
 */
export function judge(error: RetentBaseError, attempts: number, policy: DeliveryPolicy): DeliveryVerdict {
  const { pauseMs, unknownEventTries } = policy.outbox;
  switch (error.code) {
    case "unauthorized":
    case "read_only":
    case "forbidden":
      return { action: "pause", afterMs: pauseMs };
    case "not_found":
      return attempts < unknownEventTries
        ? { action: "retry", afterMs: backoffMs(attempts, policy) }
        : { action: "dead" };
    case "rate_limited":
    case "timeout":
    case "network":
    case "server_error":
      break;
    default:
      if (error.status !== 408) return { action: "dead" };
  }
  return { action: "retry", afterMs: waitMs(error.retryAfterMs, attempts, policy) };
}
