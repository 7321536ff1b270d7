import { DatabaseSync } from "node:sqlite";
import type { Cancellation } from "../cancellation.ts";
import {
  type Change,
  type ClaimQuery,
  type DatedOutboxRow,
  type Failure,
  laneOf,
  type NewOutboxRow,
  type NextTry,
  type OutboxRow,
  type Store,
  StoreError,
} from "../store.ts";
import { sqliteErrorCode } from "./error-codes.ts";
import { createGroupCommit } from "./group-commit.ts";
import {
  canBeSetAside,
  changeable,
  columns,
  isGivenUp,
  isOver,
  isOvertaken,
  toCancellation,
  toClaimedRow,
  toCounts,
  toFollowingRow,
  toListedRow,
  toOutboxRow,
  toRow,
  waitingSince,
} from "./rows.ts";
import { prepareBillingEvents } from "./sqlite-billing-events.ts";
import { migrate } from "./sqlite-migrations.ts";

export interface SqliteStoreOptions {
  /** Path of the database file, made where it is missing; `:memory:` keeps everything in memory. */
  file: string;
  /** How long a statement waits for another process's lock, and everything else with it, in milliseconds. Default 1,000. */
  busyTimeoutMs?: number;
}

/**
 * A store in one SQLite file: write-ahead log, and every commit on disk before it returns (`synchronous=FULL`).
 *
 * @throws {StoreError} when the file can't be opened
 */
export function createSqliteStore({ file, busyTimeoutMs = 1000 }: SqliteStoreOptions): Store {
  const database = open(file, busyTimeoutMs);
  const sql = prepareStatements(database);
  const billingEvents = prepareBillingEvents(database);
  const { commit, flush } = createGroupCommit(database);

  async function attempt<T>(work: () => T | Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      throw new StoreError("the SQLite store can't do its work just now", {
        code: sqliteErrorCode(error),
        cause: error,
      });
    }
  }

  function insert(cancellation: Cancellation, enqueue: NewOutboxRow[] = []): true | undefined {
    if (sql.insert.run(toRow(cancellation)).changes === 0) return undefined;
    for (const row of enqueue) sql.enqueue.run(toOutboxRow(row, cancellation));
    return true;
  }

  function prune(before: number, limit: number): number {
    const eventIds = JSON.stringify(sql.finished.all(before, limit).map(({ event_id }) => event_id));
    sql.pruneOutbox.run(eventIds);
    return Number(sql.pruneCancellations.run(eventIds).changes);
  }

  function revive(now: number, eventIds: readonly string[] | undefined): number {
    const wanted = { eventIds: toList(eventIds) };
    sql.dropOvertaken.run(wanted);
    return Number(sql.revive.run({ ...wanted, now }).changes);
  }

  /**
   * A look that finds nothing takes no lock, and one that finds somebody else's gives up soon: it comes again. The disk is not
   * waited for: a claim that a power failure undoes leaves the row due.
   */
  function claim({ lane, eventId, now, horizon, leasedUntil, lease, limit }: ClaimQuery): OutboxRow[] {
    const choices = eventId === undefined ? [sql.claimDue, sql.claimAhead] : [sql.claimOfEvent];
    const wanted = { lane, now, horizon, eventId: eventId ?? null };
    const choice = choices.find(({ look }) => look.get(wanted) !== undefined);
    if (!choice) return [];
    database.exec("pragma busy_timeout = 20; pragma synchronous = normal");
    try {
      const rows = choice.claim.all({ ...wanted, leasedUntil, lease, limit }).map(toClaimedRow);
      return rows.sort((a, b) => a.id - b.id);
    } finally {
      database.exec(`pragma busy_timeout = ${busyTimeoutMs}; pragma synchronous = full`);
    }
  }

  function retry(
    row: OutboxRow,
    { dueAt, attempts, unknownTries }: NextTry,
    { status, detail }: Failure,
  ): void {
    const next = { id: row.id, lease: row.lease, dueAt, attempts, unknownTries, status, detail };
    if (sql.retry.run(next).changes === 0) return;
    sql.postpone.run({ id: row.id, eventId: row.eventId, lane: laneOf[row.kind], dueAt });
  }

  function bury(row: OutboxRow, { status, detail }: Failure, enqueue: DatedOutboxRow[] = []): void {
    if (sql.bury.run({ id: row.id, lease: row.lease, status, detail }).changes === 0) return;
    for (const next of enqueue) sql.enqueue.run(toFollowingRow(next, row));
  }

  function save({ cancellation, enqueue = [], finish }: Change): Cancellation | undefined {
    const next = { ...cancellation, version: cancellation.version + 1 };
    if (sql.update.run({ ...toRow(next), previous: cancellation.version }).changes === 0) return undefined;
    if (finish && sql.finish.run(finish.id, finish.lease).changes === 0) return undefined;
    for (const row of enqueue) {
      if (row.kind === "bill") sql.overtake.run(next.eventId);
      sql.enqueue.run(toOutboxRow(row, next));
    }
    return next;
  }

  const write = (work: () => unknown) =>
    attempt(async () => {
      await commit(() => {
        work();
        return true;
      });
    });

  return {
    insert: (cancellation, enqueue) =>
      attempt(async () => (await commit(() => insert(cancellation, enqueue))) ?? false),
    find: (eventId) => attempt(() => sql.find.all(eventId).map(toCancellation)[0]),
    findByLedgerEvent: (ledgerEventId) =>
      attempt(() => sql.findByLedgerEvent.all(ledgerEventId).map(toCancellation)[0]),
    findBySession: (sessionId) => attempt(() => sql.findBySession.all(sessionId).map(toCancellation)),
    findByBilling: (ids) => attempt(() => billingEvents.findConcerned(ids)),
    addBillingEvent: (event, now) =>
      attempt(async () => (await commit(() => billingEvents.add(event, now))) ?? false),
    findBillingEvent: (id) => attempt(() => billingEvents.find(id)),
    findBillingEvents: (ids) => attempt(() => billingEvents.findAll(ids)),
    save: (change) => attempt(() => commit(() => save(change))),
    claim: (query) => attempt(() => claim(query)),
    isHeld: (eventId, lane, now) => attempt(() => sql.isHeld.get({ eventId, lane, now }) !== undefined),
    finish: (row) => write(() => sql.finish.run(row.id, row.lease)),
    retry: (row, next, failure) => write(() => retry(row, next, failure)),
    bury: (row, failure, enqueue) => write(() => bury(row, failure, enqueue)),
    prune: (before, limit) => attempt(async () => (await commit(() => prune(before, limit))) ?? 0),
    pruneBillingEvents: (before, limit) =>
      attempt(async () => (await commit(() => billingEvents.prune(before, limit))) ?? 0),
    list: ({ state, lanes, limit = 100 } = {}) =>
      attempt(() => {
        const rows =
          state === "set_aside"
            ? sql.listSetAside.all({ lanes: toList(lanes), limit })
            : sql.list.all({ state: state ?? null, lanes: toList(lanes), limit });
        return rows.map(toListedRow);
      }),
    revive: (now, eventIds) => attempt(async () => (await commit(() => revive(now, eventIds))) ?? 0),
    setAside: (now, eventIds) =>
      attempt(
        async () =>
          (await commit(() => Number(sql.setAside.run(now, JSON.stringify(eventIds)).changes))) ?? 0,
      ),
    listOfEvent: (eventId) => attempt(() => sql.listOfEvent.all(eventId).map(toListedRow)),
    count: (lanes) => attempt(() => toCounts(sql.count.get({ lanes: toList(lanes) }))),
    check: () => write(() => sql.writeNothing.run()),
    close: () =>
      attempt(() => {
        flush();
        database.close();
      }),
  };
}

/** A list for json_each; null for everything. */
function toList(values: readonly string[] | undefined): string | null {
  return values ? JSON.stringify(values) : null;
}

function open(file: string, busyTimeoutMs: number): DatabaseSync {
  try {
    const database = new DatabaseSync(file, { timeout: busyTimeoutMs });
    database.exec("pragma journal_mode = wal; pragma synchronous = full; pragma foreign_keys = on");
    migrate(database);
    return database;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    const message = `store: the SQLite file ${file} can't be opened: ${reason}`;
    throw new StoreError(message, { code: sqliteErrorCode(error), cause: error });
  }
}

const isOfLanes = "(:lanes is null or lane in (select value from json_each(:lanes)))";

function prepareStatements(database: DatabaseSync) {
  return {
    insert: database.prepare(
      `insert into cancellations (${columns.join(", ")}) values (${columns.map((name) => `:${name}`).join(", ")})
       on conflict do nothing`,
    ),
    find: database.prepare("select * from cancellations where event_id = ?"),
    findByLedgerEvent: database.prepare(
      "select * from cancellations where ledger_event_id = ? order by created_at desc limit 1",
    ),
    findBySession: database.prepare(
      "select * from cancellations where session_id = ? order by created_at desc limit 10",
    ),
    update: database.prepare(
      `update cancellations set ${changeable.map((name) => `${name} = :${name}`).join(", ")}
       where event_id = :event_id and version = :previous`,
    ),
    finished: database.prepare(
      `select event_id from cancellations where updated_at < ? and ${isOver} order by updated_at limit ?`,
    ),
    pruneOutbox: database.prepare("delete from outbox where event_id in (select value from json_each(?))"),
    pruneCancellations: database.prepare(
      "delete from cancellations where event_id in (select value from json_each(?))",
    ),
    isHeld: database.prepare(
      `select 1 from outbox
       where state = 'queued' and event_id = :eventId and lane = :lane and lease is not null and due_at > :now limit 1`,
    ),
    list: database.prepare(
      `select * from outbox where state <> 'done' and (:state is null or state = :state) and ${isOfLanes}
       order by id limit :limit`,
    ),
    listSetAside: database.prepare(
      `select * from outbox where set_aside_at is not null and ${isOfLanes} order by id limit :limit`,
    ),
    dropOvertaken: database.prepare(
      `update outbox set state = 'done'
       where state = 'dead' and (:eventIds is null or event_id in (select value from json_each(:eventIds)))
         and ${isOvertaken}`,
    ),
    revive: database.prepare(
      `update outbox set state = 'queued', set_aside_at = null, due_at = :now, attempts = 0, unknown_tries = 0
       where ${isGivenUp(":eventIds")} and (:eventIds is null or event_id in (select value from json_each(:eventIds)))
         and not (${isOvertaken})`,
    ),
    setAside: database.prepare(
      `update outbox set state = 'done', set_aside_at = ?
       where ${canBeSetAside} and event_id in (select value from json_each(?))`,
    ),
    listOfEvent: database.prepare("select * from outbox where event_id = ? order by id limit 1000"),
    count: database.prepare(
      `select coalesce(sum(state = 'queued'), 0) as queued, coalesce(sum(state = 'dead'), 0) as dead,
         min(case when state = 'queued' then due_at end) as oldest,
         (select ${waitingSince} from outbox
          where state <> 'done' and state = 'queued' and ${isOfLanes} order by id limit 1) as waiting_since
       from outbox where state <> 'done' and ${isOfLanes}`,
    ),
    // The page is written to the disk although nothing on it changes.
    writeNothing: database.prepare("update migrations set number = number"),
    enqueue: database.prepare(
      `insert into outbox (event_id, lane, kind, revision, body, due_at)
       values (:eventId, :lane, :kind, :revision, :body, :dueAt)`,
    ),
    overtake: database.prepare(
      "update outbox set state = 'done' where event_id = ? and kind = 'bill' and state = 'queued' and lease is null",
    ),
    claimDue: prepareClaim(database, "lane = :lane and due_at <= :now", "due_at"),
    // Due times that lie beyond every possible wait come from a clock that was wrong.
    claimAhead: prepareClaim(database, "lane = :lane and due_at > :horizon", "due_at"),
    claimOfEvent: prepareClaim(
      database,
      "event_id = :eventId and lane = :lane and (due_at <= :now or due_at > :horizon)",
      "id",
    ),
    // Those behind it wait as long, so that nobody looks at them in vain.
    postpone: database.prepare(
      `update outbox set due_at = :dueAt
       where event_id = :eventId and lane = :lane and state = 'queued' and id > :id and due_at < :dueAt`,
    ),
    finish: database.prepare("update outbox set state = 'done', lease = null where id = ? and lease = ?"),
    retry: database.prepare(
      `update outbox set lease = null, due_at = :dueAt, attempts = :attempts, unknown_tries = :unknownTries, last_status = :status, last_detail = :detail
       where id = :id and lease = :lease`,
    ),
    bury: database.prepare(
      `update outbox set state = 'dead', lease = null, attempts = attempts + 1, last_status = :status, last_detail = :detail
       where id = :id and lease = :lease`,
    ),
  };
}

/** A claimed row is due again when its lease ends, so a crashed holder's rows come back by themselves. */
function prepareClaim(database: DatabaseSync, condition: string, order: string) {
  const claim = database.prepare(
    `update outbox set lease = :lease, due_at = :leasedUntil
     where id in (
       select id from outbox as candidate
       where state = 'queued' and ${condition}
         and not exists (
           select 1 from outbox as earlier
           where earlier.state = 'queued' and earlier.event_id = candidate.event_id
             and earlier.lane = candidate.lane and earlier.id < candidate.id
         )
       order by ${order} limit :limit
     )
     returning *`,
  );
  const look = database.prepare(`select 1 from outbox where state = 'queued' and ${condition} limit 1`);
  // Each condition names some of the parameters.
  for (const statement of [claim, look]) statement.setAllowUnknownNamedParameters(true);
  return { claim, look };
}
