import type { RetentEvent } from "../retent-event.ts";

/** Tracks whether billing's endpoint sends events that can be used. */
export interface BillingMonitor {
  note(event: RetentEvent): void;
  /**
   * A code of what is wrong with the endpoint; undefined while usable events come, and while none came at
   * all.
   */
  fault(): string | undefined;
  /** Whether an event that can be used has come since the server started. */
  hasUsed(): boolean;
}

/** Two endpoints may tell of one change: what cannot be used says nothing so soon after what can. */
const usableMs = 3_600_000;

export function createBillingMonitor(now: () => number): BillingMonitor {
  let fault: string | undefined;
  let usableAt = Number.NEGATIVE_INFINITY;
  return {
    note(event) {
      if (event.type === "billing_event") {
        usableAt = now();
        fault = undefined;
      }
      if (event.type === "billing_event_ignored" && event.fault !== undefined && now() - usableAt > usableMs)
        fault = event.fault;
    },
    fault: () => fault,
    hasUsed: () => usableAt > Number.NEGATIVE_INFINITY,
  };
}
