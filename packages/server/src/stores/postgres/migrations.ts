import type { ClientBase } from "pg";
import { getColumns, renameOldTables } from "./old-tables.ts";
import { createQualify } from "./tables.ts";

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
    link_expires_at bigint,
    created_at bigint not null,
    updated_at bigint not null,
    version integer not null
  );
  create index retent_cancellations_session on retent_cancellations (session_id) where session_id is not null;
  create index retent_cancellations_ledger_event on retent_cancellations (ledger_event_id);

  create table retent_outbox (
    id bigint generated always as identity primary key,
    event_id text not null references retent_cancellations (event_id),
    lane text not null,
    kind text not null,
    revision integer not null,
    body text,
    state text not null default 'queued' check (state in ('queued', 'done', 'dead')),
    due_at bigint not null,
    lease text,
    attempts integer not null default 0,
    unknown_tries integer not null default 0,
    last_status integer,
    last_detail text
  );
  create index retent_outbox_due on retent_outbox (lane, due_at) where state = 'queued';
  create index retent_outbox_left on retent_outbox (id) where state <> 'done';
  create index retent_outbox_order on retent_outbox (event_id, lane, id) where state = 'queued';

  create table retent_rate_limits (
    key varchar(255) primary key,
    points integer not null default 0,
    expire bigint
  );
  `,
  `
  create index retent_cancellations_updated on retent_cancellations (updated_at);
  create index retent_outbox_event on retent_outbox (event_id);
  `,
  // Rows of the outbox may be about an event of billing's.
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
    occurred_at bigint not null,
    fact text not null,
    received_at bigint not null
  );
  create index retent_billing_events_customer on retent_billing_events (customer) where customer is not null;
  create index retent_billing_events_subscription on retent_billing_events (subscription) where subscription is not null;
  create index retent_billing_events_user on retent_billing_events (user_id) where user_id is not null;
  create index retent_billing_events_received on retent_billing_events (received_at);

  alter table retent_outbox drop constraint retent_outbox_event_id_fkey;
  `,
  `
  alter table retent_outbox add column set_aside_at bigint;
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
    occurred_at bigint not null,
    primary key (environment, customer, subscription)
  );
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
  // What the operator's page looks for and counts.
  `
  create index retent_cancellations_created on retent_cancellations (created_at, event_id);
  create index retent_cancellations_status on retent_cancellations (status, created_at, event_id);
  create index retent_cancellations_outcome on retent_cancellations (substr(settlement, 13, 7), created_at, event_id)
    where settlement is not null;
  create index retent_cancellations_event_bytes on retent_cancellations (event_id collate "C");
  create index retent_cancellations_ledger_event_bytes on retent_cancellations (ledger_event_id collate "C");
  create index retent_cancellations_user_bytes on retent_cancellations (user_id collate "C");

  create table retent_daily_counts (
    environment text not null,
    day integer not null,
    name text not null,
    count bigint not null,
    primary key (environment, day, name)
  );
  `,
  // RetentBase's id is usually our own, which has indexes.
  `
  drop index retent_cancellations_ledger_event;
  drop index retent_cancellations_ledger_event_bytes;
  create index retent_cancellations_ledger_event on retent_cancellations (ledger_event_id)
    where ledger_event_id <> event_id;
  create index retent_cancellations_ledger_event_bytes on retent_cancellations (ledger_event_id collate "C")
    where ledger_event_id <> event_id;
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
    received_at bigint not null,
    updated_at bigint not null,
    version integer not null,
    data text not null
  );
  create index retent_declarations_received on retent_declarations (received_at, id);
  create index retent_declarations_open on retent_declarations (environment, received_at) where status = 'open';
  create index retent_declarations_user on retent_declarations (user_id) where user_id is not null;
  `,
];

/** Any number that no other application of this database locks by. */
const migrationLock = 7_311_405_226;

/**
 * Brings the database up to date. Safe when several processes start at once: the others wait for the first.
 *
 * @throws {Error} naming the table, if another application has one of the same name
 */
export async function migrate(client: ClientBase, schema: string | undefined): Promise<void> {
  const qualify = createQualify(schema);
  await client.query("begin");
  try {
    await client.query("select pg_advisory_xact_lock($1)", [migrationLock]);
    if (schema !== undefined) await createSchema(client, schema);
    await renameOldTables(client, schema);
    await client.query(qualify("create table if not exists retent_migrations (number integer primary key)"));
    await checkMigrationsTable(client, schema);
    const { rows } = await client.query(
      qualify("select coalesce(max(number), 0) as done from retent_migrations"),
    );
    const done = Number(rows[0]?.done);
    for (const [index, sql] of migrations.entries()) {
      if (index < done) continue;
      await client.query(qualify(sql));
      await client.query(qualify("insert into retent_migrations (number) values ($1)"), [index + 1]);
    }
    await client.query("commit");
  } catch (error) {
    await client.query("rollback");
    throw error;
  }
}

/** Asked first, because making one needs a privilege even if it is there. */
async function createSchema(client: ClientBase, schema: string): Promise<void> {
  const { rowCount } = await client.query("select from pg_namespace where nspname = $1", [schema]);
  if (rowCount === 0) await client.query(`create schema ${schema}`);
}

async function checkMigrationsTable(client: ClientBase, schema: string | undefined): Promise<void> {
  const columns = await getColumns(client, schema, "retent_migrations");
  if (columns.join() === "number") return;
  throw new Error(
    "the table retent_migrations belongs to another application: use another schema or another database",
  );
}
