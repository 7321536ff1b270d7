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
import type { SqliteDriver } from "./driver.ts";

/** SQLite compares texts by their bytes anyway. */
export const sqliteDialect: Dialect = { placeholder: () => "?", byBytes: (column) => column };

/** What the operator's page asks of a SQLite store; writes are to be run within a transaction. */
export function prepareOperatorQueries(database: SqliteDriver) {
  const sql = {
    started: database.prepare(startedSql(sqliteDialect)),
    addCount: database.prepare(
      `insert into retent_daily_counts (environment, day, name, count) values (?, ?, ?, ?)
       on conflict (environment, day, name) do update set count = retent_daily_counts.count + excluded.count`,
    ),
    counts: database.prepare(countsSql(sqliteDialect)),
  };

  return {
    list(query: CancellationQuery): Cancellation[] {
      const { text, values } = listStatement(query, sqliteDialect);
      return database
        .prepare(text)
        .all(...values)
        .map(toCancellation);
    },
    addCounts({ environment, at, counts }: DailyCounts): void {
      const day = Math.floor(at / dayMs);
      for (const [name, count] of Object.entries(counts)) sql.addCount.run(environment, day, name, count);
    },
    readStatistics({ environment, ...range }: StatisticsQuery): DailyStatistics[] {
      const [first, end] = toDays(range);
      return toStatistics(
        sql.started.all(environment, first * dayMs, end * dayMs),
        sql.counts.all(environment, first, end),
      );
    },
  };
}
