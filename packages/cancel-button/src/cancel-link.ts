/** Where RetentBase, or in its absence the merchant's server, records the cancellation. */
export type Environment = "sandbox" | "prod";

/** Why the server leads to its plain cancellation page and not to the hosted page. */
export type FallbackReason = "timeout" | "unreachable" | "rejected" | "rate_limited";

/** The answer of `POST {endpoint}/cancel-link`. */
export interface CancelLink {
  /** Where the customer goes on. */
  url: string;
  /** When the link stops working, as an ISO 8601 date. */
  expiresAt: string | null;
  environment: Environment;
  eventId: string;
  /** `null` when `url` is the hosted page. */
  fallback: FallbackReason | null;
}
