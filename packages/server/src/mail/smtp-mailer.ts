import { createRedact, optionError } from "@retent/retentbase/internal";
import { type Mailbox, parseMailbox } from "./mailbox.ts";
import { MailError, type Mailer } from "./mailer.ts";
import { toTransportOptions } from "./smtp-options.ts";
import { toMailError } from "./smtp-reply.ts";

export { MailError, type MailErrorCode, type Mailer, type MailMessage } from "./mailer.ts";

export interface MailerOptions {
  /**
   * The mail host: `smtps://user:password@host:465`, or `smtp://user:password@host:587`, which is encrypted by
   * STARTTLS unless it is on loopback. Its certificate is checked. User and password are percent-encoded.
   */
  url: string;
  /** Who mails are from: `billing@lumen.example` or `Lumen Notes <billing@lumen.example>`. */
  from: string;
  /** As `from`. Default: answers go to `from`. */
  replyTo?: string | undefined;
}

/**
 * A mailer that sends by SMTP (RFC 5321). It needs the package `nodemailer`, and loads it with the first mail.
 *
 * @throws {TypeError} when an option can't work; the message names it, and no value
 *
 * @example
 * import { createMailer } from "@retent/server/mail";
 *
 * const mailer = createMailer({
 *   url: process.env.RETENT_SMTP_URL ?? "",
 *   from: "Lumen Notes <billing@lumen.example>",
 * });
 */
export function createMailer({ url, from, replyTo }: MailerOptions): Mailer {
  const transportOptions = toTransportOptions(url);
  const sender = requireMailbox("from", from);
  const answersTo = replyTo === undefined ? undefined : requireMailbox("replyTo", replyTo);
  const { pass = "" } = transportOptions.auth ?? {};
  const redact = createRedact([pass, url]);
  let transport: ReturnType<typeof openTransport> | undefined;

  function open(): ReturnType<typeof openTransport> {
    transport ??= openTransport(transportOptions);
    return transport;
  }

  return {
    from,
    replyTo,
    async send({ id, to, subject, text, html }, { signal }) {
      const { sendMail } = await open();
      const mail = {
        messageId: `<${toAtom(id)}@${sender.address.split("@").at(-1)}>`,
        envelope: { from: sender.address, to: [to] },
        from: sender,
        to: { name: "", address: to },
        ...(answersTo && { replyTo: answersTo }),
        // Asks not to be answered by an out-of-office reply (RFC 3834).
        headers: { "Auto-Submitted": "auto-generated" },
        ...{ subject, text, html, signal },
        ...{ disableFileAccess: true, disableUrlAccess: true },
      };
      await sendMail(mail).catch((error: unknown) => {
        throw toMailError(error, redact);
      });
    },
    async verify() {
      const { verify } = await open();
      await verify().catch((error: unknown) => {
        throw toMailError(error, redact);
      });
    },
  };
}

async function openTransport(options: ReturnType<typeof toTransportOptions>) {
  const { createTransport } = await import("nodemailer").catch(() => {
    throw new MailError("no_answer", "mail: install the package nodemailer (npm install nodemailer)");
  });
  const transporter = createTransport(options);
  return {
    sendMail: async (mail: Parameters<typeof transporter.sendMail>[0]) =>
      void (await transporter.sendMail(mail)),
    verify: async () => void (await transporter.verify()),
  };
}

function requireMailbox(option: string, text: unknown): Mailbox {
  const mailbox = parseMailbox(text);
  if (mailbox) return mailbox;
  throw optionError(
    option,
    "use one address, such as billing@lumen.example or Lumen Notes <billing@lumen.example>",
  );
}

/** What a Message-ID may be made of (RFC 5322, section 3.2.3). */
function toAtom(id: string): string {
  return id.replace(/[^\w!#$%&'*+/=?^`{|}~-]+/g, "-");
}
