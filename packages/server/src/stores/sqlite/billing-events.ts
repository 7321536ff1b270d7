import type { BillingLink } from "../../billing/billing.ts";
import type { Cancellation } from "../../cancellation/cancellation.ts";
import type { BillingIds, BillingLinkQuery, StoredBillingEvent } from "../../store.ts";
import {
  eventColumns,
  toBillingEvent,
  toBillingLink,
  toCancellation,
  toEventRow,
  toLink,
  unneededEventSql,
} from "../rows.ts";
import type { SqliteDriver } from "./driver.ts";

/** What a SQLite store does with billing's events; writes are to be run within a transaction. */
export function prepareBillingEvents(database: SqliteDriver) {
  const sql = {
    insert: database.prepare(
      `insert into retent_billing_events (${eventColumns.join(", ")}) values (${eventColumns.map((name) => `:${name}`).join(", ")})
       on conflict do nothing`,
    ),
    enqueue: database.prepare(
      "insert into retent_outbox (event_id, lane, kind, revision, due_at) values (?, 'events', 'billing_event', 0, ?)",
    ),
    learn: database.prepare(
      `insert into retent_billing_links (environment, customer, subscription, user_id, occurred_at)
       values (:environment, :customer, :subscription, :userId, :occurredAt)
       on conflict (environment, customer, subscription) do update
       set user_id = excluded.user_id, occurred_at = excluded.occurred_at
       where excluded.occurred_at >= retent_billing_links.occurred_at`,
    ),
    findLinks: database.prepare(
      `select * from retent_billing_links
       where environment = :environment and (user_id = :userId or customer = :customer)
       order by occurred_at desc limit 1000`,
    ),
    find: database.prepare("select * from retent_billing_events where id = ?"),
    findAll: database.prepare(
      `select * from retent_billing_events
       where environment = :environment and (subscription = :subscription or customer = :customer or user_id = :userId)`,
    ),
    findConcerned: database.prepare(
      `select * from retent_cancellations
       where environment = :environment and decision is not null
         and (subscription = :subscription or billing_customer = :customer or user_id = :userId)`,
    ),
    old: database.prepare(
      `select id from retent_billing_events where received_at < ? and ${unneededEventSql} order by received_at limit ?`,
    ),
    pruneOutbox: database.prepare(
      "delete from retent_outbox where lane = 'events' and event_id in (select value from json_each(?))",
    ),
    pruneEvents: database.prepare(
      "delete from retent_billing_events where id in (select value from json_each(?))",
    ),
  };

  return {
    add(event: StoredBillingEvent, now: number): true | undefined {
      if (sql.insert.run(toEventRow(event, now)).changes === 0) return undefined;
      sql.enqueue.run(event.id, now);
      const link = toLink(event);
      if (link) sql.learn.run(link);
      return true;
    },
    findLinks: ({ environment, userId, customer }: BillingLinkQuery): BillingLink[] =>
      sql.findLinks
        .all({ environment, userId: userId ?? null, customer: customer ?? null })
        .map(toBillingLink),
    find: (id: string): StoredBillingEvent | undefined => sql.find.all(id).map(toBillingEvent)[0],
    findAll: (ids: BillingIds): StoredBillingEvent[] => sql.findAll.all(onlyIds(ids)).map(toBillingEvent),
    findConcerned: (ids: BillingIds): Cancellation[] =>
      sql.findConcerned.all(onlyIds(ids)).map(toCancellation),
    prune(before: number, limit: number): number {
      const ids = JSON.stringify(sql.old.all(before, limit).map(({ id }) => id));
      sql.pruneOutbox.run(ids);
      return Number(sql.pruneEvents.run(ids).changes);
    },
  };
}

/** An event is more than its ids, and statements refuse parameters that they don't have. */
function onlyIds({ environment, customer, subscription, userId }: BillingIds) {
  return { environment, customer, subscription, userId };
}
