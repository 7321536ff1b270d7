import type { Environment } from "./cancel-link.ts";

/** The answer of `POST {endpoint}/result`. */
export interface CancelResult {
  /** `settled` once billing has confirmed the outcome. */
  status: "settled" | "pending";
  outcome: "churned" | "recovered" | null;
  /** When the subscription ends, as an ISO 8601 date. */
  effectiveAt: string | null;
  environment: Environment;
}

/** Whether what came from elsewhere is a result. */
export function isCancelResult(value: Partial<CancelResult> | null | undefined): value is CancelResult {
  return value?.status === "settled" || value?.status === "pending";
}
