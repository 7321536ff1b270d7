import type { Environment } from "./cancel-link.ts";

/** The answer of `POST {endpoint}/result`. */
export interface CancelResult {
  /** `settled` once the outcome is final. */
  status: "settled" | "pending";
  outcome: "churned" | "recovered" | null;
  /** When the subscription ends, as an ISO 8601 date. */
  effectiveAt: string | null;
  environment: Environment;
  /** Whether billing made the settlement. If not, a person or another system ends the subscription. */
  confirmed: boolean;
}

/** Whether what came from elsewhere is a result. */
export function isCancelResult(value: Partial<CancelResult> | null | undefined): value is CancelResult {
  return value?.status === "settled" || value?.status === "pending";
}
