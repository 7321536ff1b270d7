import { isRetentBaseError, type RetentBaseError } from "@retent/retentbase";
import type { App } from "../../app.ts";
import { deadRowNotification } from "../../notifications/notification-rows.ts";
import { createBatches } from "../../outbox/batches.ts";
import { describeThrown } from "../../outbox/describe-thrown.ts";
import { createLane, type Lane, type Verdict } from "../../outbox/lane.ts";
import type { OutboxRow } from "../../outbox/row.ts";
import { maxAheadMs } from "../../outbox/worker-pool.ts";
import type { UpstreamFailure } from "../../retent-event.ts";
import { describeFailure } from "../../upstream-failure.ts";
import type { Cancellation } from "../cancellation.ts";
import { deliver } from "../deliver.ts";
import { judge } from "../judge-retentbase-failure.ts";

/** An update may need three calls: if RetentBase doesn't know the event, it is created in between. */
const maxCalls = 3;

/** The rows that are sent to RetentBase. */
export interface DeliveryLane extends Lane<void> {
  /**
   * Whether nothing is sent for now, because RetentBase says that the fault is in the workspace or in our
   * settings.
   */
  isPaused(): boolean;
}

export function createDeliveryLane(app: App): DeliveryLane {
  const { outbox } = app.config;
  const { store, onEvent, now } = app.services;
  const policy = { outbox, random: app.services.random };
  let pausedUntil: number | undefined;

  /** Any answer but the one that paused us says that the fault is fixed. */
  function resume(): void {
    if (pausedUntil !== undefined) onEvent({ type: "outbox_resumed" });
    pausedUntil = undefined;
  }

  function toVerdict(
    row: OutboxRow,
    cancellation: Cancellation | undefined,
    error: RetentBaseError,
    attempts: number,
  ): Verdict {
    const { eventId, kind } = row;
    const isUnknown = error.code === "not_found";
    const notFoundAttempts = row.notFoundAttempts + (isUnknown ? 1 : 0);
    const failed = describeFailure(error, cancellation);
    const failure = { status: error.status ?? null, detail: failed.body || describeThrown(error) };
    const judged = judge(error, isUnknown ? notFoundAttempts : attempts, policy);
    if (judged.action === "pause") {
      pausedUntil = now() + judged.afterMs;
      onEvent({ type: "outbox_paused", retryInMs: judged.afterMs, ...failed });
      // The row is not to blame, so the attempt does not count.
      return { ...row, ...judged, action: "retry", failure };
    }
    if (error.status !== undefined) resume();
    if (judged.action === "dead") return toDead(row, cancellation, failed);
    const { afterMs } = judged;
    onEvent({ type: "delivery_failed", eventId, kind, attempts, retryInMs: afterMs, ...failed });
    return { action: "retry", afterMs, notFoundAttempts, failure };
  }

  function toDead(row: OutboxRow, cancellation: Cancellation | undefined, failed: UpstreamFailure): Verdict {
    const { eventId, kind } = row;
    const failure = { status: failed.status ?? null, detail: failed.body || failed.code };
    onEvent({ type: "delivery_dead", eventId, kind, attempts: row.attempts + 1, ...failed });
    const enqueue = cancellation && deadRowNotification(app, cancellation, row, failure);
    return { action: "dead", failure, enqueue };
  }

  const isPaused = () => pausedUntil !== undefined;
  const batches = createBatches(2 * outbox.concurrency);
  const lane = createLane(app.services, outbox, {
    name: "retentbase",
    maxRunMs: maxCalls * outbox.timeoutMs + maxAheadMs,
    claimsAhead: true,
    async run(row, signal, free) {
      await deliver(app, batches, row, signal, free);
      resume();
    },
    async onFailure(row, error, attempts) {
      const cancellation = await store.find(row.eventId);
      if (isRetentBaseError(error)) return toVerdict(row, cancellation, error, attempts);
      // The client refused to send it: no retry will change that.
      if (error instanceof TypeError)
        return toDead(row, cancellation, { status: undefined, code: "unsendable", body: error.message });
      throw error;
    },
    /** Probes with one row; the others wait for its result. */
    async prepare({ runOne }) {
      if (pausedUntil !== undefined && now() >= pausedUntil) await runOne();
    },
    isPaused,
  });
  return { ...lane, isPaused };
}
