import type { CustomerContext, Environment, Metadata, Offer, Outcome } from "@retent/retentbase";

/** One hosted cancellation, from the link to the customer's decision. Times are ISO 8601. */
export interface SessionRecord {
  sessionId: string;
  userId: string;
  environment: Environment;
  returnUrl: string;
  /** The event that this session makes when the customer finishes. */
  eventId: string;
  context: CustomerContext | null;
  metadata: Metadata | null;
  createdAt: string;
  expiresAt: string;
  reasonKey: string | null;
  reasonText: string | null;
  offer: Offer | null;
  /** What the customer decided; null until then. */
  outcome: Outcome | null;
  completedAt: string | null;
}

/**
 * A session with what is never shown: enough to know its link again, and the host that the link was made for.
 */
export interface StoredSession extends SessionRecord {
  linkHash: string;
  origin: string;
}

/** One answer of a PATCH: what billing decided, and when RetentBase heard of it. */
export interface EventUpdate {
  at: string;
  outcome: Outcome;
  effectiveAt: string | null;
  metadata: Metadata | null;
}

/** One cancellation as RetentBase keeps it. Times are ISO 8601. */
export interface EventRecord {
  eventId: string;
  environment: Environment;
  userId: string;
  /** Made by the hosted pages, or by `POST /api/v1/cancellations`. */
  source: "hosted" | "api";
  sessionId: string | null;
  reasonKey: string;
  reasonText: string | null;
  offer: Offer | null;
  context: CustomerContext | null;
  metadata: Metadata | null;
  occurredAt: string;
  /** What the customer decided on the hosted pages. Billing's outcome is apart from it. */
  decision: Outcome | null;
  /** The final billing outcome; null while it is pending. */
  outcome: Outcome | null;
  effectiveAt: string | null;
  /** Every PATCH that was applied, oldest first. */
  updates: EventUpdate[];
}

/** `open` until the customer finishes or the link's time is over. */
export type SessionStatus = "open" | "completed" | "expired";
