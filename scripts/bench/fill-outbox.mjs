// Rows of a long outage, put into the tables directly: one cancellation and one update each, all due.

const columns = `event_id, ledger_event_id, user_id, environment, binding_hash, status, decision, revision, settlement,
  created_at, updated_at, version`;
const values = (id) =>
  `${id}, ${id}, 'user', 'sandbox', '', 'settled', '{"outcome":"churned"}', 1, '{"outcome":"churned"}', 1, 1, 1`;
const body = `'{"environment":"sandbox","outcome":"churned"}'`;

/** @param database a `DatabaseSync` of an up-to-date SQLite store */
export function fillSqlite(database, from, to) {
  const series = `with recursive n(i) as (select ${from} union all select i + 1 from n where i < ${to - 1})`;
  database.exec(`begin;
    insert into retent_cancellations (${columns}) ${series} select ${values("'ev_' || i")} from n;
    insert into retent_outbox (event_id, lane, kind, revision, body, due_at)
      ${series} select 'ev_' || i, 'retentbase', 'update', 1, ${body}, i from n;
    commit`);
}

/** @param query runs SQL on an up-to-date PostgreSQL store */
export async function fillPostgres(query, from, to) {
  const series = `from generate_series(${from}, ${to - 1}) as n(i)`;
  await query(`insert into retent_cancellations (${columns}) select ${values("'ev_' || i")} ${series}`);
  await query(`insert into retent_outbox (event_id, lane, kind, revision, body, due_at)
    select 'ev_' || i, 'retentbase', 'update', 1, ${body}, i ${series}`);
  await query("analyze");
}
