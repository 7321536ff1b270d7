import type { RetentBaseError } from "@retent/retentbase";
import type { NotificationAnswer } from "../notifications/notifier.ts";
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
  const { pauseMs, unknownEventTries } = policy.outbox;
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
  return { action: "retry", afterMs: waitMs(error.retryAfterMs, attempts, policy) };
}

/** A receiver that refuses may be switched off for a moment; one that is not reached is waited for, with the default waits, for two days. */
const notificationTries = { refused: 10, unanswered: 400 };

/**
 * Decides what follows from a notification that was not taken: 410 says that nobody wants it any more
 * (https://www.standardwebhooks.com, "Deliverability").
 *
 * @param attempts tries so far, this one included
 */
export function judgeNotification(
  answer: NotificationAnswer | undefined,
  attempts: number,
  policy: Policy,
): Exclude<Verdict, { action: "pause" }> {
  const isBusy = !answer || answer.status >= 500 || answer.status === 408 || answer.status === 429;
  const tries = isBusy ? notificationTries.unanswered : notificationTries.refused;
  if (answer?.status === 410 || attempts >= tries) return { action: "bury" };
  return { action: "retry", afterMs: waitMs(answer?.retryAfterMs, attempts, policy) };
}

/** As long as was asked for, or by our own measure. */
function waitMs(retryAfterMs: number | undefined, attempts: number, policy: Policy): number {
  if (retryAfterMs === undefined) return backoffMs(attempts, policy);
  const { maxRetryAfterMs, firstRetryMs } = policy.outbox;
  // At least what was asked for, and not everybody at the same moment.
  return Math.min(retryAfterMs, maxRetryAfterMs) + Math.ceil(policy.random() * firstRetryMs);
}

/** Exponential backoff with full jitter, in whole milliseconds: anywhere up to twice the ceiling of the try before. */
export function backoffMs(attempts: number, { outbox, random }: Policy): number {
  const ceiling = Math.min(outbox.maxRetryMs, outbox.firstRetryMs * 2 ** Math.min(attempts - 1, 30));
  return Math.max(1, Math.ceil(random() * ceiling));
}
