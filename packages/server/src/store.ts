import type { Environment } from "@retent/retentbase";
import type { BillingEvent } from "./billing-event.ts";
import type { Cancellation } from "./cancellation/cancellation.ts";
import type { RateLimiter, RateLimiterOptions } from "./rate-limits.ts";

/**
 * `billing` calls the merchant's billing, `events` works off what billing has told, `retentbase` tells RetentBase, `sessions` asks it,
 * `notifications` tells whoever wants to know: none waits for another.
 */
export type OutboxLane = "billing" | "events" | "retentbase" | "sessions" | "notifications";

/**
 * `bill` calls `onResult`; `create` is `POST /api/v1/cancellations`; `update` is `PATCH /api/v1/cancellations/{eventId}`; `look_up` is
 * `GET /api/v1/cancel-sessions/:id`, for a flow that nobody came back from. `billing_event` works off one of billing's events, whose id is the
 * row's event id, and `derive` all that are about one cancellation. `notify` sends a notification.
 */
export type OutboxKind = "bill" | "create" | "update" | "look_up" | "billing_event" | "derive" | "notify";

export const laneOf: Record<OutboxKind, OutboxLane> = {
  bill: "billing",
  create: "retentbase",
  update: "retentbase",
  look_up: "sessions",
  billing_event: "events",
  derive: "events",
  notify: "notifications",
};

/** Work that is still to be done for one cancellation. */
export interface NewOutboxRow {
  kind: OutboxKind;
  /** The cancellation's revision that this row is about. */
  revision: number;
  /** What is sent, fixed when the row is made so that every retry sends the same; null where nothing is. */
  body: object | null;
  /** Milliseconds since the epoch. Default: at once. */
  dueAt?: number;
}

/** A new row that says itself when it is due. */
export type DatedOutboxRow = NewOutboxRow & Required<Pick<NewOutboxRow, "dueAt">>;

export interface OutboxRow extends Omit<NewOutboxRow, "dueAt"> {
  id: number;
  eventId: string;
  /** Tries so far, not counting this one. */
  attempts: number;
  /** How many of them found an event that RetentBase doesn't know. */
  unknownTries: number;
  /** Names this claim of the row: whoever holds it may change the row. */
  lease: string;
}

/** What the last try of a row ended with. */
export interface Failure {
  status: number | null;
  /** The answer's body or the error's message, shortened, without secrets. */
  detail: string;
}

/** When and how a row that is put back is tried again. */
export interface NextTry {
  /** Milliseconds since the epoch, whole. */
  dueAt: number;
  attempts: number;
  unknownTries: number;
}

export interface ClaimQuery {
  lane: OutboxLane;
  /** Only rows of this event. */
  eventId?: string;
  /** Milliseconds since the epoch. */
  now: number;
  /** Until when nobody else gets the rows, in milliseconds since the epoch. */
  leasedUntil: number;
  /** A due time after this can only come from a clock that was wrong: such a row is due. Milliseconds since the epoch. */
  horizon: number;
  lease: string;
  limit: number;
}

export interface ListQuery {
  /** Default: `queued` and `dead`. */
  state?: "queued" | "dead" | "set_aside";
  /** Default: all. */
  lanes?: readonly OutboxLane[];
  /** Default 100. */
  limit?: number;
}

/** A row as its operator sees it. */
export interface ListedRow {
  eventId: string;
  kind: OutboxKind;
  /** `set_aside`: it was given up or failed, and its operator has done with it. */
  state: "queued" | "done" | "dead" | "set_aside";
  /** Milliseconds since the epoch; null where it is not. */
  setAsideAt: number | null;
  /** Milliseconds since the epoch. */
  dueAt: number;
  attempts: number;
  lastStatus: number | null;
  lastDetail: string | null;
}

export interface OutboxCounts {
  queued: number;
  dead: number;
  /** When the oldest queued row was or will be due, in milliseconds since the epoch; null where none is queued. */
  oldestDueAt: number | null;
  /**
   * Since when the oldest queued row waits, in milliseconds since the epoch: its cancellation's last change, for every retry moves a
   * due time on. Null where none is queued.
   */
  waitingSince: number | null;
}

export interface Change {
  /** Saved if its version is still the stored one. */
  cancellation: Cancellation;
  /** Queued with it. A `bill` row takes the place of those of this event that wait for a retry. */
  enqueue?: NewOutboxRow[];
  /** Done with it; nothing is saved if its lease was lost. */
  finish?: OutboxRow;
}

/** What cancellations and billing's events are found by: within an environment, any of the ids is enough. */
export interface BillingIds {
  environment: Environment;
  customer: string | null;
  subscription: string | null;
  userId: string | null;
}

/** One of billing's events as it is kept. */
export type StoredBillingEvent = BillingEvent & Pick<BillingIds, "environment">;

/**
 * Where cancellations and the outbox live. Every method is one transaction and rejects with a `StoreError` when the store can't do
 * its work just now. Times are milliseconds since the epoch.
 */
export interface Store {
  /** Adds a cancellation together with work for later. False, and nothing is added, if its event id is taken. */
  insert(cancellation: Cancellation, enqueue?: NewOutboxRow[]): Promise<boolean>;
  find(eventId: string): Promise<Cancellation | undefined>;
  /** Those of these ids that there are, in no order. */
  findMany(eventIds: readonly string[]): Promise<Cancellation[]>;
  /** The cancellations that go by this event id, be it our own, which comes first, or RetentBase's, newest first. At most 10. */
  findByEvent(eventId: string): Promise<Cancellation[]>;
  /**
   * The cancellations that were sent to a hosted session, decided ones first, then the newest: RetentBase may answer several clicks with
   * one session. At most 10.
   */
  findBySession(sessionId: string): Promise<Cancellation[]>;
  /** The decided cancellations that billing or the merchant knows by one of these ids. */
  findByBilling(ids: BillingIds): Promise<Cancellation[]>;
  /** Keeps one of billing's events, and queues that it is worked off. False, and nothing is added, if it is known. */
  addBillingEvent(event: StoredBillingEvent, now: number): Promise<boolean>;
  findBillingEvent(id: string): Promise<StoredBillingEvent | undefined>;
  /** Billing's events that are about one of these ids, in no order. */
  findBillingEvents(ids: BillingIds): Promise<BillingEvent[]>;
  /** Saves a cancellation together with the work that follows from it. Undefined if somebody else saved first. */
  save(change: Change): Promise<Cancellation | undefined>;
  /** Leases rows that are due, oldest first, and of each event and lane only the first that is not done. */
  claim(query: ClaimQuery): Promise<OutboxRow[]>;
  /**
   * Whether work on a row of this event and lane is under way or about to begin: the row is queued and leased, due or not tried yet.
   * False while every row waits for another try.
   */
  isUnderWay(eventId: string, lane: OutboxLane, now: number): Promise<boolean>;
  /** Marks a row as done. */
  finish(row: OutboxRow): Promise<void>;
  /** Puts a row back. */
  retry(row: OutboxRow, next: NextTry, failure: Failure): Promise<void>;
  /**
   * Gives a row up: it is kept, with what it failed with, and not tried again. What follows from that is queued with it, unless the
   * row's lease was lost.
   */
  bury(row: OutboxRow, failure: Failure, enqueue?: DatedOutboxRow[]): Promise<void>;
  /** Removes cancellations that nothing is left to do for and that have not changed since, oldest first, at most `limit`. Answers how many. */
  prune(before: number, limit: number): Promise<number>;
  /**
   * Removes billing's events that are worked off, came before, and that no stored decided cancellation is found by: its outcome is derived
   * from all of them. At most `limit`. Returns how many.
   */
  pruneBillingEvents(before: number, limit: number): Promise<number>;
  /** What the outbox holds that is not done, or what was set aside, oldest first. Default: everything queued or dead, at most 100 rows. */
  list(query?: ListQuery): Promise<ListedRow[]>;
  /** Everything that there was to do for one event, what is done too, in the order in which it was queued. At most 1,000 rows. */
  listOfEvent(eventId: string): Promise<ListedRow[]>;
  /**
   * Queues dead rows again, due at `now`, of these events, with those that were set aside, or of all; an outcome that a later one has
   * replaced is done with instead. Answers how many.
   */
  revive(now: number, eventIds?: readonly string[]): Promise<number>;
  /**
   * Has done with these events' dead rows as they are, and with their calls of billing that have failed and are tried again: nothing waits
   * for them any more. Answers how many.
   */
  setAside(now: number, eventIds: readonly string[]): Promise<number>;
  /** How much there is to do, in these lanes or in all. */
  count(lanes?: readonly OutboxLane[]): Promise<OutboxCounts>;
  /** Writes something that changes nothing, to find out whether the store can be written just now. */
  check(): Promise<void>;
  /** Counts that all who share the store share. Left out: each process counts for itself. */
  createRateLimiter?(options: RateLimiterOptions): RateLimiter;
  close(): Promise<void>;
}

/**
 * Why a store can't do its work.
 *
 * | code | when |
 * | --- | --- |
 * | `locked` | somebody else holds a lock for longer than can be waited |
 * | `read_only` | it may be read and not written |
 * | `full` | there is no room left |
 * | `unavailable` | anything else: it can't be reached, refuses, is broken or was closed |
 */
export type StoreErrorCode = "locked" | "read_only" | "full" | "unavailable";

interface StoreErrorOptions {
  /** Default `unavailable`. */
  code?: StoreErrorCode;
  cause?: unknown;
}

/** The store can't do its work just now. */
export class StoreError extends Error {
  override readonly name = "StoreError";
  readonly code: StoreErrorCode;

  constructor(message: string, { code = "unavailable", ...options }: StoreErrorOptions = {}) {
    super(message, options);
    this.code = code;
  }
}
