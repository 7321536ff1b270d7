import type { Pool, PoolClient, PoolConfig } from "pg";
import RateLimiterPostgres from "rate-limiter-flexible/lib/RateLimiterPostgres.js";
import type { Cancellation } from "../cancellation.ts";
import { toRateLimiter } from "../rate-limits.ts";
import { type Change, type NewOutboxRow, type Store, StoreError } from "../store.ts";
import { migrate } from "./postgres-migrations.ts";
import {
  columns,
  isOver,
  toCancellation,
  toClaimedRow,
  toCounts,
  toListedRow,
  toOutboxRow,
  toRow,
} from "./rows.ts";

export interface PostgresStoreOptions extends PoolConfig {
  /** `postgres://user:password@host/database`; everything that `pg` takes may be given beside or instead of it. */
  connectionString?: string;
}

/**
 * A store in PostgreSQL, for several instances: they share cancellations, outbox and limits. It needs the package `pg`.
 *
 * @throws {StoreError} when the database can't be reached or brought up to date
 */
export async function createPostgresStore(options: PostgresStoreOptions): Promise<Store> {
  const pool = await connect(options);

  async function attempt<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      throw new StoreError("the PostgreSQL store can't do its work just now", { cause: error });
    }
  }

  /** All or nothing: `work` returns undefined to have everything undone. */
  async function transaction<T>(
    work: (client: PoolClient) => Promise<T | undefined>,
  ): Promise<T | undefined> {
    const client = await pool.connect();
    let failure: unknown;
    try {
      await client.query("begin");
      const result = await work(client);
      await client.query(result === undefined ? "rollback" : "commit");
      return result;
    } catch (error) {
      failure = error;
      await client.query("rollback").catch(() => {});
      throw error;
    } finally {
      // After a failure the connection may be in any state: it is closed, not used again.
      client.release(failure !== undefined);
    }
  }

  const rowsOf = async (text: string, values: unknown[]) => (await pool.query(text, values)).rows;

  const insert = (cancellation: Cancellation, enqueue: NewOutboxRow[] = []) =>
    transaction(async (client) => {
      const { rowCount } = await client.query(sql.insert, Object.values(toRow(cancellation)));
      if (rowCount === 0) return undefined;
      await addRows(client, enqueue, cancellation);
      return true;
    });

  const save = ({ cancellation, enqueue = [], finish }: Change) =>
    transaction(async (client) => {
      const next = { ...cancellation, version: cancellation.version + 1 };
      const updated = await client.query(sql.update, [...Object.values(toRow(next)), cancellation.version]);
      if (updated.rowCount === 0) return undefined;
      if (finish && (await client.query(sql.finish, [finish.id, finish.lease])).rowCount === 0)
        return undefined;
      await addRows(client, enqueue, next);
      return next;
    });

  return {
    insert: (cancellation, enqueue) => attempt(async () => (await insert(cancellation, enqueue)) ?? false),
    find: (eventId) => attempt(async () => (await rowsOf(sql.find, [eventId])).map(toCancellation)[0]),
    findByLedgerEvent: (id) =>
      attempt(async () => (await rowsOf(sql.findByLedgerEvent, [id])).map(toCancellation)[0]),
    findBySession: (sessionId) =>
      attempt(async () => (await rowsOf(sql.findBySession, [sessionId])).map(toCancellation)),
    save: (change) => attempt(() => save(change)),
    claim: ({ lane, eventId = null, now, horizon, leasedUntil, lease, limit }) =>
      attempt(async () => {
        const rows = await rowsOf(sql.claim, [lane, now, eventId, limit, lease, leasedUntil, horizon]);
        return rows.map(toClaimedRow).sort((a, b) => a.id - b.id);
      }),
    isHeld: (eventId, lane, now) =>
      attempt(async () => (await rowsOf(sql.isHeld, [eventId, lane, now])).length > 0),
    finish: (row) => attempt(async () => void (await pool.query(sql.finish, [row.id, row.lease]))),
    retry: (row, { dueAt, attempts, unknownTries }, { status, detail }) =>
      attempt(
        async () =>
          void (await pool.query(sql.retry, [
            row.id,
            row.lease,
            dueAt,
            attempts,
            unknownTries,
            status,
            toText(detail),
          ])),
      ),
    bury: (row, { status, detail }) =>
      attempt(async () => void (await pool.query(sql.bury, [row.id, row.lease, status, toText(detail)]))),
    prune: (before) =>
      attempt(
        async () =>
          (await transaction(async (client) => {
            await client.query(sql.pruneOutbox, [before]);
            return (await client.query(sql.pruneCancellations, [before])).rowCount ?? 0;
          })) ?? 0,
      ),
    list: ({ state = undefined, limit = 100 } = {}) =>
      attempt(async () => (await rowsOf(sql.list, [state ?? null, limit])).map(toListedRow)),
    revive: (now, eventIds) =>
      attempt(async () => (await pool.query(sql.revive, [now, eventIds ?? null])).rowCount ?? 0),
    count: () => attempt(async () => toCounts((await rowsOf(sql.count, []))[0])),
    createRateLimiter: ({ name, points, windowSeconds }) =>
      toRateLimiter(
        new RateLimiterPostgres({
          storeClient: pool,
          tableName: "rate_limits",
          tableCreated: true,
          keyPrefix: name,
          points,
          duration: windowSeconds,
        }),
      ),
    close: () => attempt(() => pool.end()),
  };
}

async function connect(options: PostgresStoreOptions): Promise<Pool> {
  const pg = await import("pg").catch((error: unknown) => {
    throw new StoreError("store: install the package pg to use PostgreSQL (npm install pg)", {
      cause: error,
    });
  });
  const pool = new pg.default.Pool(options);
  // A connection that breaks while nobody uses it is replaced by the next that is needed.
  pool.on("error", () => {});
  try {
    const client = await pool.connect();
    try {
      await migrate(client);
    } finally {
      client.release();
    }
    return pool;
  } catch (error) {
    await pool.end();
    const reason = error instanceof Error ? error.message : "unknown";
    throw new StoreError(`store: the PostgreSQL database can't be used: ${reason}`, { cause: error });
  }
}

async function addRows(client: PoolClient, rows: NewOutboxRow[], cancellation: Cancellation): Promise<void> {
  for (const row of rows) {
    if (row.kind === "bill") await client.query(sql.overtake, [cancellation.eventId]);
    const { eventId, lane, kind, revision, body, dueAt } = toOutboxRow(row, cancellation);
    await client.query(sql.enqueue, [eventId, lane, kind, revision, body, dueAt]);
  }
}

/** PostgreSQL's texts can't hold the character NUL. */
function toText(text: string): string {
  return text.replaceAll("\0", "\ufffd");
}

const sql = {
  pruneOutbox: `delete from outbox
    where event_id in (select event_id from cancellations where ${isOver} and updated_at < $1)`,
  pruneCancellations: `delete from cancellations where ${isOver} and updated_at < $1`,
  isHeld: `select 1 from outbox
    where state = 'queued' and event_id = $1 and lane = $2 and lease is not null and due_at > $3 limit 1`,
  list: "select * from outbox where state <> 'done' and ($1::text is null or state = $1) order by id limit $2",
  revive: `update outbox set state = 'queued', due_at = $1, attempts = 0, unknown_tries = 0
    where state = 'dead' and ($2::text[] is null or event_id = any ($2))`,
  count: `select count(*) filter (where state = 'queued') as queued, count(*) filter (where state = 'dead') as dead,
      min(due_at) filter (where state = 'queued') as oldest
    from outbox where state <> 'done'`,
  insert: `insert into cancellations (${columns.join(", ")}) values (${columns.map((_, index) => `$${index + 1}`).join(", ")})
    on conflict do nothing`,
  find: "select * from cancellations where event_id = $1",
  findByLedgerEvent:
    "select * from cancellations where ledger_event_id = $1 order by created_at desc limit 1",
  findBySession: "select * from cancellations where session_id = $1 order by created_at desc limit 10",
  update: `update cancellations set ${columns.map((name, index) => `${name} = $${index + 1}`).join(", ")}
    where event_id = $1 and version = $${columns.length + 1}`,
  enqueue: `insert into outbox (event_id, lane, kind, revision, body, due_at) values ($1, $2, $3, $4, $5, $6)`,
  overtake:
    "update outbox set state = 'done' where event_id = $1 and kind = 'bill' and state = 'queued' and lease is null",
  // A claimed row is due again when its lease ends, so a crashed holder's rows come back by themselves.
  claim: `with picked as (
      select id from outbox as candidate
      where state = 'queued' and lane = $1 and (due_at <= $2 or due_at > $7) and ($3::text is null or event_id = $3)
        and not exists (
          select 1 from outbox as earlier
          where earlier.state = 'queued' and earlier.event_id = candidate.event_id
            and earlier.lane = candidate.lane and earlier.id < candidate.id
        )
      order by due_at limit $4 for update skip locked
    )
    update outbox set lease = $5, due_at = $6 from picked where outbox.id = picked.id returning outbox.*`,
  finish: "update outbox set state = 'done', lease = null where id = $1 and lease = $2",
  retry: `update outbox set lease = null, due_at = $3, attempts = $4, unknown_tries = $5, last_status = $6, last_detail = $7
    where id = $1 and lease = $2`,
  bury: `update outbox set state = 'dead', lease = null, attempts = attempts + 1, last_status = $3, last_detail = $4
    where id = $1 and lease = $2`,
};
