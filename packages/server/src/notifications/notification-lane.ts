import { CodedError, truncate } from "@retent/retentbase/internal";
import type { App } from "../app.ts";
import { createCustomerRedact } from "../customer-redact.ts";
import { createLane, type Lane } from "../outbox/lane.ts";
import type { OutboxRow } from "../outbox/row.ts";
import type { UpstreamFailure } from "../retent-event.ts";
import { withTimeLimit } from "../time-limit.ts";
import { judgeNotification } from "./judge-notification.ts";
import type { NotificationAnswer, NotificationMessage, Notifier } from "./notifier.ts";

const maxBodyLength = 1024;

/** The receiver did not take a notification. */
class NotTaken extends CodedError<string> {
  override readonly name = "NotTaken";
  readonly answer: NotificationAnswer | undefined;

  /** @param answer undefined if there was none, for the reason that `code` says */
  constructor(code: string, answer?: NotificationAnswer) {
    super(code, "the receiver did not take a notification");
    this.answer = answer;
  }
}

/** The rows that are sent to the merchant's receiver. Nothing else waits for them. */
export function createNotificationLane(app: App, notifier: Notifier): Lane<void> {
  const { outbox } = app.config;
  const { store, onEvent, now } = app.services;
  const policy = { outbox, random: app.services.random };

  /** @throws {NotTaken} */
  async function send(message: NotificationMessage, stop: AbortSignal): Promise<NotificationAnswer> {
    const limit = new AbortController();
    const abort = () => limit.abort();
    stop.addEventListener("abort", abort, { once: true });
    try {
      const sending = notifier.send(message, { now: now(), signal: limit.signal });
      const answer = await withTimeLimit(sending, outbox.timeoutMs, "notifier");
      if (answer.status >= 200 && answer.status < 300) return answer;
      throw new NotTaken("refused", answer);
    } catch (error) {
      throw error instanceof NotTaken ? error : new NotTaken(getErrorCode(error));
    } finally {
      abort();
      stop.removeEventListener("abort", abort);
    }
  }

  /** A receiver may repeat what it was sent, which is the customer's. */
  async function describe({ eventId }: OutboxRow, { code, answer }: NotTaken): Promise<UpstreamFailure> {
    if (!answer) return { status: undefined, code, body: undefined };
    const redact = createCustomerRedact(await store.find(eventId));
    return { status: answer.status, code, body: truncate(redact(answer.body), maxBodyLength) };
  }

  return createLane(app.services, outbox, {
    name: "notifications",
    maxRunMs: 3 * outbox.timeoutMs,
    async run(row, signal) {
      const { status } = await send(row.body as NotificationMessage, signal);
      onEvent({ type: "notification_sent", eventId: row.eventId, about: getType(row), status });
      await store.finish(row);
    },
    async onFailure(row, error, attempts) {
      if (!(error instanceof NotTaken)) throw error;
      const failed = await describe(row, error);
      const failure = { status: failed.status ?? null, detail: failed.body || failed.code };
      const about = { eventId: row.eventId, about: getType(row), attempts };
      const judged = judgeNotification(error.answer, attempts, policy);
      if (judged.action === "dead") {
        onEvent({ type: "notification_dead", ...about, ...failed });
        return { action: "dead", failure };
      }
      onEvent({ type: "notification_failed", ...about, retryInMs: judged.afterMs, ...failed });
      return { ...judged, failure };
    },
  });
}

/**
 * The system's name of a network error, such as `ECONNREFUSED`: the message may name the URL, which may be a
 * secret.
 */
function getErrorCode(error: unknown): string {
  const cause = error instanceof Error ? error.cause : undefined;
  const code = cause instanceof Error && "code" in cause ? String(cause.code) : "";
  return /^[A-Z][A-Z0-9_]{2,40}$/.test(code) ? code : "no_answer";
}

function getType(row: OutboxRow) {
  return (row.body as NotificationMessage).type;
}
