import type { Environment, Outcome } from "@retent/retentbase";
import type { Cancellation, CancellationStatus } from "./cancellation/cancellation.ts";

/** So many matches of each kind of id are considered: the text may begin with what all ids have in common. */
export const maxMatches = 1000;

/** Which cancellations an operator looks for: every condition that is given must be met. */
export interface CancellationQuery {
  /**
   * A cancellation meets this if its event id, RetentBase's id of the event or its user id begins with one of these
   * texts, or if the hosted session, the subscription or billing's customer is one of them. Of each kind of id,
   * at least 1,000 matches are to be considered.
   */
  search?: readonly string[];
  /** This user's alone. */
  userId?: string;
  status?: CancellationStatus;
  /** The outcome of the settlement. */
  outcome?: Outcome;
  /** Started at this moment or later, in milliseconds since the epoch. */
  from?: number;
  /** Started before this moment, in milliseconds since the epoch. */
  to?: number;
  /** Only those that come after this one in the list. */
  after?: Pick<Cancellation, "createdAt" | "eventId">;
  limit: number;
}

/** Days in UTC, in one environment. */
export interface StatisticsQuery {
  environment: Environment;
  /** Milliseconds since the epoch. */
  from: number;
  /** The day of this moment is the last one, in milliseconds since the epoch. */
  to: number;
}

/** What is counted on one day, in UTC, in one environment. */
export interface DailyCounts {
  environment: Environment;
  /** Milliseconds since the epoch; the day of this moment counts. */
  at: number;
  /** By name: letters, digits, `_` and `:`. */
  counts: Readonly<Record<string, number>>;
}

/** One day, in UTC. */
export interface DailyStatistics {
  /** When it begins, in milliseconds since the epoch. */
  day: number;
  /** Cancellations that started on this day. */
  started: number;
  /** How many of them ended with the customer leaving, so far. */
  churned: number;
  /** How many of them ended with the customer staying, so far. */
  recovered: number;
  /** What {@link DailyCounts} have added up to. */
  counts: Record<string, number>;
}
