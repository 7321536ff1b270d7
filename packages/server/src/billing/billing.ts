import type { CustomerContext, Environment, Metadata, Offer, Outcome } from "@retent/retentbase";
import type { BillingEvent } from "./billing-event.ts";

/** What the customer decided, for the merchant's billing to act on. */
export interface CancellationResult {
  /** The idempotency key: the same on every call about this cancellation. */
  eventId: string;
  /**
   * 1 for the first decision, one more whenever a later one asks something else. With `eventId` it names the
   * action.
   */
  revision: number;
  userId: string;
  environment: Environment;
  /** `churned`: the customer wants to leave. `recovered`: the customer stays, maybe for the offer. */
  outcome: Outcome;
  /**
   * RetentBase's key of the reason, `not_asked` on the plain page, `withdrawal` where the customer withdrew
   * from the contract, `extraordinary` where the contract ends for cause, null where none was given.
   */
  reasonKey: string | null;
  /** The customer's own words: personal data. */
  reasonText: string | null;
  /** The offer that was made, and whether it was accepted. */
  offer: Offer | null;
  /** ISO date and time of the decision. */
  decidedAt: string;
  /**
   * Which of the customer's subscriptions is meant, by billing's id: the one that was chosen, or the one that an
   * earlier answer about this cancellation named. Null where that is not known.
   */
  subscription: string | null;
  /**
   * The date on which the contract is to end, as `2026-12-31`: the one that the customer wished for, if it is not too
   * early, or with `extraordinary` the one that the operator decided. Left out: the earliest possible.
   */
  endsAt?: string;
}

/**
 * Billing's word: the final outcome, or that it will be known later (by `retent.settle`, or by billing's own
 * events).
 */
export type BillingAnswer =
  | {
      pending: true;
      /** Billing's id of the customer: its events are then known to be about this cancellation. */
      customer?: string | null;
      /**
       * Billing's id of the subscription that is to end. Only what happens to this one, or to one that is
       * bought instead, counts.
       */
      subscription?: string | null;
    }
  | {
      outcome: Outcome;
      /**
       * When the outcome takes effect, e.g. the end of the paid period: a date, or an ISO string with its
       * offset.
       */
      effectiveAt?: string | Date;
      /** Sent to RetentBase with the outcome. */
      metadata?: Metadata;
    };

/**
 * Where billing happens. It is called at least once for a decision, and again with the same `eventId` and
 * `revision` after a crash.
 *
 * @example
 * import type { OnResult } from "@retent/server";
 *
 * const onResult: OnResult = async ({ eventId, revision, userId, outcome }) => {
 *   if (outcome === "recovered") return { outcome };
 *   // Your billing, with a key of its own for each decision.
 *   const key = `${eventId}-${revision}`;
 *   return { outcome, effectiveAt: "2026-03-31T00:00:00Z", metadata: { key, userId } };
 * };
 */
export type OnResult = (result: CancellationResult) => BillingAnswer | Promise<BillingAnswer>;

/** An outcome that billing reports, and of which result. */
export interface BillingSettlement {
  eventId: string;
  /** Of the result that is settled; undefined for the latest one. */
  revision: number | undefined;
  answer: Exclude<BillingAnswer, { pending: true }>;
  /**
   * The message's own id, the same when it is sent again: an old message that is repeated changes nothing. Null
   * where it has none.
   */
  messageId: string | null;
}

/** Who ends a subscription when its customer leaves. */
export interface WhoEnds {
  /** Whether this server does it. If not, a person or another system has to. */
  isAutomatic: boolean;
  /** One sentence for the log, `retent doctor` and the operator's page. */
  sentence: string;
}

/** One of a customer's subscriptions, to choose from. */
export interface BillingSubscription {
  /** Billing's id. */
  id: string;
  /** What the customer knows it by. Default: the id. */
  label?: string;
  /**
   * What it costs, in words for the customer, e.g. `€24.00 / month`. Left out if usage is charged beside it: once the
   * end is confirmed, pages say of a price that no further payment is taken.
   */
  price?: string;
  /** When the next payment is due, as an ISO 8601 date and time. */
  renewsAt?: string;
  /**
   * When it would end if the customer cancelled it today, as an ISO 8601 date and time, or `now` if it would end
   * immediately: the plain page says so before the customer confirms, and that the cancellation can be taken back
   * until then. An `onResult` of yours returns this date as `effectiveAt`: without it, there is nothing to take back.
   * Default: not known, and nothing is promised.
   */
  endsIfCancelled?: string;
}

/** Whose customer and subscription is whose, as billing's events have told. */
export interface BillingLink {
  userId: string;
  /** Billing's ids. */
  customer: string;
  subscription: string | null;
}

/** What the server has learned from billing's events. */
export interface BillingLinks {
  find(by: { userId: string } | { customer: string }): Promise<readonly BillingLink[]>;
  /**
   * Whether the user has decided otherwise about this subscription since, in any flow: what was decided before must
   * not undo that, however late billing hears of it.
   */
  hasLaterDecision?(
    decided: Pick<CancellationResult, "userId" | "outcome" | "decidedAt"> & { subscription: string },
  ): Promise<boolean>;
}

export const portalFlows = ["payment_method_update", "subscription_cancel", "subscription_update"] as const;

/** What a page of billing's own can be about. */
export type PortalFlow = (typeof portalFlows)[number];

/**
 * A billing system that decides how a cancellation ends, and reports by webhooks. `createStripeBilling` of
 * `@retent/server/stripe` is one.
 */
export interface Billing {
  /**
   * The environment that its keys work in; another one than the server's is refused at construction. Left
   * out: not checked.
   */
  environment?: Environment;
  /**
   * Acts on a decision if the host gives no `onResult` of its own. Left out: the decision waits for the
   * webhook's events.
   */
  onResult?: OnResult;
  /** Default: the billing system does, by an unnamed way of its own. */
  whoEnds?: WhoEnds;
  webhook?: BillingWebhook;
  /**
   * Checks and reads a message to `POST {base}/settle`, by which billing reports an outcome that it decided later.
   * Left out: there is no such route.
   *
   * @param body the message's bytes, exactly as they were sent
   * @param now milliseconds since the epoch
   * @throws {BillingEventError} `malformed` for a message of billing's that can't be read, with a text that it may
   *   be sent; any other code for a message that is not billing's
   */
  readSettlement?(body: Bytes, headers: Headers, now: number): Promise<BillingSettlement>;
  /**
   * The subscriptions that this customer may cancel, those left out that end already. `lang` is the language of
   * the labels, a BCP 47 tag. Asked where `identify` says nothing about it. Left out: the customer has one.
   */
  subscriptions?(userId: string, options: { lang: string }): Promise<readonly BillingSubscription[]>;
  /** Called once, when the server is built, with what its webhook's events teach. */
  connect?(links: BillingLinks): void;
  /**
   * The address of a page where this customer looks after the subscription; null where billing doesn't know
   * the customer. `returnUrl` is where the customer goes from there.
   */
  portal?(userId: string, page: { returnUrl: string; flow?: PortalFlow | undefined }): Promise<string | null>;
  /**
   * What RetentBase's analytics may know of a customer, where `identify` says less. `now` is in milliseconds
   * since the epoch.
   */
  context?(userId: string, now: number): Promise<CustomerContext | undefined>;
  /** Rejects while billing can't be reached or refuses our key. */
  check?(): Promise<void>;
}

/**
 * Bytes that are not shared with another thread: `Uint8Array<ArrayBuffer>`, which TypeScript before 5.7 can't
 * write.
 */
export type Bytes = ReturnType<Uint8Array["slice"]>;

/** Where billing reports what happens. */
export interface BillingWebhook {
  /** Below the base path: `/stripe/webhook`. */
  path: string;
  /**
   * Checks that a message is billing's, and reads it. Only what is returned is stored.
   *
   * @param body the message's bytes, exactly as they were sent
   * @param now milliseconds since the epoch
   * @returns null for a message that says nothing about how a cancellation ends, and `ignored` with the
   *   reason for one that should not have come here: both are acknowledged and dropped, the second one with a
   *   warning. `fault` is a code of what is wrong with the endpoint, e.g. `thin_events`, if no message can be
   *   used as it is set up: the deep health check shows it until a usable one comes
   * @throws {BillingEventError} for a message that is not billing's, or that can't be read: billing may send
   *   it again
   */
  read(
    body: Bytes,
    headers: Headers,
    now: number,
  ): Promise<BillingEvent | { ignored: string; fault?: string } | null>;
}
