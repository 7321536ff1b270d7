import type { Redact } from "@retent/retentbase/internal";
import { MailError } from "./mailer.ts";

/** What nodemailer says of a failure. */
interface SmtpFailure {
  message: string;
  /** E.g. `EAUTH`. */
  code?: string | undefined;
  /** The command that was answered, e.g. `RCPT TO`. */
  command?: string | undefined;
  response?: string | undefined;
  responseCode?: number | undefined;
  /** Whether the mail host will never take this mail. */
  permanent?: boolean | undefined;
}

/** The replies that ask for a login, or for a better one (RFC 4954, section 6). */
const loginReplies = [530, 534, 535, 538];

/** A reply to anything else is about the connection and not about this mail. */
const mailCommands = ["MAIL FROM", "RCPT TO", "DATA"];

/** @param redact takes out what the mail host repeats of our login */
export function toMailError(error: unknown, redact: Redact): MailError {
  const failure: SmtpFailure = error instanceof Error ? error : { message: "not an Error object" };
  const { message, code, response, responseCode: status } = failure;
  const text = redact(response ?? message);
  return new MailError(toCode(failure), text, { status });

  function toCode({ command = "", permanent }: SmtpFailure) {
    if (code === "EAUTH" || code === "ENOAUTH") return "login_refused";
    if (status === undefined) return "no_answer";
    if (loginReplies.includes(status)) return "login_refused";
    return permanent && mailCommands.includes(command) ? "rejected" : "deferred";
  }
}
