import type { Pool, QueryConfig } from "pg";
import type { RateLimiterPostgres } from "rate-limiter-flexible";
// @ts-expect-error: only the package's index has types, and it loads backends that need Node.js.
import LibraryLimiter from "rate-limiter-flexible/lib/RateLimiterPostgres.js";
import { sha256, toBase64Url } from "../../digest.ts";
import { type RateLimiter, type RateLimiterOptions, toRateLimiter } from "../../rate-limits.ts";

const Limiter: typeof RateLimiterPostgres = LibraryLimiter;

/** Counts that all instances on this database share. */
export function createPostgresRateLimiter(
  pool: Pool,
  schema: string | undefined,
  { name, points, windowSeconds }: RateLimiterOptions,
): Required<RateLimiter> {
  const limiter = toRateLimiter(
    new Limiter({
      // Without the names that the library gives its statements: behind a pooler the next one may be another
      // connection's.
      storeClient: { query: ({ text, values }: QueryConfig) => pool.query(text, values) },
      storeType: "client",
      tableName: "retent_rate_limits",
      ...(schema !== undefined && { schemaName: schema }),
      tableCreated: true,
      keyPrefix: name,
      points,
      duration: windowSeconds,
    }),
  );
  // A key of one length, for a user id may be longer than the table's; nor does it say whose it is.
  const toKey = async (key: string) => toBase64Url(await sha256(key));
  return {
    take: async (key) => limiter.take(await toKey(key)),
    forget: async (key) => limiter.forget(await toKey(key)),
  };
}
