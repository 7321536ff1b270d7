import { RetentBaseError } from "@retent/retentbase";
import type { Settings } from "../options.ts";
import { laneOf, type OutboxLane, type OutboxRow } from "../store.ts";
import { describeFailure } from "../upstream-failure.ts";
import { bill } from "./bill.ts";
import { deliver } from "./deliver.ts";
import { backoffMs, judge } from "./retry-policy.ts";

/** The work that is on disk and still to be done: billing that has to act, outcomes that RetentBase has to learn. */
export interface Outbox {
  /** Works off everything that is due now. */
  drainOnce(): Promise<void>;
  /** Has billing act on what is due of one cancellation, and waits for it. Never rejects: what failed is tried again later. */
  bill(eventId: string): Promise<void>;
  /** Works off what becomes due, until `stop`. */
  start(): void;
  /** Looks for work now instead of at the next poll; does nothing when not started. */
  wake(): void;
  /** Ends what `start` began, after what is under way. */
  stop(): Promise<void>;
}

const lanes: readonly OutboxLane[] = ["billing", "retentbase"];
const maxDetailCharacters = 2048;

export function createOutbox(settings: Settings): Outbox {
  const { store, onEvent, outbox: options, now } = settings;
  /** Billing under way in this process, by event: who asks for the same event waits for it. */
  const billing = new Map<string, Promise<void>>();
  let pausedUntil: number | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let running: Promise<void> | undefined;
  let isStarted = false;
  let isWoken = false;
  let isStopping = false;

  async function claim(lane: OutboxLane, eventId?: string): Promise<OutboxRow | undefined> {
    const leasedUntil = now() + options.leaseMs;
    const query = { lane, now: now(), leasedUntil, lease: settings.newId(), limit: 1 };
    const [row] = await store.claim(eventId === undefined ? query : { ...query, eventId });
    return row;
  }

  async function drainLane(lane: OutboxLane): Promise<void> {
    const isPaused = () => lane === "retentbase" && pausedUntil !== undefined;
    if (isPaused()) {
      if (now() < (pausedUntil ?? 0)) return;
      // One row finds out whether the fault is mended; the others wait for its answer.
      const probe = await claim(lane);
      if (probe) await work(probe);
      if (isPaused()) return;
    }
    const worker = async () => {
      for (let row = await claim(lane); row; row = await claim(lane)) {
        await work(row);
        if (isPaused() || isStopping) return;
      }
    };
    await Promise.all(Array.from({ length: options.concurrency }, worker));
  }

  /** Never rejects: where the store fails in between, the row comes back when its lease ends. */
  async function work(row: OutboxRow): Promise<void> {
    const isBilling = laneOf[row.kind] === "billing";
    const done = (isBilling ? workOnBilling(row) : workOnDelivery(row)).catch(reportFailure);
    if (isBilling) billing.set(row.eventId, done);
    await done;
    if (isBilling) billing.delete(row.eventId);
  }

  function reportFailure(error: unknown): void {
    onEvent({ type: "request_failed", error });
  }

  async function workOnBilling(row: OutboxRow): Promise<void> {
    const { eventId, revision } = row;
    try {
      await bill(settings, row);
    } catch (error) {
      const attempts = row.attempts + 1;
      onEvent({ type: "billing_failed", eventId, revision, attempts, error });
      const detail = (error instanceof Error ? error.message : String(error)).slice(0, maxDetailCharacters);
      await store.retry(row, now() + Math.ceil(backoffMs(attempts, settings)), attempts, {
        status: null,
        detail,
      });
    }
  }

  async function workOnDelivery(row: OutboxRow): Promise<void> {
    try {
      await deliver(settings, row);
      if (pausedUntil !== undefined) onEvent({ type: "outbox_resumed" });
      pausedUntil = undefined;
    } catch (error) {
      if (!(error instanceof RetentBaseError)) throw error;
      await handleFailure(row, error);
    }
  }

  async function handleFailure(row: OutboxRow, error: RetentBaseError): Promise<void> {
    const { eventId, kind } = row;
    const attempts = row.attempts + 1;
    const failure = { status: error.status ?? null, detail: error.body || error.message };
    const verdict = judge(error, attempts, settings);
    if (verdict.action === "bury") {
      await store.bury(row, failure);
      onEvent({ type: "delivery_dead", eventId, kind, attempts, ...describeFailure(error) });
      return;
    }
    const dueAt = now() + Math.ceil(verdict.afterMs);
    if (verdict.action === "pause") {
      pausedUntil = dueAt;
      // The row is not to blame, so the try does not count.
      await store.retry(row, dueAt, row.attempts, failure);
      onEvent({ type: "outbox_paused", retryInMs: verdict.afterMs, ...describeFailure(error) });
      return;
    }
    await store.retry(row, dueAt, attempts, failure);
    onEvent({
      type: "delivery_failed",
      eventId,
      kind,
      attempts,
      retryInMs: verdict.afterMs,
      ...describeFailure(error),
    });
  }

  async function drainOnce(): Promise<void> {
    await Promise.all(lanes.map(drainLane));
  }

  function poll(): void {
    clearTimeout(timer);
    isWoken = false;
    running = drainOnce()
      .catch(reportFailure)
      .finally(() => {
        running = undefined;
        if (!isStarted) return;
        if (isWoken) poll();
        else timer = setTimeout(poll, options.pollMs);
      });
  }

  return {
    drainOnce,
    async bill(eventId) {
      await billing.get(eventId);
      const row = await claim("billing", eventId).catch(reportFailure);
      if (row) await work(row);
    },
    start() {
      if (isStarted) return;
      isStarted = true;
      isStopping = false;
      poll();
    },
    wake() {
      isWoken = true;
      if (isStarted && !running) poll();
    },
    async stop() {
      isStarted = false;
      isStopping = true;
      clearTimeout(timer);
      await running;
      await Promise.allSettled(billing.values());
    },
  };
}
