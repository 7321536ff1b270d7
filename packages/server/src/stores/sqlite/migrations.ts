import type { SqliteDriver } from "./driver.ts";
import { getColumns, renameOldTables } from "./old-tables.ts";

/** Applied in order, each once; never changed after a release, only added to. */
const migrations: readonly string[] = [
  `
  create table retent_cancellations (
    event_id text primary key,
    ledger_event_id text not null,
    session_id text,
    user_id text not null,
    environment text not null,
    binding_hash text not null,
    return_to text,
    context text,
    metadata text,
    status text not null,
    decision text,
    revision integer not null,
    settlement text,
    link_expires_at integer,
    created_at integer not null,
    updated_at integer not null,
    version integer not null
  ) strict;

  create index retent_cancellations_session on retent_cancellations (session_id) where session_id is not null;

  create index retent_cancellations_ledger_event on retent_cancellations (ledger_event_id);

  create table retent_outbox (
    id integer primary key autoincrement,
    event_id text not null references retent_cancellations (event_id),
    lane text not null,
    kind text not null,
    revision integer not null,
    body text,
    state text not null default 'queued' check (state in ('queued', 'done', 'dead')),
    due_at integer not null,
    lease text,
    attempts integer not null default 0,
    unknown_tries integer not null default 0,
    last_status integer,
    last_detail text
  ) strict;

  create index retent_outbox_due on retent_outbox (lane, due_at) where state = 'queued';
  create index retent_outbox_left on retent_outbox (id) where state <> 'done';
  create index retent_outbox_order on retent_outbox (event_id, lane, id) where state = 'queued';
  `,
  `
  create index retent_cancellations_updated on retent_cancellations (updated_at);
  create index retent_outbox_event on retent_outbox (event_id);
  `,
  // Rows of the outbox may be about a billing event: SQLite can only remove the reference by rebuilding the
  // table.
  `
  alter table retent_cancellations add column billing_customer text;
  alter table retent_cancellations add column subscription text;
  create index retent_cancellations_user on retent_cancellations (user_id);
  create index retent_cancellations_customer on retent_cancellations (billing_customer) where billing_customer is not null;
  create index retent_cancellations_subscription on retent_cancellations (subscription) where subscription is not null;

  create table retent_billing_events (
    id text primary key,
    type text not null,
    environment text not null,
    customer text,
    subscription text,
    user_id text,
    occurred_at integer not null,
    fact text not null,
    received_at integer not null
  ) strict;

  create index retent_billing_events_customer on retent_billing_events (customer) where customer is not null;
  create index retent_billing_events_subscription on retent_billing_events (subscription) where subscription is not null;
  create index retent_billing_events_user on retent_billing_events (user_id) where user_id is not null;
  create index retent_billing_events_received on retent_billing_events (received_at);

  create table retent_outbox_without_reference (
    id integer primary key autoincrement,
    event_id text not null,
    lane text not null,
    kind text not null,
    revision integer not null,
    body text,
    state text not null default 'queued' check (state in ('queued', 'done', 'dead')),
    due_at integer not null,
    lease text,
    attempts integer not null default 0,
    unknown_tries integer not null default 0,
    last_status integer,
    last_detail text
  ) strict;

  insert into retent_outbox_without_reference select * from retent_outbox;
  drop table retent_outbox;
  alter table retent_outbox_without_reference rename to retent_outbox;

  create index retent_outbox_due on retent_outbox (lane, due_at) where state = 'queued';
  create index retent_outbox_left on retent_outbox (id) where state <> 'done';
  create index retent_outbox_order on retent_outbox (event_id, lane, id) where state = 'queued';
  create index retent_outbox_event on retent_outbox (event_id);
  `,
  `
  alter table retent_outbox add column set_aside_at integer;
  create index retent_outbox_set_aside on retent_outbox (id) where set_aside_at is not null;
  `,
  // Whose customer and subscription is whose, as billing's events have told: one row for a subscription, by its
  // latest event, and one for a customer without any.
  `
  create table retent_billing_links (
    environment text not null,
    customer text not null,
    subscription text not null,
    user_id text not null,
    occurred_at integer not null,
    primary key (environment, customer, subscription)
  ) strict;
  create index retent_billing_links_user on retent_billing_links (environment, user_id);

  insert into retent_billing_links (environment, customer, subscription, user_id, occurred_at)
  select environment, customer, coalesce(subscription, ''), min(user_id), max(occurred_at)
  from retent_billing_events where customer is not null and user_id is not null
  group by environment, customer, coalesce(subscription, '')
  having min(user_id) = max(user_id);
  `,
  `
  alter table retent_cancellations add column subscription_label text;
  `,
  // What the operator's page looks for and counts. The first index has all that the days' figures need: without
  // that, 100,000 cancellations took 0.2 s, in which no customer is served.
  `
  create index retent_cancellations_created
    on retent_cancellations (created_at, event_id, environment, substr(settlement, 13, 7));
  create index retent_cancellations_status on retent_cancellations (status, created_at, event_id);
  create index retent_cancellations_outcome on retent_cancellations (substr(settlement, 13, 7), created_at, event_id)
    where settlement is not null;

  create table retent_daily_counts (
    environment text not null,
    day integer not null,
    name text not null,
    count integer not null,
    primary key (environment, day, name)
  ) strict;
  `,
  // Each index is one more page to write for every cancellation, wherever its id belongs. RetentBase's id is
  // usually our own, and the rows of one event and lane are few, so that none of them needs an index by state.
  `
  drop index retent_cancellations_ledger_event;
  create index retent_cancellations_ledger_event on retent_cancellations (ledger_event_id)
    where ledger_event_id <> event_id;
  drop index retent_outbox_order;
  drop index retent_outbox_event;
  create index retent_outbox_event on retent_outbox (event_id, lane);
  `,
  `
  alter table retent_cancellations add column contact text;
  `,
  // What customers declare without an account.
  `
  create table retent_declarations (
    id text primary key,
    environment text not null,
    status text not null,
    user_id text,
    received_at integer not null,
    updated_at integer not null,
    version integer not null,
    data text not null
  ) strict;
  create index retent_declarations_received on retent_declarations (received_at, id);
  create index retent_declarations_open on retent_declarations (environment, received_at) where status = 'open';
  create index retent_declarations_user on retent_declarations (user_id) where user_id is not null;
  `,
  // Two pages less to write for every cancellation that starts: the highest id of the outbox was kept on a page of
  // its own, so that no id is ever given again, which nothing needs; and a customer on the hosted page is found by
  // the status.
  `
  create table retent_outbox_uncounted (
    id integer primary key,
    event_id text not null,
    lane text not null,
    kind text not null,
    revision integer not null,
    body text,
    state text not null default 'queued' check (state in ('queued', 'done', 'dead')),
    due_at integer not null,
    lease text,
    attempts integer not null default 0,
    unknown_tries integer not null default 0,
    last_status integer,
    last_detail text,
    set_aside_at integer
  ) strict;

  insert into retent_outbox_uncounted select * from retent_outbox;
  drop table retent_outbox;
  alter table retent_outbox_uncounted rename to retent_outbox;

  create index retent_outbox_due on retent_outbox (lane, due_at) where state = 'queued';
  create index retent_outbox_left on retent_outbox (id) where state <> 'done';
  create index retent_outbox_set_aside on retent_outbox (id) where set_aside_at is not null;
  create index retent_outbox_event on retent_outbox (event_id, lane);

  drop index retent_cancellations_updated;
  create index retent_cancellations_updated on retent_cancellations (updated_at) where status <> 'started';
  `,
];

/**
 * Brings the database up to date. Safe when several processes start at once: the first one in does the work.
 *
 * @throws {Error} naming the table, if another application has one of the same name
 */
export function migrate(database: SqliteDriver): void {
  database.transaction(() => {
    renameOldTables(database);
    database.exec("create table if not exists retent_migrations (number integer primary key) strict");
    if (getColumns(database, "retent_migrations").join() !== "number")
      throw new Error("the table retent_migrations belongs to another application: use another file");
    const row = database.prepare("select coalesce(max(number), 0) as done from retent_migrations").get();
    const done = Number(row?.done);
    for (const [index, sql] of migrations.entries()) {
      if (index < done) continue;
      database.exec(sql);
      database.prepare("insert into retent_migrations (number) values (?)").run(index + 1);
    }
  });
}
