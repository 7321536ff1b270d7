import { type RetryPolicy, waitMs } from "../outbox/backoff.ts";
import type { NotificationAnswer } from "./notifier.ts";

/**
 * A receiver that refuses may be switched off for a moment; one that is not reached is waited for, with the
 * default waits, for two days.
 */
const notificationTries = { refused: 10, unanswered: 400 };

/**
 * Decides what follows from a notification that was not taken: 410 says that it is no longer wanted
 * (https://www.standardwebhooks.com, "Deliverability").
 *
 * @param attempts so far, including this one
 */
export function judgeNotification(
  answer: NotificationAnswer | undefined,
  attempts: number,
  policy: RetryPolicy,
): { action: "retry"; afterMs: number } | { action: "dead" } {
  const isBusy = !answer || answer.status >= 500 || answer.status === 408 || answer.status === 429;
  const tries = isBusy ? notificationTries.unanswered : notificationTries.refused;
  if (answer?.status === 410 || attempts >= tries) return { action: "dead" };
  return { action: "retry", afterMs: waitMs(answer?.retryAfterMs, attempts, policy) };
}
