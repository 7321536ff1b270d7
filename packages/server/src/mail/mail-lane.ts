import { createRedact, truncate } from "@retent/retentbase/internal";
import type { App } from "../app.ts";
import { createCustomerRedact } from "../customer-redact.ts";
import { maskEmails } from "../mask-emails.ts";
import { deadRowNotification, declarationNotification } from "../notifications/notification-rows.ts";
import { createLane, type Lane } from "../outbox/lane.ts";
import type { OutboxRow } from "../outbox/row.ts";
import { judgeMail } from "./judge-mail.ts";
import { isMailError, type MailBody, MailError, type Mailer, type MailMessage } from "./mailer.ts";

/** Time limit of an attempt, in milliseconds. */
const attemptMs = 55_000;

/**
 * How long a row is leased, in milliseconds. If the process dies, the mail host may have the mail: it goes out
 * again a minute after the attempt can have ended, and not earlier.
 */
const leaseMs = attemptMs + 65_000;

const maxDetailLength = 1024;

/** The rows that are sent to customers by mail. Nothing else waits for them. */
export function createMailLane(app: App, mailer: Mailer): Lane<void> {
  const { outbox } = app.config;
  const { store, onEvent } = app.services;
  const policy = { outbox, random: app.services.random };

  /** @throws {MailError} */
  async function send(message: MailMessage, stop: AbortSignal): Promise<void> {
    const limit = new AbortController();
    const abort = () => limit.abort();
    const timer = setTimeout(abort, attemptMs);
    stop.addEventListener("abort", abort, { once: true });
    const ended = new Promise<never>((_, reject) => {
      limit.signal.addEventListener("abort", () =>
        reject(new MailError("no_answer", "the mail host took too long")),
      );
    });
    try {
      await Promise.race([mailer.send(message, { signal: limit.signal }), ended]);
    } catch (error) {
      // What a mailer of the host's throws may name its key.
      throw isMailError(error) ? error : new MailError("no_answer", describeKind(error));
    } finally {
      clearTimeout(timer);
      stop.removeEventListener("abort", abort);
    }
  }

  return createLane(app.services, outbox, {
    name: "mail",
    maxRunMs: leaseMs,
    async run(row, signal) {
      const { composeMail } = await import("./compose-mail.ts");
      const mail = await composeMail(app, row);
      if (mail) {
        const { from, replyTo } = mailer;
        const id = `${row.eventId}-${row.id}`;
        await send({ id, from, ...(replyTo !== undefined && { replyTo }), ...mail }, signal);
        onEvent({ type: "mail_sent", eventId: row.eventId, template: getTemplate(row) });
      }
      await store.finish(row, app.services.now());
    },
    async onFailure(row, error, attempts) {
      if (!isMailError(error)) throw error;
      const { eventId } = row;
      const cancellation = await store.find(eventId);
      const declaration = await store.findDeclaration?.(eventId);
      // A mail host repeats the address.
      const redact = createCustomerRedact(cancellation);
      const redactAddress = createRedact([declaration?.email ?? ""].filter((each) => each !== ""));
      const body = truncate(maskEmails(redact(redactAddress(error.message))), maxDetailLength);
      const about = { eventId, template: getTemplate(row), attempts };
      const failed = { status: error.status, code: error.code, body };
      const failure = { status: error.status ?? null, detail: body || error.code };
      const judged = judgeMail(error, attempts, policy);
      if (judged.action === "dead") {
        onEvent({ type: "mail_dead", ...about, ...failed });
        const enqueue = cancellation
          ? deadRowNotification(app, cancellation, row, failure)
          : declaration?.status === "open"
            ? declarationNotification(app, "declaration.open", declaration)
            : undefined;
        return { action: "dead", failure, enqueue };
      }
      onEvent({ type: "mail_failed", ...about, retryInMs: judged.afterMs, ...failed });
      return { ...judged, failure };
    },
  });
}

/** The name and code of a thrown value, which can quote nothing. */
function describeKind(error: unknown): string {
  const { name, code } = error instanceof Error ? (error as Error & { code?: unknown }) : {};
  const words = [name, code].filter((word) => typeof word === "string" && /^\w{1,40}$/.test(word));
  return `the mailer failed: ${words.join(" ") || "an Error"}`;
}

function getTemplate(row: OutboxRow): MailBody["template"] {
  return (row.body as MailBody).template;
}
