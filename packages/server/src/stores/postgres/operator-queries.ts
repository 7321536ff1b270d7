import type { Pool } from "pg";
import type { Cancellation } from "../../cancellation/cancellation.ts";
import { dayMs } from "../../day-ms.ts";
import type {
  CancellationQuery,
  DailyCounts,
  DailyStatistics,
  StatisticsQuery,
} from "../../store-queries.ts";
import {
  countsSql,
  type Dialect,
  listStatement,
  startedSql,
  toDays,
  toStatistics,
} from "../cancellation-list.ts";
import { toCancellation } from "../rows.ts";
import type { Qualify } from "./tables.ts";

/** A database's own order of texts may be any language's, which says nothing about how texts begin. */
export const postgresDialect: Dialect = {
  placeholder: (place) => `$${place}`,
  byBytes: (column) => `${column} collate "C"`,
};

/** All counts in one statement, in the order of their names, so that two processes never wait for each other. */
const addCountsSql = `insert into retent_daily_counts (environment, day, name, count)
  select $1, $2, name, count from unnest($3::text[], $4::bigint[]) as added (name, count) order by name
  on conflict (environment, day, name) do update set count = retent_daily_counts.count + excluded.count`;

/** What the operator's page asks of a PostgreSQL store. */
export function createOperatorQueries(pool: Pool, qualify: Qualify) {
  const sql = {
    started: qualify(startedSql(postgresDialect)),
    addCounts: qualify(addCountsSql),
    counts: qualify(countsSql(postgresDialect)),
  };

  return {
    async list(query: CancellationQuery): Promise<Cancellation[]> {
      if (holdsNul(query)) return [];
      const { text, values } = listStatement(query, postgresDialect);
      return (await pool.query(qualify(text), values)).rows.map(toCancellation);
    },
    async addCounts({ environment, at, counts }: DailyCounts): Promise<void> {
      const values = [environment, Math.floor(at / dayMs), Object.keys(counts), Object.values(counts)];
      await pool.query(sql.addCounts, values);
    },
    async readStatistics({ environment, ...range }: StatisticsQuery): Promise<DailyStatistics[]> {
      const [first, end] = toDays(range);
      const [started, counted] = await Promise.all([
        pool.query(sql.started, [environment, first * dayMs, end * dayMs]),
        pool.query(sql.counts, [environment, first, end]),
      ]);
      return toStatistics(started.rows, counted.rows);
    },
  };
}

/** PostgreSQL's texts can't hold the character NUL, so nothing is stored under an id with it. */
function holdsNul({ search = [], userId = "", after }: CancellationQuery): boolean {
  return [...search, userId, after?.eventId ?? ""].some((text) => text.includes("\0"));
}
