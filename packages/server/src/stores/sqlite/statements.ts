import {
  closableSql,
  columns,
  deadSql,
  finishedSql,
  isOfEvent,
  isUnderWay,
  supersededSql,
  unconfirmedSql,
  waitingSince,
} from "../rows.ts";
import { saveSql, unchangedColumns } from "../save-statement.ts";
import type { SqliteDriver } from "./driver.ts";

/** The page is written to the disk although nothing on it changes. */
export const probeWrite = "update retent_migrations set number = number";

const isOfLanes = "(:lanes is null or lane in (select value from json_each(:lanes)))";

const placeholder = (name: string) => `:${name}`;

/** What a SQLite store asks of its database. */
export function prepareStatements(database: SqliteDriver) {
  return {
    // So many values are bound faster by place than by name.
    insert: database.prepare(
      `insert into retent_cancellations (${columns.join(", ")}) values (${columns.map(() => "?").join(", ")})
       on conflict do nothing`,
    ),
    find: database.prepare("select * from retent_cancellations where event_id = ?"),
    findMany: database.prepare(
      "select * from retent_cancellations where event_id in (select value from json_each(?))",
    ),
    findByEvent: database.prepare(
      `select * from retent_cancellations where ${isOfEvent(":eventId")}
       order by event_id = :eventId desc, created_at desc limit 10`,
    ),
    findBySession: database.prepare(
      `select * from retent_cancellations where session_id = ?
       order by decision is not null desc, created_at desc limit 10`,
    ),
    listUnconfirmed: database.prepare(
      `select * from retent_cancellations where ${unconfirmedSql} order by created_at limit ?`,
    ),
    saves: unchangedColumns.map((unchanged) => database.prepare(saveSql(placeholder, unchanged))),
    finished: database.prepare(
      // Left to itself, SQLite would look at every cancellation of a status.
      `select event_id from retent_cancellations indexed by retent_cancellations_updated
       where status <> 'started' and updated_at < :before and ${finishedSql}
       union all
       select event_id from retent_cancellations indexed by retent_cancellations_status
       where status = 'started' and created_at < :before and updated_at < :before and ${finishedSql}
       limit :limit`,
    ),
    pruneOutbox: database.prepare(
      "delete from retent_outbox where event_id in (select value from json_each(?))",
    ),
    pruneCancellations: database.prepare(
      "delete from retent_cancellations where event_id in (select value from json_each(?))",
    ),
    isUnderWay: database.prepare(
      `select 1 from retent_outbox
       where state = 'queued' and event_id = :eventId and lane = :lane and ${isUnderWay(":now")} limit 1`,
    ),
    list: database.prepare(
      `select * from retent_outbox where state <> 'done' and (:state is null or state = :state) and ${isOfLanes}
       order by id limit :limit`,
    ),
    listSetAside: database.prepare(
      `select * from retent_outbox where set_aside_at is not null and ${isOfLanes} order by id limit :limit`,
    ),
    dropOvertaken: database.prepare(
      `update retent_outbox set state = 'done'
       where state = 'dead' and (:eventIds is null or event_id in (select value from json_each(:eventIds)))
         and ${supersededSql}`,
    ),
    requeue: database.prepare(
      `update retent_outbox set state = 'queued', set_aside_at = null, due_at = :now, attempts = 0, unknown_tries = 0
       where ${deadSql(":eventIds")} and (:eventIds is null or event_id in (select value from json_each(:eventIds)))
         and not (${supersededSql})`,
    ),
    setAside: database.prepare(
      `update retent_outbox set state = 'done', set_aside_at = ?
       where ${closableSql} and event_id in (select value from json_each(?))`,
    ),
    listByEvent: database.prepare("select * from retent_outbox where event_id = ? order by id limit 1000"),
    count: database.prepare(
      `select coalesce(sum(state = 'queued'), 0) as queued, coalesce(sum(state = 'dead'), 0) as dead,
         min(case when state = 'queued' then due_at end) as oldest,
         (select ${waitingSince} from retent_outbox
          where state <> 'done' and state = 'queued' and ${isOfLanes} order by id limit 1) as waiting_since
       from retent_outbox where state <> 'done' and ${isOfLanes}`,
    ),
    probeWrite: database.prepare(probeWrite),
    enqueue: database.prepare(
      `insert into retent_outbox (event_id, lane, kind, revision, body, due_at)
       values (:eventId, :lane, :kind, :revision, :body, :dueAt)`,
    ),
    overtake: database.prepare(
      "update retent_outbox set state = 'done' where event_id = ? and kind = 'bill' and state = 'queued' and lease is null",
    ),
    claimDue: prepareClaim(database, "lane = :lane and due_at <= :now", "due_at", ["now"]),
    // Due times that lie beyond every possible wait come from a clock that was wrong.
    claimAhead: prepareClaim(database, "lane = :lane and due_at > :horizon", "due_at", ["horizon"]),
    claimOfEvent: prepareClaim(
      database,
      "event_id = :eventId and lane = :lane and (due_at <= :now or due_at > :horizon)",
      "id",
      ["eventId", "now", "horizon"],
    ),
    // The rows behind it wait as long, since they could not be claimed before it. The index by due time would have
    // everything looked at that waits.
    postpone: database.prepare(
      `update retent_outbox indexed by retent_outbox_event set due_at = :dueAt
       where event_id = :eventId and lane = :lane and state = 'queued' and id > :id and due_at < :dueAt`,
    ),
    finish: database.prepare(
      "update retent_outbox set state = 'done', lease = null, due_at = coalesce(?, due_at) where id = ? and lease = ?",
    ),
    retry: database.prepare(
      `update retent_outbox set lease = null, due_at = :dueAt, attempts = :attempts, unknown_tries = :notFoundAttempts, last_status = :status, last_detail = :detail
       where id = :id and lease = :lease`,
    ),
    markDead: database.prepare(
      `update retent_outbox set state = 'dead', lease = null, due_at = coalesce(:failedAtMs, due_at), attempts = attempts + 1, last_status = :status, last_detail = :detail
       where id = :id and lease = :lease`,
    ),
  };
}

/** Which rows are wanted; times are milliseconds since the epoch. */
interface DueQuery {
  eventId: string | null;
  now: number;
  horizon: number;
}

/** A claimed row is due again when its lease ends, so a crashed holder's rows come back by themselves. */
function prepareClaim(database: SqliteDriver, condition: string, order: string, names: (keyof DueQuery)[]) {
  const claim = database.prepare(
    `update retent_outbox set lease = :lease, due_at = :leasedUntil
     where id in (
       select id from retent_outbox as candidate
       where state = 'queued' and ${condition}
         and not exists (
           select 1 from retent_outbox as earlier
           where earlier.state = 'queued' and earlier.event_id = candidate.event_id
             and earlier.lane = candidate.lane and earlier.id < candidate.id
         )
       order by ${order} limit :limit
     )
     returning *`,
  );
  const look = database.prepare(
    `select 1 from retent_outbox where state = 'queued' and ${condition} limit 1`,
  );
  // A statement refuses parameters that it does not name; Node.js up to 22.14 has no option for that.
  const pick = ({ lane, ...query }: DueQuery & { lane: string }) => ({
    lane,
    ...Object.fromEntries(names.map((name) => [name, query[name]])),
  });
  return {
    /** Whether there is anything to claim. */
    finds: (query: DueQuery & { lane: string }) => look.get(pick(query)) !== undefined,
    claim: (
      query: DueQuery & { lane: string },
      lease: { lease: string; leasedUntil: number; limit: number },
    ) => claim.all({ ...pick(query), ...lease }),
  };
}
