import type { Cancellation } from "../../src/cancellation/cancellation.ts";
import { laneByKind, type NewOutboxRow, type OutboxRow } from "../../src/outbox/row.ts";
import type { BillingIds, Store, StoredBillingEvent } from "../../src/store.ts";

interface Row extends OutboxRow {
  dueAt: number;
  state: "queued" | "done" | "dead";
}

/** The store of a runtime without files or sockets: one process, for as long as it lives. */
export function createMemoryStore(): Store {
  const cancellations = new Map<string, Cancellation>();
  const billingEvents = new Map<string, StoredBillingEvent>();
  const rows: Row[] = [];

  const all = () => [...cancellations.values()].sort((a, b) => b.createdAt - a.createdAt);
  const queued = (matches: (row: Row) => boolean) =>
    rows.filter((row) => row.state === "queued" && matches(row));
  const held = ({ id, lease }: OutboxRow) => rows.find((row) => row.id === id && row.lease === lease);

  function enqueue({ eventId }: { eventId: string }, added: NewOutboxRow[] = []): void {
    for (const { dueAt = 0, ...row } of added) {
      const tries = { attempts: 0, notFoundAttempts: 0 };
      rows.push({ ...row, ...tries, id: rows.length + 1, eventId, dueAt, lease: "", state: "queued" });
    }
  }

  return {
    async insert(cancellation, added) {
      if (cancellations.has(cancellation.eventId)) return false;
      cancellations.set(cancellation.eventId, cancellation);
      enqueue(cancellation, added);
      return true;
    },
    find: async (eventId) => cancellations.get(eventId),
    findMany: async (eventIds) => all().filter(({ eventId }) => eventIds.includes(eventId)),
    findByEvent: async (id) =>
      all().filter(({ eventId, retentBaseEventId }) => eventId === id || retentBaseEventId === id),
    findBySession: async (id) => all().filter(({ sessionId }) => sessionId === id),
    listUnconfirmed: async (limit) =>
      all()
        .filter(({ decision, settlement }) => decision?.outcome === "churned" && !settlement?.confirmed)
        .slice(0, limit),
    findByBilling: async (ids) =>
      all().filter(({ userId, billingCustomer: customer, subscription }) =>
        isOneOf(ids, { userId, customer, subscription }),
      ),
    async addBillingEvent(event, now) {
      if (billingEvents.has(event.id)) return false;
      billingEvents.set(event.id, event);
      enqueue({ eventId: event.id }, [{ kind: "billing_event", revision: 0, body: null, dueAt: now }]);
      return true;
    },
    findBillingEvent: async (id) => billingEvents.get(id),
    findBillingEvents: async (ids) => [...billingEvents.values()].filter((event) => isOneOf(ids, event)),
    pruneBillingEvents: async () => 0,
    async save({ cancellation, enqueue: added, finish }) {
      if (cancellations.get(cancellation.eventId)?.version !== cancellation.version) return undefined;
      const done = finish && held(finish);
      if (finish && !done) return undefined;
      if (done) done.state = "done";
      const next = { ...cancellation, version: cancellation.version + 1 };
      cancellations.set(next.eventId, next);
      enqueue(next, added);
      return next;
    },
    async claim({ lane, eventId, now, leasedUntil, lease, limit }) {
      const first = new Map<string, Row>();
      for (const row of queued(({ kind }) => laneByKind[kind] === lane)) {
        if (!first.has(row.eventId)) first.set(row.eventId, row);
      }
      const due = [...first.values()].filter(
        (row) => row.dueAt <= now && row.eventId === (eventId ?? row.eventId),
      );
      return due.slice(0, limit).map((row) => ({ ...Object.assign(row, { lease, dueAt: leasedUntil }) }));
    },
    isUnderWay: async (eventId, lane, now) =>
      queued((row) => row.eventId === eventId && laneByKind[row.kind] === lane).some(
        (row) => row.attempts === 0 || row.lease !== "" || row.dueAt <= now,
      ),
    async finish(row) {
      Object.assign(held(row) ?? {}, { state: "done" });
    },
    async retry(row, next) {
      Object.assign(held(row) ?? {}, next, { lease: "" });
    },
    async markDead(row) {
      Object.assign(held(row) ?? {}, { state: "dead" });
    },
    prune: async () => 0,
    list: async () => [],
    listByEvent: async () => [],
    requeue: async () => 0,
    setAside: async () => 0,
    count: async () => ({
      queued: queued(() => true).length,
      dead: 0,
      oldestDueAt: null,
      waitingSince: null,
    }),
    check: async () => {},
    close: async () => {},
  };
}

function isOneOf(wanted: BillingIds, found: Omit<BillingIds, "environment">): boolean {
  return (["customer", "subscription", "userId"] as const).some(
    (name) => found[name] !== null && found[name] === wanted[name],
  );
}
