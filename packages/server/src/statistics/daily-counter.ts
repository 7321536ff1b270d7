import type { Environment } from "@retent/retentbase";
import type { RetentEvent } from "../retent-event.ts";
import type { Store } from "../store.ts";
import { toFallbackName, toLinkTime, toLinkTimeName } from "./count-names.ts";

/** Counts how customers' requests for links went, for the operator's chart. */
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
  let waiting = new Map<string, number>();
  let isWriting = false;

  async function write(): Promise<void> {
    if (isWriting) return;
    isWriting = true;
    try {
      while (waiting.size > 0) {
        const counts = Object.fromEntries(waiting);
        waiting = new Map();
        await store.addDailyCounts?.({ environment, at: now(), counts });
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
      waiting.set(name, (waiting.get(name) ?? 0) + 1);
      void write();
    },
  };
}

function toName(event: RetentEvent): string | undefined {
  if (event.type === "link_created") return toLinkTimeName(toLinkTime(event.durationMs));
  if (event.type === "link_failed") return toFallbackName(event.fallback);
  return undefined;
}
