import type { Environment, Metadata, Offer, Outcome } from "@retent/retentbase";

/** What the customer decided, for the merchant's billing to act on. */
export interface CancellationResult {
  /** The idempotency key: the same on every call about this cancellation. */
  eventId: string;
  /** 1 for the first decision, one more whenever a later one asks something else. With `eventId` it names the action. */
  revision: number;
  userId: string;
  environment: Environment;
  /** `churned`: the customer wants to leave. `recovered`: the customer stays, maybe for the offer. */
  outcome: Outcome;
  /** RetentBase's key of the reason, `not_asked` on the plain page, `withdrawal` where the customer withdrew from the contract, null where none was given. */
  reasonKey: string | null;
  /** The customer's own words: personal data. */
  reasonText: string | null;
  /** The offer that was made, and whether it was accepted. */
  offer: Offer | null;
  /** ISO date and time of the decision. */
  decidedAt: string;
}

/** Billing's word: the final outcome, or that it will be known later (by `retent.settle`). */
export type BillingAnswer =
  | { pending: true }
  | {
      outcome: Outcome;
      /** When the outcome takes effect, e.g. the end of the paid period: a date, or an ISO string with its offset. */
      effectiveAt?: string | Date;
      /** Sent to RetentBase with the outcome. */
      metadata?: Metadata;
    };

/** Where billing happens. It is called at least once for a decision, and again with the same `eventId` and `revision` after a crash. */
export type OnResult = (result: CancellationResult) => BillingAnswer | Promise<BillingAnswer>;
