/** The environment that the cancellation belongs to: tests in `sandbox`, real customers in `prod`. */
export type Environment = "sandbox" | "prod";

/** Why the server sends the customer to its plain cancellation page instead of the hosted page. */
export type FallbackReason = "timeout" | "unreachable" | "rejected" | "rate_limited";

/** The response to `POST {endpoint}/cancel-link`. */
export interface CancelLink {
  /** Where the customer continues: the hosted page, or the plain page. */
  url: string;
  /** When the link stops working, as an ISO 8601 date. */
  expiresAt: string | null;
  environment: Environment;
  eventId: string;
  /** `null` if `url` is the hosted page. */
  fallback: FallbackReason | null;
}
