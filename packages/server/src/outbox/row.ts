/**
 * `billing` calls the merchant's billing, `events` processes billing events, `retentbase` sends to
 * RetentBase, `sessions` looks up hosted sessions there, `notifications` sends notifications to the merchant, `mail`
 * sends mails to customers, `declarations` finds whose contract was declared to end, `reminders` reminds of
 * declarations that are still open: no lane waits for another.
 */
export type OutboxLane =
  | "billing"
  | "events"
  | "retentbase"
  | "sessions"
  | "notifications"
  | "mail"
  | "declarations"
  | "reminders";

/** Lanes whose rows are due at a time that was planned: what waits there is not late. */
export const plannedLanes: readonly OutboxLane[] = ["sessions", "reminders"];

/**
 * `bill` calls `onResult`; `create` is `POST /api/v1/cancellations`; `update` is `PATCH
 * /api/v1/cancellations/{eventId}`; `look_up` is `GET /api/v1/cancel-sessions/:id`, for a cancellation that
 * no customer came back from. `billing_event` processes one billing event, whose id is the row's event id,
 * and `derive` all that are about one cancellation. `notify` sends a notification, and `mail` a mail. `declare` takes
 * a declaration one step further, and `remind` notifies of one that is still open.
 */
export type OutboxKind =
  | "bill"
  | "create"
  | "update"
  | "look_up"
  | "billing_event"
  | "derive"
  | "notify"
  | "mail"
  | "declare"
  | "remind";

export const laneByKind: Record<OutboxKind, OutboxLane> = {
  bill: "billing",
  create: "retentbase",
  update: "retentbase",
  look_up: "sessions",
  billing_event: "events",
  derive: "events",
  notify: "notifications",
  mail: "mail",
  declare: "declarations",
  remind: "reminders",
};

/** Lanes whose rows are work that waits, as the operator counts it. */
export const countedLanes: readonly OutboxLane[] = [...new Set(Object.values(laneByKind))].filter(
  (lane) => !plannedLanes.includes(lane),
);

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
  notFoundAttempts: number;
  /** Names this claim of the row: its holder may change the row. */
  lease: string;
}

/** What the last try of a row ended with. */
export interface Failure {
  status: number | null;
  /** The answer's body or the error's message, shortened, without secrets. */
  detail: string;
  /** When, in milliseconds since the epoch: a store keeps it as the `dueAt` of a dead row. Default: unchanged. */
  failedAtMs?: number;
}

/** When and how a row that is put back is tried again. */
export interface NextTry {
  /** Milliseconds since the epoch, whole. */
  dueAt: number;
  attempts: number;
  notFoundAttempts: number;
}

export interface ClaimQuery {
  lane: OutboxLane;
  /** Only rows of this event. */
  eventId?: string;
  /** Milliseconds since the epoch. */
  now: number;
  /** Until when no other claim gets the rows, in milliseconds since the epoch. */
  leasedUntil: number;
  /**
   * A due time after this can only come from a clock that was wrong: such a row is due. Milliseconds since
   * the epoch.
   */
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
  /** `set_aside`: it failed, and the operator has closed it. */
  state: "queued" | "done" | "dead" | "set_aside";
  /** Milliseconds since the epoch; null where it is not. */
  setAsideAt: number | null;
  /** Milliseconds since the epoch; of a dead row, when it failed, and of a mail that is done, when it was sent. */
  dueAt: number;
  attempts: number;
  lastStatus: number | null;
  lastDetail: string | null;
}

export interface OutboxCounts {
  queued: number;
  dead: number;
  /**
   * When the oldest queued row was or will be due, in milliseconds since the epoch; null where none is
   * queued.
   */
  oldestDueAt: number | null;
  /**
   * Since when the oldest queued row waits, in milliseconds since the epoch: its cancellation's last change,
   * for every retry moves a due time on. Null where none is queued.
   */
  waitingSince: number | null;
}
