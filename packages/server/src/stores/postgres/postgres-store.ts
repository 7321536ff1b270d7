import type { PoolClient, PoolConfig } from "pg";
import type { Cancellation } from "../../cancellation/cancellation.ts";
import {
  type ClaimQuery,
  type DatedOutboxRow,
  type Failure,
  laneByKind,
  type NewOutboxRow,
  type NextTry,
  type OutboxRow,
} from "../../outbox/row.ts";
import type { RateLimiter } from "../../rate-limits.ts";
import { type Change, type Store, StoreError } from "../../store.ts";
import { postgresErrorCode } from "../error-codes.ts";
import {
  toCancellation,
  toClaimedRow,
  toCounts,
  toListedRow,
  toOutboxRow,
  toQueuedRow,
  toRow,
} from "../rows.ts";
import { toSavedValues } from "../save-statement.ts";
import { wrapErrors } from "../wrap-errors.ts";
import { createBillingEvents } from "./billing-events.ts";
import { connect, onceMore } from "./connect.ts";
import { createCustomerData } from "./customer-data.ts";
import { createDeclarations } from "./declarations.ts";
import { createOperatorQueries } from "./operator-queries.ts";
import { createPostgresRateLimiter } from "./rate-limiter.ts";
import { statements } from "./statements.ts";
import { createQualify, qualifyAll } from "./tables.ts";

export interface PostgresStoreOptions extends PoolConfig {
  /**
   * `postgres://user:password@host/database`; everything that `pg` takes may be given beside or instead of
   * it.
   */
  connectionString?: string;
  /**
   * The schema that holds our tables, made if it is missing. Default: the first one of the connection's
   * `search_path`, usually `public`.
   */
  schema?: string | undefined;
}

/**
 * A store in PostgreSQL, for several instances: they share cancellations, outbox and limits. It needs the
 * package `pg`. No statement relies on a session, so that poolers in transaction mode (PgBouncer, Neon,
 * Supabase) work.
 *
 * @throws {TypeError} for a schema's name that can't be used
 * @throws {StoreError} when the database can't be reached or brought up to date
 *
 * @example
 * import { createPostgresStore } from "@retent/server/postgres";
 *
 * const store = await createPostgresStore({ connectionString: "postgres://retent@127.0.0.1/retent?max=5" });
 */
export async function createPostgresStore({ schema, ...options }: PostgresStoreOptions): Promise<Store> {
  const qualify = createQualify(schema);
  const sql = qualifyAll(statements, qualify);
  const pool = await connect(options, schema);

  async function begin(): Promise<PoolClient> {
    const client = await pool.connect();
    try {
      await client.query("begin");
      return client;
    } catch (error) {
      client.release(true);
      throw error;
    }
  }

  /** All or nothing: `work` returns undefined to have everything undone. */
  async function transaction<T>(
    work: (client: PoolClient) => Promise<T | undefined>,
  ): Promise<T | undefined> {
    const client = await onceMore(begin);
    let failure: unknown;
    try {
      const result = await work(client);
      await client.query(result === undefined ? "rollback" : "commit");
      return result;
    } catch (error) {
      failure = error;
      throw error;
    } finally {
      // After a failure the connection may be in any state, and may never answer: it is closed, which undoes
      // what was begun.
      client.release(failure !== undefined);
    }
  }

  async function addRow(client: PoolClient, row: ReturnType<typeof toOutboxRow>): Promise<void> {
    const { eventId, lane, kind, revision, body, dueAt } = row;
    await client.query(sql.enqueue, [eventId, lane, kind, revision, body, dueAt]);
  }

  async function addRows(
    client: PoolClient,
    rows: NewOutboxRow[],
    cancellation: Cancellation,
  ): Promise<void> {
    for (const row of rows) {
      if (row.kind === "bill") await client.query(sql.overtake, [cancellation.eventId]);
      await addRow(client, toOutboxRow(row, cancellation));
    }
  }

  /** Reads, so that nothing is done twice. */
  const queryRows = async (text: string, values: unknown[]) =>
    (await onceMore(() => pool.query(text, values))).rows;
  const billingEvents = createBillingEvents(pool, qualify);
  const operatorQueries = createOperatorQueries(pool, qualify);
  const customerData = createCustomerData(qualify);
  const declarations = createDeclarations(pool, qualify);

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
      const updated = await client.query(sql.save, Object.values(toSavedValues(next, cancellation.version)));
      if (updated.rowCount === 0) return undefined;
      if (finish && (await client.query(sql.finish, [finish.id, finish.lease, null])).rowCount === 0)
        return undefined;
      await addRows(client, enqueue, next);
      return next;
    });

  /** PostgreSQL's texts can't hold the character NUL, so nothing is stored under an id with it. */
  async function lookFor(text: string, id: string): Promise<Cancellation[]> {
    return id.includes("\0") ? [] : (await queryRows(text, [id])).map(toCancellation);
  }

  async function lookForMany(eventIds: readonly string[]): Promise<Cancellation[]> {
    const ids = eventIds.filter((id) => !id.includes("\0"));
    return (await queryRows(sql.findMany, [ids])).map(toCancellation);
  }

  async function claim({
    lane,
    eventId,
    now,
    horizon,
    leasedUntil,
    lease,
    limit,
  }: ClaimQuery): Promise<OutboxRow[]> {
    const take = async (text: string, ...values: unknown[]) => {
      const { rows } = await pool.query(text, [lane, lease, leasedUntil, limit, ...values]);
      return rows.map(toClaimedRow).sort((a, b) => a.id - b.id);
    };
    if (eventId !== undefined) return take(sql.claimOfEvent, now, horizon, eventId);
    const due = await take(sql.claimDue, now);
    return due.length > 0 ? due : take(sql.claimAhead, horizon);
  }

  async function retry(row: OutboxRow, next: NextTry, { status, detail }: Failure): Promise<void> {
    await transaction(async (client) => {
      const values = [
        row.id,
        row.lease,
        next.dueAt,
        next.attempts,
        next.notFoundAttempts,
        status,
        toText(detail),
      ];
      if ((await client.query(sql.retry, values)).rowCount === 0) return undefined;
      await client.query(sql.postpone, [row.id, row.eventId, laneByKind[row.kind], next.dueAt]);
      return true;
    });
  }

  async function markDead(
    row: OutboxRow,
    { status, detail, failedAtMs }: Failure,
    enqueue: DatedOutboxRow[] = [],
  ): Promise<void> {
    await transaction(async (client) => {
      const values = [row.id, row.lease, status, toText(detail), failedAtMs ?? null];
      const marked = await client.query(sql.markDead, values);
      if (marked.rowCount === 0) return undefined;
      for (const next of enqueue) await addRow(client, toQueuedRow(next, row));
      return true;
    });
  }

  const prune = (before: number, limit: number) =>
    transaction(async (client) => {
      const { rows } = await client.query(sql.finished, [before, limit]);
      const eventIds = rows.map(({ event_id }) => event_id);
      await client.query(sql.pruneOutbox, [eventIds]);
      return (await client.query(sql.pruneCancellations, [eventIds])).rowCount ?? 0;
    });

  async function check(): Promise<void> {
    await transaction(async (client) => {
      await client.query(sql.shortLockTimeout);
      await client.query(sql.probeWrite);
      return true;
    });
  }

  const work: Work = {
    insert: async (cancellation, enqueue) => (await insert(cancellation, enqueue)) ?? false,
    find: async (eventId) => (await lookFor(sql.find, eventId))[0],
    findMany: lookForMany,
    findByEvent: (id) => lookFor(sql.findByEvent, id),
    findBySession: (sessionId) => lookFor(sql.findBySession, sessionId),
    listUnconfirmed: async (limit) => (await queryRows(sql.listUnconfirmed, [limit])).map(toCancellation),
    findByBilling: (ids) => billingEvents.findConcerned(ids),
    addBillingEvent: (event, now) => billingEvents.add(event, now),
    findBillingLinks: (query) => billingEvents.findLinks(query),
    findBillingEvent: (id) => billingEvents.find(id),
    findBillingEvents: (ids) => billingEvents.findAll(ids),
    listCancellations: (query) => operatorQueries.list(query),
    addDailyCounts: (counts) => operatorQueries.addCounts(counts),
    readStatistics: (query) => operatorQueries.readStatistics(query),
    readCustomer: (userId) => customerData.read(userId, pool),
    eraseCustomer: async (userId, seen) =>
      (await transaction((client) => customerData.erase(userId, seen, client))) ?? false,
    insertDeclaration: async (declaration, enqueue) =>
      (await transaction((client) => declarations.insert(client, declaration, enqueue))) ?? false,
    findDeclaration: (id) => declarations.find(id),
    saveDeclaration: (change) => transaction((client) => declarations.save(client, change)),
    listDeclarations: (query) => declarations.list(query),
    countOpenDeclarations: (environment) => declarations.countOpen(environment),
    pruneDeclarations: async (before, limit) =>
      (await transaction((client) => declarations.prune(client, before, limit))) ?? 0,
    save,
    claim,
    isUnderWay: async (eventId, lane, now) =>
      (await queryRows(sql.isUnderWay, [eventId, lane, now])).length > 0,
    finish: async (row, doneAtMs) =>
      void (await pool.query(sql.finish, [row.id, row.lease, doneAtMs ?? null])),
    retry,
    markDead,
    prune: async (before, limit) => (await prune(before, limit)) ?? 0,
    pruneBillingEvents: (before, limit) => billingEvents.prune(before, limit),
    async list({ state, lanes, limit = 100 } = {}) {
      const rows =
        state === "set_aside"
          ? queryRows(sql.listSetAside, [limit, lanes ?? null])
          : queryRows(sql.list, [state ?? null, limit, lanes ?? null]);
      return (await rows).map(toListedRow);
    },
    async requeue(now, eventIds) {
      const known = eventIds ? onlyStorable(eventIds) : null;
      return (await pool.query(sql.requeue, [now, known])).rowCount ?? 0;
    },
    setAside: async (now, eventIds) =>
      (await pool.query(sql.setAside, [now, onlyStorable(eventIds)])).rowCount ?? 0,
    listByEvent: async (eventId) =>
      eventId.includes("\0") ? [] : (await queryRows(sql.listByEvent, [eventId])).map(toListedRow),
    count: async (lanes) => toCounts((await queryRows(sql.count, [lanes ?? null]))[0]),
    check,
    close: () => pool.end(),
  };
  return {
    ...wrapErrors<Methods>(work, toStoreError),
    createRateLimiter(limits) {
      return wrapErrors<Required<RateLimiter>>(createPostgresRateLimiter(pool, schema, limits), toStoreError);
    },
  };
}

type Methods = Required<Omit<Store, "createRateLimiter">>;
type Work = Parameters<typeof wrapErrors<Methods>>[0];

function toStoreError(cause: unknown): StoreError {
  const code = postgresErrorCode(cause);
  return new StoreError(code, "the PostgreSQL store can't do its work right now", { cause });
}

/** No id with the character NUL was ever stored. */
function onlyStorable(eventIds: readonly string[]): string[] {
  return eventIds.filter((id) => !id.includes("\0"));
}

/** PostgreSQL's texts can't hold the character NUL. */
function toText(text: string): string {
  return text.replaceAll("\0", "\ufffd");
}
