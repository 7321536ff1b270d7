import { backoffMs } from "./backoff.ts";
import { createClaim } from "./claim.ts";
import { describeThrown } from "./describe-thrown.ts";
import { createLoop, type Loop } from "./loop.ts";
import type { OutboxConfig, OutboxStore } from "./outbox.ts";
import type { DatedOutboxRow, Failure, OutboxLane, OutboxRow } from "./row.ts";
import { createWorkerPool } from "./worker-pool.ts";

/** One kind of work of the outbox, on its own: no lane waits for another. */
export interface Lane<Result = unknown> extends Loop {
  /**
   * Processes what is due, and waits for it; `onEnded` is called for each row. Takes no more rows once `isOver`.
   * Never rejects.
   */
  drain(isOver: () => boolean, onEnded: () => void): Promise<void>;
  /**
   * Processes the due rows of one event, and waits for them. Never rejects: what fails is tried again later.
   *
   * @returns the last row, with what `run` returned for it; undefined if no row was due
   */
  drainEvent(eventId: string): Promise<Attempt<Result> | undefined>;
}

/** A row that was worked on. */
export interface Attempt<Result> {
  row: OutboxRow;
  /** What `run` returned; undefined if it failed. */
  result: Result | undefined;
}

/** What follows from a failure. */
export type Verdict =
  /** Tried again: after `afterMs` milliseconds, by default after an exponential backoff. */
  | { action: "retry"; failure: Failure; afterMs?: number; attempts?: number; notFoundAttempts?: number }
  /** Kept and not tried again, with what is to be queued because of it. */
  | { action: "dead"; failure: Failure; enqueue?: DatedOutboxRow[] | undefined }
  /** Not worth trying again. */
  | { action: "finish" };

/** What a lane does with its rows. */
export interface LaneWork<Result> {
  name: OutboxLane;
  /** How long `run` may take at most, in milliseconds: for so long no other process gets the row. */
  maxRunMs: number;
  /**
   * How far ahead rows may be due, in milliseconds; what is due later is due now, since a clock was wrong.
   * Default: the longest wait of a retry.
   */
  horizonMs?: number;
  /**
   * Does what a row says, and finishes it.
   *
   * @param signal says that the process is about to end
   * @param free may be called when only saving is left, so that the next row begins meanwhile
   */
  run(row: OutboxRow, signal: AbortSignal, free: () => void): Promise<Result>;
  /**
   * Reports a failure of `run`, and says what follows from it. Default: the error is reported as
   * `request_failed`, and the row is tried again. If this throws, e.g. because the store is down, the row
   * comes back when its lease ends.
   *
   * @param attempts including this one
   */
  onFailure?(row: OutboxRow, error: unknown, attempts: number): Verdict | Promise<Verdict>;
  /** Whether rows are claimed in larger batches while they end quickly. Default: no. */
  claimsAhead?: boolean;
  /** Called before rows are taken. Default: does nothing. */
  prepare?(lane: Pick<LaneRunner, "runOne">): Promise<void>;
  /** Whether no row may be taken for now. Default: never. */
  isPaused?(): boolean;
}

/** What `prepare` may do. */
interface LaneRunner {
  /** Processes one due row, if there is one. */
  runOne(): Promise<void>;
}

/** Receives what failed unexpectedly. */
export type ErrorReporter = (event: { type: "request_failed"; error: unknown }) => void;

/** What the outbox works with. */
export interface OutboxServices {
  store: OutboxStore;
  onEvent: ErrorReporter;
  now: () => number;
  random: () => number;
  newId: () => string;
}

/** How long calls that are under way may go on after the process was asked to end, in milliseconds. */
const stopGraceMs = 5000;

/** Builds a lane: claims its rows, runs them a few at a time, and sees to what fails. */
export function createLane<Result>(
  services: OutboxServices,
  config: OutboxConfig,
  work: LaneWork<Result>,
): Lane<Result> {
  const { name, maxRunMs, horizonMs, claimsAhead = false, run, onFailure, prepare } = work;
  const isPaused = work.isPaused ?? (() => false);
  const { store, onEvent, now } = services;
  const claim = createClaim(services, config, { lane: name, maxRunMs, horizonMs });
  /** The work on each event, one row after the other. */
  const queues = new Map<string, Promise<unknown>>();
  const running = new Set<string>();
  let calls = new AbortController();

  const report = (error: unknown) => onEvent({ type: "request_failed", error });

  async function attempt(row: OutboxRow, free = () => {}): Promise<Result | undefined> {
    // SQLite gives the id of an erased customer's row to a new one.
    const key = `${row.id} ${row.eventId}`;
    // The clock may have jumped past the lease of a row that is still being worked on here.
    if (running.has(key)) return undefined;
    running.add(key);
    try {
      return await run(row, calls.signal, free);
    } catch (error) {
      await fail(row, error).catch(report);
      return undefined;
    } finally {
      running.delete(key);
    }
  }

  async function fail(row: OutboxRow, error: unknown): Promise<void> {
    const attempts = row.attempts + 1;
    const verdict = onFailure ? await onFailure(row, error, attempts) : retryReported(error);
    if (verdict.action === "finish") return store.finish(row);
    if (verdict.action === "dead")
      return store.markDead(row, { ...verdict.failure, failedAtMs: now() }, verdict.enqueue);
    const dueAt =
      now() + (verdict.afterMs ?? backoffMs(attempts, { outbox: config, random: services.random }));
    await store.retry(row, { dueAt, attempts, notFoundAttempts: 0, ...pickCounts(verdict) }, verdict.failure);
  }

  function retryReported(error: unknown): Verdict {
    report(error);
    return { action: "retry", failure: { status: null, detail: describeThrown(error) } };
  }

  function inTurn<T>(eventId: string, task: () => Promise<T>): Promise<T | undefined> {
    const turn = (queues.get(eventId) ?? Promise.resolve()).then(task).catch((error: unknown) => {
      report(error);
      return undefined;
    });
    queues.set(eventId, turn);
    return turn.finally(() => {
      if (queues.get(eventId) === turn) queues.delete(eventId);
    });
  }

  const pool = createWorkerPool({
    size: config.concurrency,
    claim,
    run: (row, free) => inTurn(row.eventId, () => attempt(row, free)),
    onFree: () => loop.wake(),
    claimsAhead,
    now,
  });

  async function runOne(): Promise<void> {
    const [row] = await claim(1);
    if (row) await inTurn(row.eventId, () => attempt(row));
  }

  async function safely<T>(step: () => Promise<T> | undefined): Promise<T | undefined> {
    try {
      return await step();
    } catch (error) {
      report(error);
      return undefined;
    }
  }

  const loop = createLoop(async (isStopping) => {
    await safely(() => prepare?.({ runOne }));
    await safely(() => pool.fill(() => isStopping() || isPaused()));
  }, config.pollMs);

  return {
    start: loop.start,
    wake: loop.wake,
    async stop() {
      await loop.stop();
      const grace = setTimeout(() => calls.abort(), stopGraceMs);
      await pool.idle();
      await Promise.all(queues.values());
      clearTimeout(grace);
      calls = new AbortController();
    },
    async drain(isOver, onEnded) {
      if (isOver()) return;
      await safely(() => prepare?.({ runOne }));
      await safely(() => pool.drain(() => isPaused() || isOver(), onEnded));
    },
    drainEvent(eventId) {
      return inTurn(eventId, async () => {
        let last: Attempt<Result> | undefined;
        for (;;) {
          const [row] = await claim(1, eventId);
          if (!row) return last;
          last = { row, result: await attempt(row) };
        }
      });
    },
  };
}

function pickCounts({ attempts, notFoundAttempts }: { attempts?: number; notFoundAttempts?: number }) {
  return {
    ...(attempts !== undefined && { attempts }),
    ...(notFoundAttempts !== undefined && { notFoundAttempts }),
  };
}
