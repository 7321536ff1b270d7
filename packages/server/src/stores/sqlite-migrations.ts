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
