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
import { saveSql } from "../save-statement.ts";

/** A claimed row is due again when its lease ends, so a crashed holder's rows come back by themselves. */
function claimWhere(condition: string, order: string): string {
  return `with picked as (
      select id from retent_outbox as candidate
      where state = 'queued' and lane = $1 and ${condition}
        and not exists (
          select 1 from retent_outbox as earlier
          where earlier.state = 'queued' and earlier.event_id = candidate.event_id
            and earlier.lane = candidate.lane and earlier.id < candidate.id
        )
      order by ${order} limit $4 for update skip locked
    )
    update retent_outbox set lease = $2, due_at = $3 from picked where retent_outbox.id = picked.id returning retent_outbox.*`;
}

/** What a PostgreSQL store asks of its database. */
export const statements = {
  finished: `select event_id from retent_cancellations where updated_at < $1 and ${finishedSql}
    order by updated_at limit $2 for update skip locked`,
  pruneOutbox: "delete from retent_outbox where event_id = any ($1)",
  pruneCancellations: "delete from retent_cancellations where event_id = any ($1)",
  isUnderWay: `select 1 from retent_outbox
    where state = 'queued' and event_id = $1 and lane = $2 and ${isUnderWay("$3")} limit 1`,
  list: `select * from retent_outbox
    where state <> 'done' and ($1::text is null or state = $1) and ($3::text[] is null or lane = any ($3))
    order by id limit $2`,
  listSetAside: `select * from retent_outbox
    where set_aside_at is not null and ($2::text[] is null or lane = any ($2)) order by id limit $1`,
  requeue: `with overtaken as (
      update retent_outbox set state = 'done'
      where state = 'dead' and ($2::text[] is null or event_id = any ($2)) and ${supersededSql}
    )
    update retent_outbox set state = 'queued', set_aside_at = null, due_at = $1, attempts = 0, unknown_tries = 0
    where ${deadSql("$2::text[]")} and ($2::text[] is null or event_id = any ($2)) and not (${supersededSql})`,
  setAside: `update retent_outbox set state = 'done', set_aside_at = $1 where ${closableSql} and event_id = any ($2)`,
  listByEvent: "select * from retent_outbox where event_id = $1 order by id limit 1000",
  count: `select count(*) filter (where state = 'queued') as queued, count(*) filter (where state = 'dead') as dead,
      min(due_at) filter (where state = 'queued') as oldest,
      (select ${waitingSince} from retent_outbox
        where state <> 'done' and state = 'queued' and ($1::text[] is null or lane = any ($1)) order by id limit 1) as waiting_since
    from retent_outbox where state <> 'done' and ($1::text[] is null or lane = any ($1))`,
  insert: `insert into retent_cancellations (${columns.join(", ")}) values (${columns.map((_, index) => `$${index + 1}`).join(", ")})
    on conflict do nothing`,
  find: "select * from retent_cancellations where event_id = $1",
  findMany: "select * from retent_cancellations where event_id = any($1)",
  findByEvent: `select * from retent_cancellations where ${isOfEvent("$1")}
    order by event_id = $1 desc, created_at desc limit 10`,
  findBySession: `select * from retent_cancellations where session_id = $1
    order by decision is not null desc, created_at desc limit 10`,
  listUnconfirmed: `select * from retent_cancellations where ${unconfirmedSql} order by created_at limit $1`,
  save: saveSql((_, place) => `$${place}`),
  shortLockTimeout: "set local lock_timeout = 1000",
  probeWrite:
    "update retent_cancellations set version = version where event_id = ''; update retent_migrations set number = number",
  enqueue: `insert into retent_outbox (event_id, lane, kind, revision, body, due_at) values ($1, $2, $3, $4, $5, $6)`,
  overtake:
    "update retent_outbox set state = 'done' where event_id = $1 and kind = 'bill' and state = 'queued' and lease is null",
  claimDue: claimWhere("due_at <= $5", "due_at"),
  // Due times that lie beyond every possible wait come from a clock that was wrong.
  claimAhead: claimWhere("due_at > $5", "due_at"),
  claimOfEvent: claimWhere("event_id = $7 and (due_at <= $5 or due_at > $6)", "id"),
  // The rows behind it wait as long, since they could not be claimed before it.
  postpone: `update retent_outbox set due_at = $4
    where event_id = $2 and lane = $3 and state = 'queued' and id > $1 and due_at < $4`,
  finish: `update retent_outbox set state = 'done', lease = null, due_at = coalesce($3::bigint, due_at)
    where id = $1 and lease = $2`,
  retry: `update retent_outbox set lease = null, due_at = $3, attempts = $4, unknown_tries = $5, last_status = $6, last_detail = $7
    where id = $1 and lease = $2`,
  markDead: `update retent_outbox set state = 'dead', lease = null, due_at = coalesce($5::bigint, due_at), attempts = attempts + 1, last_status = $3, last_detail = $4
    where id = $1 and lease = $2`,
};
