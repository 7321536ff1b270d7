import { backoffMs, type RetryPolicy } from "../outbox/backoff.ts";
import type { MailError } from "./mailer.ts";

/** With the default waits, about five days: as long as mail hosts try. */
const maxAttempts = 960;

/** A mail host that did not answer may have the mail, and needs a moment to be reached again, in milliseconds. */
const unansweredMs = 60_000;

/**
 * Decides what follows from a mail that was not taken.
 *
 * @param attempts so far, including this one
 */
export function judgeMail(
  { code }: Pick<MailError, "code">,
  attempts: number,
  policy: RetryPolicy,
): { action: "retry"; afterMs: number } | { action: "dead" } {
  if (code === "rejected" || attempts >= maxAttempts) return { action: "dead" };
  const afterMs = backoffMs(attempts, policy);
  return { action: "retry", afterMs: code === "no_answer" ? Math.max(unansweredMs, afterMs) : afterMs };
}
