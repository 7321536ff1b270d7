import type { Environment, Offer, Outcome } from "../wire/values.ts";

/**
 * What a verified result token says: how the customer decided on the hosted page. Billing has not acted yet.
 */
export interface VerifiedResult {
  /** The token's own id (`jti`, RFC 7519 section 4.1.7). */
  tokenId: string;
  userId: string;
  sessionId: string | undefined;
  eventId: string | undefined;
  environment: Environment;
  outcome: Outcome;
  reasonKey: string | undefined;
  /** The customer's own words: personal data. */
  reasonText: string | undefined;
  offer: Offer | undefined;
  /**
   * When the token was issued, in seconds since the epoch; when it came, where it does not say. Of two results of one
   * flow, the later wins.
   */
  issuedAt: number;
  /** Whether the token says when it was issued: only then can it be later than another. */
  isDated: boolean;
}
