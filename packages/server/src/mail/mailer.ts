import { CodedError, isErrorNamed } from "@retent/retentbase/internal";

/**
 * What a mail says: that the decision to leave is on disk (`received`), that billing has confirmed the end
 * (`settled`), that the subscription continues after all (`kept`), what was declared without an account (`declared`),
 * or that the operator has rejected that (`rejected`).
 */
export type MailTemplate = "received" | "settled" | "kept" | "declared" | "rejected";

/** What a row of the outbox holds: what the mail says is read when it is sent. */
export interface MailBody {
  template: MailTemplate;
}

/** A mail to a customer. */
export interface MailMessage {
  /** The same on every attempt, so that a mail host can tell that it has it already. */
  id: string;
  /** One address. */
  to: string;
  /** `billing@lumen.example` or `Lumen Notes <billing@lumen.example>`. */
  from: string;
  /** As `from`. Left out: answers go to `from`. */
  replyTo?: string;
  subject: string;
  text: string;
  html: string;
}

/**
 * Sends mails: `createMailer` of `@retent/server/mail` by SMTP, or a way of your own.
 *
 * @example
 * import type { Mailer } from "@retent/server";
 *
 * const mail: Mailer = {
 *   from: "Lumen Notes <billing@lumen.example>",
 *   async send({ id, to, from, subject, text, html }, { signal }) {
 *     const response = await fetch("https://mail.example/send", {
 *       method: "POST",
 *       headers: { "idempotency-key": id },
 *       body: JSON.stringify({ to, from, subject, text, html }),
 *       signal,
 *     });
 *     if (!response.ok) throw new Error(`the mail service responded with ${response.status}`);
 *   },
 * };
 */
export interface Mailer {
  /** `billing@lumen.example` or `Lumen Notes <billing@lumen.example>`. */
  readonly from: string;
  /** As `from`. Default: answers go to `from`. */
  readonly replyTo?: string | undefined;
  /**
   * Sends once, within 55 seconds; the outbox sees to further attempts. Resolves when the mail host has taken
   * the mail.
   *
   * @throws {MailError} that says what follows; after any other error the mail may have been taken, and is sent
   *   again a minute later at the earliest
   */
  send(message: MailMessage, call: { signal: AbortSignal }): Promise<void>;
  /**
   * Connects and logs in, and sends nothing. Left out: it is not checked.
   *
   * @throws {MailError}
   */
  verify?(): Promise<void>;
}

/**
 * Why a mail was not taken.
 *
 * | code | when | what follows |
 * | --- | --- | --- |
 * | `rejected` | the mail host refuses this mail or its recipient for good | it is kept for the operator |
 * | `deferred` | the mail host takes it later | it is tried again |
 * | `login_refused` | the mail host does not accept the login | it is tried again |
 * | `no_answer` | no connection, or it ended before the mail host said that it has the mail | it is tried again, a minute later at the earliest |
 */
export type MailErrorCode = "rejected" | "deferred" | "login_refused" | "no_answer";

/**
 * The mail host did not take a mail. Its message is shown to the operator: it must hold no secret.
 *
 * @example
 * import { MailError } from "@retent/server/mail";
 *
 * throw new MailError("rejected", "the mailbox does not exist", { status: 550 });
 */
export class MailError extends CodedError<MailErrorCode> {
  override readonly name = "MailError";
  /** The SMTP reply code; undefined if there is none. */
  readonly status: number | undefined;

  constructor(code: MailErrorCode, message: string, { status }: { status?: number | undefined } = {}) {
    super(code, message);
    this.status = status;
  }
}

/** Says whether a thrown value is a {@link MailError}, also one of another copy of this package. */
export function isMailError(error: unknown): error is MailError {
  return isErrorNamed("MailError", error);
}
