import { isMailError } from "@retent/server/internal";
import { createMailer, type MailErrorCode, type MailerOptions } from "@retent/server/mail";
import { type Finding, failed, passed } from "./check.ts";

const remedies: Record<MailErrorCode, string> = {
  login_refused: "check the user and password in RETENT_SMTP_URL, percent-encoded",
  no_answer:
    "check the host and port in RETENT_SMTP_URL, that this machine's network lets it through, and the host's certificate",
  deferred: "try again later; if it lasts, ask the mail host",
  rejected: "ask the mail host why it refuses this machine",
};

/** Connects to the mail host and logs in; sends nothing. */
export async function checkMail(options: MailerOptions): Promise<Finding> {
  try {
    await createMailer(options).verify?.();
    return passed("mail", "the mail host accepts the login; nothing was sent");
  } catch (error) {
    if (!isMailError(error)) throw error;
    return failed("mail", `the mail host can't be used: ${error.message}`, remedies[error.code]);
  }
}
