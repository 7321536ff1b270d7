// Cancellations of three years, put into a PostgreSQL store directly: half of them forwarded long ago, half of them
// settled, with an update that is due, as after the longest outage.

const years = 3 * 365 * 86_400_000;
const columns = `event_id, ledger_event_id, session_id, user_id, environment, binding_hash, status, decision, revision,
  settlement, created_at, updated_at, version, billing_customer, subscription`;

export function toEventId(index) {
  return `ev_${index}`;
}

/**
 * @param query runs SQL on one connection. Indexes are taken away and made again, which is several times as
 *   fast as filling them row by row.
 */
export async function fillGrowth(query, from, to) {
  const { rows: indexes } = await query(`select indexname, indexdef from pg_indexes
    where tablename in ('retent_cancellations', 'retent_outbox') and indexname not like '%_pkey'`);
  await query("set maintenance_work_mem = '1GB'");
  for (const { indexname } of indexes) await query(`drop index ${indexname}`);
  await insertRows(query, from, to);
  for (const { indexdef } of indexes) await query(indexdef);
  await query("vacuum analyze");
}

async function insertRows(query, from, to) {
  const now = Date.now();
  // Scattered in time, so that neither the table nor its indexes are in the order of anything.
  const createdAt = `${now} - ((i::bigint * 7919 * 104729) % ${years})`;
  const series = `from generate_series(${from}, ${to - 1}) as n(i)`;
  await query(`insert into retent_cancellations (${columns})
    select 'ev_' || i, 'ev_' || i, 'cs_' || i, 'user_' || i * 7 / 9, 'sandbox', '',
      case when i % 2 = 0 then 'forwarded' else 'settled' end, '{"outcome":"churned"}', 1,
      case when i % 3 = 0 then '{"outcome":"recovered"}' else '{"outcome":"churned"}' end,
      ${createdAt}, ${createdAt}, 1, 'cus_' || i, 'sub_' || i ${series}`);
  await query(`insert into retent_outbox (event_id, lane, kind, revision, body, due_at, state)
    select 'ev_' || i, 'retentbase', 'update', 1, '{"environment":"sandbox","outcome":"churned"}', i,
      case when i % 2 = 0 then 'done' else 'queued' end ${series}`);
}
