import { testPrefix } from "../cancellation/test-customer.ts";
import { dayMs } from "../day-ms.ts";
import { type CancellationQuery, type DailyStatistics, maxMatches } from "../store-queries.ts";
import { hasOtherIdSql, outcomeSql } from "./rows.ts";

// What the operator's page asks of a SQL store. Statements hold only the conditions that are asked for, so that
// the database can choose an index for them.

/** Durable Objects take no statement that unites more at once. */
const maxUnion = 5;

/** Behind every text that begins with another one: no character comes after this one. */
const lastCharacter = "\u{10ffff}";

const searchedByPrefix = ["event_id", "ledger_event_id", "user_id"];
const searchedWhole = ["session_id", "subscription", "billing_customer"];

export interface Dialect {
  /** Stands for a value in a statement, by its place, which counts from 1. */
  placeholder(place: number): string;
  /** A column as its index by bytes has it. */
  byBytes(column: string): string;
}

interface Statement {
  text: string;
  values: (string | number)[];
}

/** Lists cancellations, the newest first. */
export function listStatement(query: CancellationQuery, dialect: Dialect): Statement {
  const values: Statement["values"] = [];
  const put = (value: string | number) => dialect.placeholder(values.push(value));
  const { search, userId, status, outcome, from, to, after, limit } = query;
  const conditions = [
    search !== undefined && `event_id in (${searchStatement(search, dialect, put)})`,
    userId !== undefined && `user_id = ${put(userId)}`,
    status !== undefined && `status = ${put(status)}`,
    outcome !== undefined && `settlement is not null and ${outcomeSql} = ${put(outcome.slice(0, 7))}`,
    from !== undefined && `created_at >= ${put(from)}`,
    to !== undefined && `created_at < ${put(to)}`,
    after !== undefined && `(created_at, event_id) < (${put(after.createdAt)}, ${put(after.eventId)})`,
  ].filter((condition) => condition !== false);
  const where = conditions.length === 0 ? "" : `where ${conditions.join(" and ")}`;
  const text = `select * from retent_cancellations ${where} order by created_at desc, event_id desc limit ${put(limit)}`;
  return { text, values };
}

function searchStatement(
  search: readonly string[],
  { byBytes }: Dialect,
  put: (value: string | number) => string,
): string {
  const matches = (condition: string, order: string) =>
    `select event_id from (select event_id from retent_cancellations where ${condition} order by ${order} limit ${maxMatches}) as matches`;
  const byText = (text: string) => [
    ...searchedByPrefix.map((name) => {
      const column = byBytes(name);
      const range = `${column} >= ${put(text)} and ${column} < ${put(text + lastCharacter)}`;
      return matches(name === "ledger_event_id" ? `${range} and ${hasOtherIdSql}` : range, column);
    }),
    ...searchedWhole.map((column) => matches(`${column} = ${put(text)}`, column)),
  ];
  const parts = search.flatMap(byText);
  const groups = Array.from({ length: Math.ceil(parts.length / maxUnion) }, (_, index) =>
    parts.slice(index * maxUnion, (index + 1) * maxUnion).join(" union "),
  );
  return groups.map((group) => `select event_id from (${group}) as matches`).join(" union ");
}

/** Counts the cancellations of an environment by the day on which they started; the set-up page's tests are no customers'. */
export function startedSql({ placeholder, byBytes }: Dialect): string {
  const count = (outcome: string) =>
    `sum(case when ${outcomeSql} = '${outcome.slice(0, 7)}' then 1 else 0 end)`;
  return `select created_at / ${dayMs} as day, count(*) as started, ${count("churned")} as churned, ${count("recovered")} as recovered
    from retent_cancellations
    where environment = ${placeholder(1)} and created_at >= ${placeholder(2)} and created_at < ${placeholder(3)}
      and event_id not in (
        select event_id from retent_cancellations
        where ${byBytes("user_id")} >= '${testPrefix}' and ${byBytes("user_id")} < '${testPrefix}${lastCharacter}'
          and environment = 'sandbox'
      )
    group by created_at / ${dayMs}`;
}

export function countsSql({ placeholder }: Dialect): string {
  return `select day, name, count from retent_daily_counts
    where environment = ${placeholder(1)} and day >= ${placeholder(2)} and day < ${placeholder(3)}`;
}

type Row = Record<string, unknown>;

/** Brings together what was found of each day; days without anything are left out. */
export function toStatistics(started: readonly Row[], counted: readonly Row[]): DailyStatistics[] {
  const days = new Map<number, DailyStatistics>();
  const getDay = (row: Row): DailyStatistics => {
    const day = Number(row.day) * dayMs;
    const known = days.get(day) ?? { day, started: 0, churned: 0, recovered: 0, counts: {} };
    days.set(day, known);
    return known;
  };
  for (const row of started)
    Object.assign(getDay(row), {
      started: Number(row.started),
      churned: Number(row.churned),
      recovered: Number(row.recovered),
    });
  for (const row of counted) getDay(row).counts[String(row.name)] = Number(row.count);
  return [...days.values()].sort((a, b) => a.day - b.day);
}

/** The days of a query, as they are stored: the first one, and the one after the last. */
export function toDays({ from, to }: { from: number; to: number }): [first: number, end: number] {
  return [Math.floor(from / dayMs), Math.floor(to / dayMs) + 1];
}
