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
import { type Change, type Store, StoreError } from "../../store.ts";
import { sqliteErrorCode } from "../error-codes.ts";
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
import { prepareBillingEvents } from "./billing-events.ts";
import { createCustomerData } from "./customer-data.ts";
import { prepareDeclarations } from "./declarations.ts";
import type { SqliteDriver } from "./driver.ts";
import type { GroupCommit } from "./group-commit.ts";
import { prepareOperatorQueries } from "./operator-queries.ts";
import { prepareStatements } from "./statements.ts";

/** The store on a database that is up to date. */
export function createDriverStore(
  database: SqliteDriver,
  { commit, commitLater, flush }: GroupCommit,
): Store {
  const sql = prepareStatements(database);
  const billingEvents = prepareBillingEvents(database);
  const operatorQueries = prepareOperatorQueries(database);
  const customerData = createCustomerData(database);
  const declarations = prepareDeclarations(database, sql);

  function insert(cancellation: Cancellation, enqueue: NewOutboxRow[] = []): true | undefined {
    if (sql.insert.run(...Object.values(toRow(cancellation))).changes === 0) return undefined;
    for (const row of enqueue) sql.enqueue.run(toOutboxRow(row, cancellation));
    return true;
  }

  function prune(before: number, limit: number): number {
    const eventIds = JSON.stringify(sql.finished.all({ before, limit }).map(({ event_id }) => event_id));
    sql.pruneOutbox.run(eventIds);
    return Number(sql.pruneCancellations.run(eventIds).changes);
  }

  function requeue(now: number, eventIds: readonly string[] | undefined): number {
    const wanted = { eventIds: toList(eventIds) };
    sql.dropOvertaken.run(wanted);
    return Number(sql.requeue.run({ ...wanted, now }).changes);
  }

  /**
   * A claim that finds nothing takes no lock, and one that meets another process's lock stops soon: the next
   * poll tries again. The disk is not waited for: a claim that a power failure undoes leaves the row due.
   */
  function claim({ lane, eventId, now, horizon, leasedUntil, lease, limit }: ClaimQuery): OutboxRow[] {
    const choices = eventId === undefined ? [sql.claimDue, sql.claimAhead] : [sql.claimOfEvent];
    const wanted = { lane, now, horizon, eventId: eventId ?? null };
    const choice = choices.find(({ finds }) => finds(wanted));
    if (!choice) return [];
    const rows = database.runHurriedly(() => choice.claim(wanted, { leasedUntil, lease, limit }));
    return rows.map(toClaimedRow).sort((a, b) => a.id - b.id);
  }

  function retry(
    row: OutboxRow,
    { dueAt, attempts, notFoundAttempts }: NextTry,
    { status, detail }: Failure,
  ): void {
    const next = { id: row.id, lease: row.lease, dueAt, attempts, notFoundAttempts, status, detail };
    if (sql.retry.run(next).changes === 0) return;
    sql.postpone.run({ id: row.id, eventId: row.eventId, lane: laneByKind[row.kind], dueAt });
  }

  function markDead(row: OutboxRow, failure: Failure, enqueue: DatedOutboxRow[] = []): void {
    const { status, detail, failedAtMs: at } = failure;
    const values = { id: row.id, lease: row.lease, status, detail, failedAtMs: at ?? null };
    if (sql.markDead.run(values).changes === 0) return;
    for (const next of enqueue) sql.enqueue.run(toQueuedRow(next, row));
  }

  function save({ cancellation, enqueue = [], finish }: Change): Cancellation | undefined {
    const next = { ...cancellation, version: cancellation.version + 1 };
    const values = toSavedValues(next, cancellation.version);
    if (!sql.saves.some((each) => each.run(values).changes > 0)) return undefined;
    if (finish && sql.finish.run(null, finish.id, finish.lease).changes === 0) return undefined;
    for (const row of enqueue) {
      if (row.kind === "bill") sql.overtake.run(next.eventId);
      sql.enqueue.run(toOutboxRow(row, next));
    }
    return next;
  }

  /** Commits what `work` does. */
  async function write(work: () => unknown): Promise<void> {
    await commit(() => {
      work();
      return true;
    });
  }

  const work: Work = {
    insert: async (cancellation, enqueue) => (await commit(() => insert(cancellation, enqueue))) ?? false,
    find: (eventId) => sql.find.all(eventId).map(toCancellation)[0],
    findMany: (eventIds) => sql.findMany.all(JSON.stringify(eventIds)).map(toCancellation),
    findByEvent: (eventId) => sql.findByEvent.all({ eventId }).map(toCancellation),
    findBySession: (sessionId) => sql.findBySession.all(sessionId).map(toCancellation),
    listUnconfirmed: (limit) => sql.listUnconfirmed.all(limit).map(toCancellation),
    findByBilling: (ids) => billingEvents.findConcerned(ids),
    addBillingEvent: async (event, now) => (await commit(() => billingEvents.add(event, now))) ?? false,
    findBillingLinks: (query) => billingEvents.findLinks(query),
    findBillingEvent: (id) => billingEvents.find(id),
    findBillingEvents: (ids) => billingEvents.findAll(ids),
    listCancellations: (query) => operatorQueries.list(query),
    async addDailyCounts(counts) {
      await commitLater(() => {
        operatorQueries.addCounts(counts);
        return true;
      });
    },
    readStatistics(query) {
      // What was counted so far belongs to it.
      flush();
      return operatorQueries.readStatistics(query);
    },
    readCustomer: (userId) => customerData.read(userId),
    async eraseCustomer(userId, seen) {
      const isErased = await commit(() => customerData.erase(userId, seen));
      if (isErased) database.removeTraces();
      return isErased ?? false;
    },
    insertDeclaration: async (declaration, enqueue) =>
      (await commit(() => declarations.insert(declaration, enqueue))) ?? false,
    findDeclaration: (id) => declarations.find(id),
    saveDeclaration: (change) => commit(() => declarations.save(change)),
    listDeclarations: (query) => declarations.list(query),
    countOpenDeclarations: (environment) => declarations.countOpen(environment),
    pruneDeclarations: async (before, limit) => (await commit(() => declarations.prune(before, limit))) ?? 0,
    save: (change) => commit(() => save(change)),
    claim,
    isUnderWay: (eventId, lane, now) => sql.isUnderWay.get({ eventId, lane, now }) !== undefined,
    finish: (row, doneAtMs) => write(() => sql.finish.run(doneAtMs ?? null, row.id, row.lease)),
    retry: (row, next, failure) => write(() => retry(row, next, failure)),
    markDead: (row, failure, enqueue) => write(() => markDead(row, failure, enqueue)),
    prune: async (before, limit) => (await commit(() => prune(before, limit))) ?? 0,
    pruneBillingEvents: async (before, limit) =>
      (await commit(() => billingEvents.prune(before, limit))) ?? 0,
    list({ state, lanes, limit = 100 } = {}) {
      const rows =
        state === "set_aside"
          ? sql.listSetAside.all({ lanes: toList(lanes), limit })
          : sql.list.all({ state: state ?? null, lanes: toList(lanes), limit });
      return rows.map(toListedRow);
    },
    requeue: async (now, eventIds) => (await commit(() => requeue(now, eventIds))) ?? 0,
    setAside: async (now, eventIds) =>
      (await commit(() => Number(sql.setAside.run(now, JSON.stringify(eventIds)).changes))) ?? 0,
    listByEvent: (eventId) => sql.listByEvent.all(eventId).map(toListedRow),
    count: (lanes) => toCounts(sql.count.get({ lanes: toList(lanes) })),
    check: () => write(() => sql.probeWrite.run()),
    close() {
      flush();
      database.close();
    },
  };
  return wrapErrors<Methods>(work, toStoreError);
}

type Methods = Required<Omit<Store, "createRateLimiter">>;
type Work = Parameters<typeof wrapErrors<Methods>>[0];

export function toStoreError(cause: unknown): StoreError {
  return new StoreError(sqliteErrorCode(cause), "the SQLite store can't do its work right now", { cause });
}

/** A list for json_each; null for everything. */
function toList(values: readonly string[] | undefined): string | null {
  return values ? JSON.stringify(values) : null;
}
