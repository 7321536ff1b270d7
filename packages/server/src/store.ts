import type { Environment } from "@retent/retentbase";
import { CodedError, isErrorNamed } from "@retent/retentbase/internal";
import type { BillingLink } from "./billing/billing.ts";
import type { BillingEvent } from "./billing/billing-event.ts";
import type { Cancellation } from "./cancellation/cancellation.ts";
import type { DeclarationStore } from "./declarations/declaration-store.ts";
import type { OutboxStore } from "./outbox/outbox.ts";
import type { NewOutboxRow, OutboxRow } from "./outbox/row.ts";
import type { RateLimiter, RateLimiterOptions } from "./rate-limits.ts";
import type { CancellationQuery, DailyCounts, DailyStatistics, StatisticsQuery } from "./store-queries.ts";
import type { StoredCustomer } from "./stored-customer.ts";
import { warnOfOldForm } from "./warn-of-old-form.ts";

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

/** Whose links are wanted, within an environment: a user's or a customer's. */
export interface BillingLinkQuery {
  environment: Environment;
  userId?: string;
  customer?: string;
}

/** One of billing's events as it is kept. */
export type StoredBillingEvent = BillingEvent & Pick<BillingIds, "environment">;

/**
 * Where cancellations and the outbox live. Every method is one transaction and rejects with a `StoreError`
 * when the store can't do its work right now. Times are milliseconds since the epoch. A store without the methods for
 * declarations refuses the option `declarations`.
 */
export interface Store extends OutboxStore, Partial<DeclarationStore> {
  /**
   * Adds a cancellation together with work for later. False, and nothing is added, if its event id is taken.
   */
  insert(cancellation: Cancellation, enqueue?: NewOutboxRow[]): Promise<boolean>;
  find(eventId: string): Promise<Cancellation | undefined>;
  /** Those of these ids that there are, in no order. */
  findMany(eventIds: readonly string[]): Promise<Cancellation[]>;
  /**
   * The cancellations that go by this event id, be it our own, which comes first, or RetentBase's, newest
   * first. At most 10.
   */
  findByEvent(eventId: string): Promise<Cancellation[]>;
  /**
   * The cancellations that were sent to a hosted session, decided ones first, then the newest: RetentBase may
   * answer several clicks with one session. At most 10.
   */
  findBySession(sessionId: string): Promise<Cancellation[]>;
  /** The decided cancellations that billing or the merchant knows by one of these ids. */
  findByBilling(ids: BillingIds): Promise<Cancellation[]>;
  /**
   * The pending or settled cancellations whose customer leaves and of which billing has not confirmed that,
   * oldest first.
   */
  listUnconfirmed(limit: number): Promise<Cancellation[]>;
  /**
   * Keeps one of billing's events, what it teaches about whose customer and subscription is whose, and queues a `billing_event` row for it, due at `now`: the store does,
   * since only it knows, in the same transaction, whether the event is new. False, and nothing is added, if
   * it is known.
   */
  addBillingEvent(event: StoredBillingEvent, now: number): Promise<boolean>;
  findBillingEvent(id: string): Promise<StoredBillingEvent | undefined>;
  /**
   * Whose customer and subscription is whose, as events have told that named both a user and a customer: the
   * latest event of a subscription counts, and links stay when their events are pruned. The latest first, at
   * most 1,000. Left out: nothing is learned.
   */
  findBillingLinks?(query: BillingLinkQuery): Promise<BillingLink[]>;
  /** Billing's events that are about one of these ids, in no order. */
  findBillingEvents(ids: BillingIds): Promise<BillingEvent[]>;
  /**
   * The cancellations that an operator looks for, the newest first; of those that started in the same
   * millisecond the ones with the greater event id first. Left out: the operator's page has no list.
   */
  listCancellations?(query: CancellationQuery): Promise<Cancellation[]>;
  /**
   * Adds to what is counted of a day. Called beside a customer's request, which does not wait for it, and never
   * twice at once by one process. Left out: the operator's page has no such figures.
   */
  addDailyCounts?(counts: DailyCounts): Promise<void>;
  /** The days on which anything happened, oldest first. Left out: the operator's page has no chart. */
  readStatistics?(query: StatisticsQuery): Promise<DailyStatistics[]>;
  /** Everything about a customer. Left out: `exportCustomer` and `eraseCustomer` reject. */
  readCustomer?(userId: string): Promise<StoredCustomer>;
  /**
   * Removes everything about a customer, and what deleted rows leave behind in files, as far as the store can. False,
   * and nothing is removed, if it is no longer as it was seen. Left out: `eraseCustomer` rejects.
   *
   * @param seen what `readCustomer` returned
   */
  eraseCustomer?(userId: string, seen: StoredCustomer): Promise<boolean>;
  /**
   * Saves a cancellation together with the work that follows from it. Undefined if another process saved
   * first.
   */
  save(change: Change): Promise<Cancellation | undefined>;
  /**
   * Removes cancellations that nothing is left to do for and that have not changed since, oldest first, at
   * most `limit`. Returns the count.
   */
  prune(before: number, limit: number): Promise<number>;
  /**
   * Removes billing's events that are worked off, came before, and that no stored decided cancellation is
   * found by: its outcome is derived from all of them. At most `limit`. Returns the count.
   */
  pruneBillingEvents(before: number, limit: number): Promise<number>;
  /** Writes something that changes nothing, to find out whether the store can be written right now. */
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
 * | `locked` | another process holds a lock for too long |
 * | `read_only` | it may be read and not written |
 * | `full` | there is no room left |
 * | `unavailable` | anything else: it can't be reached, refuses, is broken or was closed |
 */
export type StoreErrorCode = "locked" | "read_only" | "full" | "unavailable";

/** @deprecated */
interface OldStoreErrorOptions {
  code?: StoreErrorCode;
  cause?: unknown;
}

/**
 * The store can't do its work right now.
 *
 * @example
 * import { StoreError } from "@retent/server";
 *
 * try {
 *   await retent.settle("ev_1", { outcome: "churned" });
 * } catch (error) {
 *   if (error instanceof StoreError) console.error("try again later", error.code);
 * }
 */
export class StoreError extends CodedError<StoreErrorCode> {
  override readonly name = "StoreError";

  constructor(code: StoreErrorCode, message: string, options?: ErrorOptions);
  /** @deprecated Give the code first. The next version does not take the message first. */
  constructor(message: string, options?: OldStoreErrorOptions);
  constructor(first: string, second?: string | OldStoreErrorOptions, options?: ErrorOptions) {
    if (typeof second === "string") super(first as StoreErrorCode, second, options);
    else {
      warnOfOldForm("StoreError");
      super(second?.code ?? "unavailable", first, second);
    }
  }
}

/** Says whether a thrown value is a {@link StoreError}, also one of another copy of this package. */
export function isStoreError(error: unknown): error is StoreError {
  return isErrorNamed("StoreError", error);
}
