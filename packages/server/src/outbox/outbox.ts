import { drainLanes } from "./drain-lanes.ts";
import type { ErrorReporter, Lane } from "./lane.ts";
import { createLoop } from "./loop.ts";
import type {
  ClaimQuery,
  DatedOutboxRow,
  Failure,
  ListedRow,
  ListQuery,
  NextTry,
  OutboxCounts,
  OutboxLane,
  OutboxRow,
} from "./row.ts";

/** How long work may take. */
export interface DrainLimits {
  /** Milliseconds. Default: no limit. */
  maxMs?: number | undefined;
}

/** What was worked off. */
export interface Drained {
  /** How many rows of the outbox were tried and have ended, well or not. */
  done: number;
}

/** Work that is on disk and still to be done. */
export interface Outbox {
  /** Processes everything that is due, and returns after `maxMs` milliseconds at the latest. */
  drainOnce(limits?: DrainLimits): Promise<Drained>;
  /** Processes what becomes due, until `stop`. */
  start(): void;
  /** Stops what `start` began, once in-flight work has finished. */
  stop(): Promise<void>;
}

/**
 * Where the rows of the outbox live. Every method is one transaction; times are milliseconds since the epoch.
 */
export interface OutboxStore {
  /** Leases rows that are due, oldest first, and of each event and lane only the first that is not done. */
  claim(query: ClaimQuery): Promise<OutboxRow[]>;
  /**
   * Whether work on a row of this event and lane is under way or about to begin: the row is queued and
   * leased, due or not tried yet. False while every row waits for another attempt.
   */
  isUnderWay(eventId: string, lane: OutboxLane, now: number): Promise<boolean>;
  /**
   * Marks a row as done.
   *
   * @param doneAtMs when, in milliseconds since the epoch: a store keeps it as the row's `dueAt`. Default: unchanged.
   */
  finish(row: OutboxRow, doneAtMs?: number): Promise<void>;
  /** Puts a row back. */
  retry(row: OutboxRow, next: NextTry, failure: Failure): Promise<void>;
  /**
   * Keeps a row with what it failed with, and does not try it again. `enqueue` is queued with it, unless the
   * row's lease was lost.
   */
  markDead(row: OutboxRow, failure: Failure, enqueue?: DatedOutboxRow[]): Promise<void>;
  /**
   * The rows that are not done, or that were set aside, oldest first. Default: everything queued or dead, at
   * most 100 rows.
   */
  list(query?: ListQuery): Promise<ListedRow[]>;
  /**
   * All rows of one event, also those that are done, in the order in which they were queued. At most 1,000
   * rows.
   */
  listByEvent(eventId: string): Promise<ListedRow[]>;
  /**
   * Queues dead rows again, due at `now`: those of these events, with those that were set aside, or all. An
   * outcome that a later one has replaced is finished instead. Returns the count.
   */
  requeue(now: number, eventIds?: readonly string[]): Promise<number>;
  /**
   * Closes these events' dead rows, and their failing calls of billing, without sending them. Returns the
   * count.
   */
  setAside(now: number, eventIds: readonly string[]): Promise<number>;
  /** How much there is to do, in these lanes or in all. */
  count(lanes?: readonly OutboxLane[]): Promise<OutboxCounts>;
}

export interface OutboxConfig {
  firstRetryMs: number;
  maxRetryMs: number;
  maxRetryAfterMs: number;
  leaseMs: number;
  /** Rows of a lane that are worked on at the same time. */
  concurrency: number;
  pollMs: number;
}

interface OutboxOptions {
  /** In the order in which work moves through them. */
  lanes: readonly Lane[];
  /** Removes what is no longer needed; asks `isStopping` between batches. */
  prune(isStopping: () => boolean): Promise<void>;
  onEvent: ErrorReporter;
  now: () => number;
}

const hourMs = 3_600_000;

export function createOutbox({ lanes, prune, onEvent, now }: OutboxOptions): Outbox {
  let prunedAt = Number.NEGATIVE_INFINITY;
  const isPruned = () => Math.abs(now() - prunedAt) < hourMs;

  const pruneSafely = async (isStopping: () => boolean) => {
    try {
      await prune(isStopping);
      if (!isStopping()) prunedAt = now();
    } catch (error) {
      onEvent({ type: "request_failed", error });
    }
  };
  const pruning = createLoop(pruneSafely, hourMs);
  const loops = [...lanes, pruning];

  return {
    async drainOnce({ maxMs } = {}) {
      if (maxMs !== undefined && !(typeof maxMs === "number" && maxMs > 0))
        throw new TypeError("drainOnce: maxMs: must be a positive number");
      const deadline = createDeadline(maxMs);
      let done = 0;
      const count = () => {
        done += 1;
      };
      const work = async () => {
        await drainLanes(lanes, deadline.isOver, count);
        // A host without a long-running process has no other time for it.
        if (!isPruned() && !deadline.isOver()) await pruneSafely(deadline.isOver);
      };
      await Promise.race([work(), deadline.over]);
      deadline.clear();
      return { done };
    },
    start() {
      for (const loop of loops) loop.start();
    },
    stop: async () => void (await Promise.all(loops.map((loop) => loop.stop()))),
  };
}

/** Timers that are longer fire at once. */
const maxTimerMs = 2 ** 31 - 1;

/** Ends after so many milliseconds, if any. */
function createDeadline(maxMs: number | undefined) {
  let isOver = false;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const over = new Promise<void>((resolve) => {
    if (maxMs === undefined || maxMs > maxTimerMs) return;
    timer = setTimeout(() => {
      isOver = true;
      resolve();
    }, maxMs);
  });
  return { over, isOver: () => isOver, clear: () => clearTimeout(timer) };
}
