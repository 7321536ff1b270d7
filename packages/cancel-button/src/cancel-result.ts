import type { Environment } from "./cancel-link.ts";

/** The response to `POST {endpoint}/result`. */
export interface CancelResult {
  /** `settled` once the outcome is final. */
  status: "settled" | "pending";
  outcome: "churned" | "recovered" | null;
  /** When the subscription ends, as an ISO 8601 date. */
  effectiveAt: string | null;
  environment: Environment;
  /** Whether billing has confirmed the outcome. If not, a person or another system ends the subscription. */
  confirmed: boolean;
  /** Where the customer can take the cancellation back; null if that is not possible, or no longer. */
  keepUrl: string | null;
}

/** Whether a value that was received is a result. */
export function isCancelResult(value: Partial<CancelResult> | null | undefined): value is CancelResult {
  return value?.status === "settled" || value?.status === "pending";
}
