import type { DatabaseSync } from "node:sqlite";

/** Applied in order, each once; never changed after a release, only added to. */
const migrations: readonly string[] = [
  `
  create table cancellations (
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

  create index cancellations_session on cancellations (session_id) where session_id is not null;

  create index cancellations_ledger_event on cancellations (ledger_event_id);

  create table outbox (
    id integer primary key autoincrement,
    event_id text not null references cancellations (event_id),
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

  create index outbox_due on outbox (lane, due_at) where state = 'queued';
  create index outbox_left on outbox (id) where state <> 'done';
  create index outbox_order on outbox (event_id, lane, id) where state = 'queued';
  `,
  `
  create index cancellations_updated on cancellations (updated_at);
  create index outbox_event on outbox (event_id);
  `,
  // Rows of the outbox may be about an event of billing's: SQLite can only make a table anew without its reference.
  `
  alter table cancellations add column billing_customer text;
  alter table cancellations add column subscription text;
  create index cancellations_user on cancellations (user_id);
  create index cancellations_customer on cancellations (billing_customer) where billing_customer is not null;
  create index cancellations_subscription on cancellations (subscription) where subscription is not null;

  create table billing_events (
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

  create index billing_events_customer on billing_events (customer) where customer is not null;
  create index billing_events_subscription on billing_events (subscription) where subscription is not null;
  create index billing_events_user on billing_events (user_id) where user_id is not null;
  create index billing_events_received on billing_events (received_at);

  create table outbox_without_reference (
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

  insert into outbox_without_reference select * from outbox;
  drop table outbox;
  alter table outbox_without_reference rename to outbox;

  create index outbox_due on outbox (lane, due_at) where state = 'queued';
  create index outbox_left on outbox (id) where state <> 'done';
  create index outbox_order on outbox (event_id, lane, id) where state = 'queued';
  create index outbox_event on outbox (event_id);
  `,
  `
  alter table outbox add column set_aside_at integer;
  create index outbox_set_aside on outbox (id) where set_aside_at is not null;
  `,
];

/** Brings the database up to date. Safe when several processes start at once: the first one in does the work. */
export function migrate(database: DatabaseSync): void {
  database.exec("create table if not exists migrations (number integer primary key) strict");
  database.exec("begin immediate");
  try {
    const row = database.prepare("select coalesce(max(number), 0) as done from migrations").get();
    const done = Number(row?.done);
    for (const [index, sql] of migrations.entries()) {
      if (index < done) continue;
      database.exec(sql);
      database.prepare("insert into migrations (number) values (?)").run(index + 1);
    }
    database.exec("commit");
  } catch (error) {
    database.exec("rollback");
    throw error;
  }
}
