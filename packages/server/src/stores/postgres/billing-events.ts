import type { Pool } from "pg";
import type { BillingLink } from "../../billing/billing.ts";
import type { Cancellation } from "../../cancellation/cancellation.ts";
import type { BillingIds, BillingLinkQuery, StoredBillingEvent } from "../../store.ts";
import {
  eventColumns,
  toBillingEvent,
  toBillingLink,
  toCancellation,
  toEventRow,
  unneededEventSql,
} from "../rows.ts";
import { type Qualify, qualifyAll } from "./tables.ts";

/**
 * What a PostgreSQL store does with billing's events: one statement each, so one transaction and one way to
 * the database and back.
 */
export function createBillingEvents(pool: Pool, qualify: Qualify) {
  const sql = qualifyAll(statements, qualify);
  const queryRows = async (text: string, values: unknown[]) => (await pool.query(text, values)).rows;

  return {
    async add(event: StoredBillingEvent, now: number): Promise<boolean> {
      const added = await pool.query(sql.add, Object.values(toEventRow(event, now)));
      return added.rowCount === 1;
    },
    findLinks: async ({ environment, userId, customer }: BillingLinkQuery): Promise<BillingLink[]> => {
      const wanted = [userId ?? null, customer ?? null];
      if (wanted.some((id) => id?.includes("\0"))) return [];
      return (await queryRows(sql.findLinks, [environment, ...wanted])).map(toBillingLink);
    },
    /** No id with the character NUL was ever stored. */
    find: async (id: string): Promise<StoredBillingEvent | undefined> =>
      id.includes("\0") ? undefined : (await queryRows(sql.find, [id])).map(toBillingEvent)[0],
    findAll: async (ids: BillingIds): Promise<StoredBillingEvent[]> =>
      (await queryRows(sql.findAll, toValues(ids))).map(toBillingEvent),
    findConcerned: async (ids: BillingIds): Promise<Cancellation[]> =>
      (await queryRows(sql.findConcerned, toValues(ids))).map(toCancellation),
    prune: async (before: number, limit: number): Promise<number> =>
      (await pool.query(sql.prune, [before, limit])).rowCount ?? 0,
  };
}

function toValues({ environment, subscription, customer, userId }: BillingIds): unknown[] {
  return [environment, subscription, customer, userId];
}

const statements = {
  add: `with added as (
      insert into retent_billing_events (${eventColumns.join(", ")}) values (${eventColumns.map((_, index) => `$${index + 1}`).join(", ")})
      on conflict do nothing
      returning id, received_at, environment, customer, subscription, user_id, occurred_at
    ), learned as (
      insert into retent_billing_links as known (environment, customer, subscription, user_id, occurred_at)
      select environment, customer, coalesce(subscription, ''), user_id, occurred_at from added
      where customer is not null and user_id is not null
      on conflict (environment, customer, subscription) do update
      set user_id = excluded.user_id, occurred_at = excluded.occurred_at
      where excluded.occurred_at >= known.occurred_at
    )
    insert into retent_outbox (event_id, lane, kind, revision, due_at)
    select id, 'events', 'billing_event', 0, received_at from added`,
  findLinks: `select * from retent_billing_links
    where environment = $1 and (user_id = $2 or customer = $3)
    order by occurred_at desc limit 1000`,
  find: "select * from retent_billing_events where id = $1",
  findAll: `select * from retent_billing_events
    where environment = $1 and (subscription = $2 or customer = $3 or user_id = $4)`,
  findConcerned: `select * from retent_cancellations
    where environment = $1 and decision is not null
      and (subscription = $2 or billing_customer = $3 or user_id = $4)`,
  prune: `with old as (
      select id from retent_billing_events where received_at < $1 and ${unneededEventSql}
      order by received_at limit $2 for update skip locked
    ), work as (
      delete from retent_outbox using old where retent_outbox.event_id = old.id and lane = 'events'
    )
    delete from retent_billing_events using old where retent_billing_events.id = old.id`,
};
