import type { OutboxServices } from "./lane.ts";
import type { OutboxConfig } from "./outbox.ts";
import type { OutboxLane, OutboxRow } from "./row.ts";

/** Leases up to `limit` due rows of a lane, or those of one event. */
export type Claim = (limit: number, eventId?: string) => Promise<OutboxRow[]>;

/** How long leases of a lane last, and how far ahead its rows may be due, in milliseconds. */
interface ClaimTimes {
  lane: OutboxLane;
  maxRunMs: number;
  horizonMs: number | undefined;
}

export function createClaim(
  { store, now, newId }: OutboxServices,
  config: OutboxConfig,
  { lane, maxRunMs, horizonMs }: ClaimTimes,
): Claim {
  const leaseMs = Math.max(config.leaseMs, maxRunMs);
  const longestWaitMs = config.maxRetryAfterMs + config.maxRetryMs + config.firstRetryMs + maxRunMs;
  const aheadMs = horizonMs ?? longestWaitMs + config.leaseMs;
  return (limit, eventId) =>
    store.claim({
      lane,
      now: now(),
      leasedUntil: now() + leaseMs,
      horizon: Math.min(now() + aheadMs, Number.MAX_SAFE_INTEGER),
      lease: newId(),
      limit,
      ...(eventId !== undefined && { eventId }),
    });
}
