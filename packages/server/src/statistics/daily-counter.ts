import type { Environment } from "@retent/retentbase";
import { dayMs } from "../day-ms.ts";
import type { RetentEvent } from "../retent-event.ts";
import type { Store } from "../store.ts";
import {
  linkTimes,
  settleTimes,
  toBucket,
  toFallbackName,
  toLinkTimeName,
  toSettleTimeName,
} from "./count-names.ts";

/** Counts how requests for links went, and how soon billing settled, for the operator's chart. */
export interface DailyCounter {
  note(event: RetentEvent): void;
}

/**
 * No request waits for it, and one statement at a time is under way: what is counted meanwhile goes into the
 * next. What can't be stored is lost, since a figure in a chart is not worth a second attempt.
 */
export function createDailyCounter(
  store: Pick<Store, "addDailyCounts">,
  environment: Environment,
  now: () => number,
): DailyCounter {
  /** By day, the earlier one first. */
  const waiting: { at: number; counts: Map<string, number> }[] = [];
  let isWriting = false;

  async function write(): Promise<void> {
    if (isWriting) return;
    isWriting = true;
    try {
      for (let next = waiting.shift(); next; next = waiting.shift()) {
        const { at, counts } = next;
        await store.addDailyCounts?.({ environment, at, counts: Object.fromEntries(counts) });
      }
    } catch {
      // Whatever the store's fault is, the customers' requests meet with it and report it.
    } finally {
      isWriting = false;
    }
  }

  return {
    note(event) {
      const name = toName(event);
      if (name === undefined || !store.addDailyCounts) return;
      const at = now();
      // It counts for the day on which it happened, however long the store takes.
      let last = waiting.at(-1);
      if (!last || toDay(last.at) !== toDay(at)) {
        last = { at, counts: new Map() };
        waiting.push(last);
      }
      last.counts.set(name, (last.counts.get(name) ?? 0) + 1);
      void write();
    },
  };
}

function toDay(at: number): number {
  return Math.floor(at / dayMs);
}

function toName(event: RetentEvent): string | undefined {
  if (event.type === "link_created") return toLinkTimeName(toBucket(linkTimes, event.durationMs));
  if (event.type === "link_failed") return toFallbackName(event.fallback);
  if (event.type === "settled" && event.afterMs !== undefined)
    return toSettleTimeName(toBucket(settleTimes, event.afterMs));
  return undefined;
}
