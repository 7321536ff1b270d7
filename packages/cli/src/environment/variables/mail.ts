import { parseMailbox, toTransportOptions } from "@retent/server/internal";
import type { Problem } from "../configuration-error.ts";
import { optionError, refined, text } from "../schemas.ts";
import { option, variable } from "../variable.ts";

const mailbox = refined(text, findMailboxProblem).optional();

/** How customers get receipts by mail. */
export const mailVariables = {
  RETENT_SMTP_URL: variable({
    schema: refined(text, (url) => optionError(() => toTransportOptions(url))).optional(),
    option: option("createMailer", "url"),
    meaning:
      "Mail host that receipts are sent through: `smtps://USER:PASSWORD@HOST`, or `smtp://…`, which is encrypted by STARTTLS.",
    whenUnset: "no mails",
    secret: "password",
  }),
  RETENT_MAIL_FROM: variable({
    schema: mailbox,
    option: option("createMailer", "from"),
    meaning: "Sender of mails: `Lumen Notes <billing@lumen.example>`.",
    whenUnset: "required with `RETENT_SMTP_URL`",
  }),
  RETENT_MAIL_REPLY_TO: variable({
    schema: mailbox,
    option: option("createMailer", "replyTo"),
    meaning: "Where customers' answers to mails go.",
    whenUnset: "to `RETENT_MAIL_FROM`",
  }),
};

function findMailboxProblem(value: string): Problem | undefined {
  if (parseMailbox(value)) return undefined;
  return {
    message: "is not one address",
    remedy: "write billing@lumen.example or Lumen Notes <billing@lumen.example>",
  };
}
