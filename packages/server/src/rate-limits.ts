import type { RateLimiterAbstract, RateLimiterMemory } from "rate-limiter-flexible";
// @ts-expect-error: only the package's index has types, and it loads backends that need Node.js.
import LibraryLimiter from "rate-limiter-flexible/lib/RateLimiterMemory.js";
import { RetentError } from "./errors.ts";
import type { OnEvent } from "./retent-event.ts";

const MemoryLimiter: typeof RateLimiterMemory = LibraryLimiter;

/** Counts actions by key, over a window of time. */
export interface RateLimiter {
  /** @returns how long to wait, in milliseconds, where it was once too often; otherwise undefined */
  take(key: string): Promise<number | undefined>;
  /** Forgets what was counted for a key. Left out: it is remembered until the window ends. */
  forget?(key: string): Promise<void>;
}

export interface RateLimiterOptions {
  /** Keeps this limiter's counts apart from those of others. */
  name: string;
  /** How often within the window. */
  points: number;
  windowSeconds: number;
}

/** Counts in this process alone. */
export function createMemoryRateLimiter({ name, points, windowSeconds }: RateLimiterOptions): RateLimiter {
  return toRateLimiter(new MemoryLimiter({ keyPrefix: name, points, duration: windowSeconds }));
}

/** Adapts one of the library's limiters. */
export function toRateLimiter(limiter: RateLimiterAbstract): Required<RateLimiter> {
  return {
    async take(key) {
      try {
        await limiter.consume(key);
        return undefined;
      } catch (refusal) {
        // The library rejects with its counts, which are no error.
        if (refusal instanceof Error) throw refusal;
        return (refusal as { msBeforeNext: number }).msBeforeNext;
      }
    },
    async forget(key) {
      await limiter.delete(key);
    },
  };
}

/**
 * Counts one more; nothing is counted without a key. A limiter that can't count lets the request pass and is
 * reported: a limit must never keep a customer from leaving.
 *
 * @throws {RetentError} `rate_limited`
 */
export async function countOrRefuse(
  { onEvent }: { onEvent: OnEvent },
  limiter: RateLimiter,
  key: string | undefined,
): Promise<void> {
  if (key === undefined) return;
  const waitMs = await limiter.take(key).catch((error: unknown) => {
    onEvent({ type: "limit_not_counted", error });
    return undefined;
  });
  if (waitMs === undefined) return;
  const seconds = Math.max(1, Math.ceil(waitMs / 1000));
  throw new RetentError("rate_limited", `Too many requests. Try again in ${seconds} s.`, {
    headers: { "retry-after": String(seconds) },
  });
}
