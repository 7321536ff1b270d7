import type { App } from "../app.ts";
import type { OutboxRow } from "../outbox/row.ts";
import { keptMail, receivedMail, settledMail } from "./cancellation-mails.ts";
import type { MailBody, MailMessage, MailTemplate } from "./mailer.ts";

/** What a mail says, and to whom. */
export type ComposedMail = Pick<MailMessage, "to" | "subject" | "text" | "html">;

/** Says what a row's mail says by now; undefined if that is no longer to be said. */
export type Compose = (app: App, row: OutboxRow) => Promise<ComposedMail | undefined>;

const templates: Readonly<Record<MailTemplate, Compose>> = {
  received: receivedMail,
  settled: settledMail,
  kept: keptMail,
  declared: async (app, row) => (await import("../declarations/declaration-mail.ts")).declaredMail(app, row),
  rejected: async (app, row) => (await import("../declarations/declaration-mail.ts")).rejectedMail(app, row),
};

/** @throws {Error} for a template of a later version, whose server will send the row */
export const composeMail: Compose = (app, row) => {
  const { template } = row.body as MailBody;
  if (!Object.hasOwn(templates, template)) throw new Error("a mail's template is not known to this version");
  return templates[template](app, row);
};
