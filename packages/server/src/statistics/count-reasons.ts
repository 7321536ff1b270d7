import type { Environment } from "@retent/retentbase";
import type { Cancellation } from "../cancellation/cancellation.ts";
import { looksLikeTest } from "../cancellation/test-customer.ts";
import { extraordinaryReason, withdrawalReason } from "../law-preset.ts";

/** How often customers gave a reason. */
export interface ReasonCount {
  /** The reason's key, such as `too_expensive`. */
  key: string;
  count: number;
}

/** What stands for a reason where customers are not asked for one, or where it is the kind of their declaration. */
const unasked: readonly string[] = ["not_asked", withdrawalReason, extraordinaryReason];

/** The reasons that customers chose, the most frequent first; tests don't count. */
export function countReasons(
  cancellations: readonly Cancellation[],
  environment: Environment,
): ReasonCount[] {
  const counts = new Map<string, number>();
  for (const cancellation of cancellations) {
    const key = cancellation.decision?.reasonKey;
    if (!key || unasked.includes(key)) continue;
    if (cancellation.environment !== environment || looksLikeTest(cancellation)) continue;
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return [...counts].map(([key, count]) => ({ key, count })).sort((a, b) => b.count - a.count);
}
