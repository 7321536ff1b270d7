import { createCustomerRedact } from "../customer-redact.ts";
import type { UpstreamFailure } from "../events.ts";
import { createLane, type Lane } from "../outbox/lane.ts";
import { judgeNotification } from "../outbox/retry-policy.ts";
import type { Settings } from "../settings.ts";
import type { OutboxRow } from "../store.ts";
import { withTimeLimit } from "../time-limit.ts";
import type { NotificationAnswer, NotificationMessage, Notifier } from "./notifier.ts";

const maxBodyLength = 1024;

/** The rows that tell whoever wants to know. Nothing else waits for them, nor is anything lost with one that is given up. */
export function createNotificationLane(settings: Settings, notifier: Notifier): Lane {
  const { store, onEvent, now } = settings;

  /** Never rejects: where the store fails in between, the row comes back when its lease ends. */
  async function work(row: OutboxRow, stop: AbortSignal): Promise<void> {
    try {
      const answer = await send(row.body as NotificationMessage, stop);
      if (typeof answer === "string" || !isTaken(answer)) return await handleFailure(row, answer);
      const { eventId } = row;
      onEvent({ type: "notification_sent", eventId, about: aboutOf(row), status: answer.status });
      await store.finish(row);
    } catch (error) {
      onEvent({ type: "request_failed", error });
    }
  }

  /** A code of why, where there was no answer: what is thrown may name the URL, which may be a secret. */
  async function send(message: NotificationMessage, stop: AbortSignal): Promise<NotificationAnswer | string> {
    const { timeoutMs } = settings.outbox;
    const limit = new AbortController();
    const giveUp = () => limit.abort();
    stop.addEventListener("abort", giveUp, { once: true });
    try {
      const answer = notifier.send(message, { now: now(), signal: limit.signal });
      return await withTimeLimit(answer, timeoutMs, "notifier");
    } catch (error) {
      return codeOf(error);
    } finally {
      giveUp();
      stop.removeEventListener("abort", giveUp);
    }
  }

  async function handleFailure(row: OutboxRow, answer: NotificationAnswer | string): Promise<void> {
    const { eventId } = row;
    const about = aboutOf(row);
    const attempts = row.attempts + 1;
    const failed = await describe(row, answer);
    const failure = { status: failed.status ?? null, detail: failed.body || failed.code };
    const verdict = judgeNotification(typeof answer === "string" ? undefined : answer, attempts, settings);
    if (verdict.action === "bury") {
      await store.bury(row, failure);
      onEvent({ type: "notification_dead", eventId, about, attempts, ...failed });
      return;
    }
    const retryInMs = verdict.afterMs;
    await store.retry(row, { dueAt: now() + retryInMs, attempts, unknownTries: 0 }, failure);
    onEvent({ type: "notification_failed", eventId, about, attempts, retryInMs, ...failed });
  }

  /** A receiver may repeat what it was sent, and that is nobody else's. */
  async function describe(row: OutboxRow, answer: NotificationAnswer | string): Promise<UpstreamFailure> {
    if (typeof answer === "string") return { status: undefined, code: answer, body: undefined };
    const redact = createCustomerRedact(await store.find(row.eventId));
    return { status: answer.status, code: "refused", body: redact(answer.body).slice(0, maxBodyLength) };
  }

  return createLane(settings, { name: "notifications", work });
}

function isTaken({ status }: NotificationAnswer): boolean {
  return status >= 200 && status < 300;
}

/** The system's name of a network error, such as `ECONNREFUSED`, which is no secret. */
function codeOf(error: unknown): string {
  const cause = error instanceof Error ? error.cause : undefined;
  const code = cause instanceof Error && "code" in cause ? String(cause.code) : "";
  return /^[A-Z][A-Z0-9_]{2,40}$/.test(code) ? code : "no_answer";
}

function aboutOf(row: OutboxRow) {
  return (row.body as NotificationMessage).type;
}
