import type { Cancellation } from "../../src/cancellation/cancellation.ts";
import type { ClaimQuery, NewOutboxRow, OutboxRow } from "../../src/outbox/row.ts";
import type { Store } from "../../src/store.ts";
import { now, started } from "./stored-cancellation.ts";

/** One database, made again for every test: `open` gives another handle to it each time. */
export interface Database {
  open(): Promise<Store>;
  /** Locks it for another session, so that nothing can be written until the returned function is called. */
  lock(): Promise<() => Promise<void>>;
  /** Closes what was opened and removes the database. */
  remove(): Promise<void>;
}

let leases = 0;

/** A claim of the lane to RetentBase, with a lease of its own. */
export function query(fields: Partial<ClaimQuery> = {}): ClaimQuery {
  leases += 1;
  const lease = `lease_${leases}`;
  return {
    lane: "retentbase",
    now,
    leasedUntil: now + 30_000,
    horizon: Number.MAX_SAFE_INTEGER,
    lease,
    limit: 10,
    ...fields,
  };
}

/** How a row's try failed. */
export const failure = { status: 503, detail: "down" };

/** A stored cancellation with this work queued. */
export async function queueIn(
  store: Store,
  rows: NewOutboxRow[],
  fields: Partial<Cancellation> = {},
): Promise<Cancellation> {
  const cancellation = { ...started, ...fields };
  await store.insert(cancellation);
  const saved = await store.save({ cancellation, enqueue: rows });
  if (!saved) throw new Error("not saved");
  return saved;
}

export async function claimOneOf(store: Store, fields: Partial<ClaimQuery> = {}): Promise<OutboxRow> {
  const [row] = await store.claim(query(fields));
  if (!row) throw new Error("nothing to claim");
  return row;
}
