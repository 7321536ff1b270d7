import { isRetentBaseError, type RetentBaseError } from "@retent/retentbase";
import type { UpstreamFailure } from "../../events.ts";
import { noticeOfDeath } from "../../notifications/notices.ts";
import { shorten } from "../../outbox/failure-detail.ts";
import { createLane, type Lane } from "../../outbox/lane.ts";
import { judge } from "../../outbox/retry-policy.ts";
import { claimRows } from "../../outbox/worker-pool.ts";
import type { Settings } from "../../settings.ts";
import type { OutboxRow } from "../../store.ts";
import { describeFailure } from "../../upstream-failure.ts";
import { deliver } from "../deliver.ts";

/** The rows that tell RetentBase. They pause while its answers say that the fault is in the workspace or in our settings. */
export function createDeliveryLane(settings: Settings): Lane {
  const { store, onEvent, now } = settings;
  let pausedUntil: number | undefined;
  const isPaused = () => pausedUntil !== undefined;

  /** One row finds out whether the fault is mended; the others wait for its answer. */
  async function probe(signal: AbortSignal): Promise<void> {
    if (pausedUntil === undefined || now() < pausedUntil) return;
    const [row] = await claimRows(settings, "retentbase", 1);
    if (row) await work(row, signal);
  }

  /** Never rejects: where the store fails in between, the row comes back when its lease ends. */
  async function work(row: OutboxRow, signal: AbortSignal): Promise<void> {
    try {
      await deliver(settings, row, signal).then(resume, (error: unknown) => handleFailure(row, error));
    } catch (error) {
      onEvent({ type: "request_failed", error });
    }
  }

  async function handleFailure(row: OutboxRow, error: unknown): Promise<void> {
    if (isRetentBaseError(error)) await handleAnswer(row, error);
    // The client refused to send it: no retry will change that.
    else if (error instanceof TypeError)
      await bury(row, { status: undefined, code: "unsendable", body: error.message });
    else throw error;
  }

  async function handleAnswer(row: OutboxRow, error: RetentBaseError): Promise<void> {
    const { eventId, kind } = row;
    const attempts = row.attempts + 1;
    const unknownTries = row.unknownTries + (error.code === "not_found" ? 1 : 0);
    const failed = describeFailure(error, await store.find(eventId));
    const failure = { status: error.status ?? null, detail: failed.body || shorten(error) };
    const verdict = judge(error, error.code === "not_found" ? unknownTries : attempts, settings);
    if (verdict.action === "pause") {
      pausedUntil = now() + verdict.afterMs;
      // The row is not to blame, so the try does not count.
      await store.retry(row, { ...row, dueAt: pausedUntil }, failure);
      onEvent({ type: "outbox_paused", retryInMs: verdict.afterMs, ...failed });
      return;
    }
    if (error.status !== undefined) resume();
    if (verdict.action === "bury") {
      await bury(row, failed);
      return;
    }
    await store.retry(row, { dueAt: now() + verdict.afterMs, attempts, unknownTries }, failure);
    const retryInMs = verdict.afterMs;
    onEvent({ type: "delivery_failed", eventId, kind, attempts, retryInMs, ...failed });
  }

  async function bury(row: OutboxRow, failure: UpstreamFailure): Promise<void> {
    const { eventId, kind } = row;
    const last = { status: failure.status ?? null, detail: failure.body || failure.code };
    const cancellation = await store.find(eventId);
    await store.bury(row, last, cancellation && noticeOfDeath(settings, cancellation, row, last));
    onEvent({ type: "delivery_dead", eventId, kind, attempts: row.attempts + 1, ...failure });
  }

  /** Any answer but the one that paused us says that the fault is mended. */
  function resume(): void {
    if (pausedUntil !== undefined) onEvent({ type: "outbox_resumed" });
    pausedUntil = undefined;
  }

  return createLane(settings, { name: "retentbase", work, prepare: probe, isPaused });
}
