import { CodedError, describeIssues, isErrorNamed } from "@retent/retentbase/internal";
import * as z from "zod";
import { warnOfOldForm } from "../warn-of-old-form.ts";

/**
 * What billing's events can say about how a cancellation ends, in no billing system's own words.
 *
 * | fact | says that |
 * | --- | --- |
 * | `started` | the subscription is a new one, maybe on trial: once a period of it is paid, it was bought |
 * | `scheduled` | the subscription is going to end; it may still be undone, so this is no outcome |
 * | `running` | the subscription runs, and nothing is scheduled: after `scheduled`, that was undone |
 * | `resumed` | it was going to end, or had ended, and this was undone |
 * | `ended` | it has ended |
 * | `paid` | another period was paid |
 * | `bought` | a subscription was bought and paid |
 */
export type BillingFact =
  | { type: "started" | "running" | "resumed" | "bought" }
  | {
      type: "scheduled";
      /**
       * When it is going to end, where that is known, in milliseconds since the epoch: periods before are
       * paid by who leaves, too.
       */
      endsAt?: number | undefined;
    }
  | {
      type: "ended";
      /** When it ended, by the subscription itself: milliseconds since the epoch. */
      effectiveAt: number;
    }
  | {
      type: "paid";
      /**
       * When the period's invoice was made, in milliseconds since the epoch: a debt that is paid late is no
       * new period.
       */
      invoicedAt: number;
    };

/**
 * One thing that happened in billing. It holds ids, times and the fact, and nothing that is secret or
 * personal.
 */
export interface BillingEvent {
  /** Billing's id of the event: the same when it is sent again. */
  id: string;
  /** Billing's name for what happened, for logs. */
  type: string;
  /** Milliseconds since the epoch, by billing's clock. */
  occurredAt: number;
  /** Billing's id of the customer. */
  customer: string | null;
  /** Billing's id of the subscription. */
  subscription: string | null;
  /**
   * The merchant's id of the customer, if the merchant's own server has set it at billing; never anything
   * that a customer can set.
   */
  userId: string | null;
  fact: BillingFact;
}

/** No id of any billing is longer, and PostgreSQL's texts can't hold the character NUL. */
const id = z.string().min(1).max(255).refine(isText, { error: "has to be well-formed, without NUL" });
/** Up to the last date that has an ordinary ISO form. */
const time = z
  .int()
  .min(0)
  .max(Date.UTC(9999, 11, 31));

const factSchema = z.union([
  z.object({ type: z.enum(["started", "running", "resumed", "bought"]) }),
  z.object({ type: z.literal("scheduled"), endsAt: time.optional() }),
  z.object({ type: z.literal("ended"), effectiveAt: time }),
  z.object({ type: z.literal("paid"), invoicedAt: time }),
]);

const eventSchema = z.object({
  id,
  type: id,
  occurredAt: time,
  customer: id.nullable(),
  subscription: id.nullable(),
  userId: id.nullable(),
  fact: factSchema,
}) satisfies z.ZodType<BillingEvent>;

/**
 * Checks what a billing's `read` answered: what the database can't hold would be sent again for days.
 *
 * @throws {TypeError} naming what is wrong, never a value
 */
export function parseBillingEvent(event: BillingEvent): BillingEvent {
  const { data, error } = eventSchema.safeParse(event);
  if (data) return data;
  throw new TypeError(`webhook.read: ${describeIssues(error)}`);
}

function isText(value: string): boolean {
  return !value.includes("\0") && value.isWellFormed();
}

type BillingEventErrorCode = "signature_invalid" | "signature_expired" | "malformed";

/**
 * A message to the webhook was not billing's, or can't be read. The message of this error is for the log: no
 * secret, no text of others.
 *
 * | code | when |
 * | --- | --- |
 * | `signature_invalid` | no known secret signed the message, so it may not be billing's |
 * | `signature_expired` | it was signed too long ago, or in the future, so it may have been recorded |
 * | `malformed` | its content can't be read |
 */
export class BillingEventError extends CodedError<BillingEventErrorCode> {
  override readonly name = "BillingEventError";

  constructor(code: BillingEventErrorCode, message: string, options?: ErrorOptions);
  /** @deprecated Give the code first. The next version does not take the message first. */
  constructor(message?: string, options?: ErrorOptions);
  constructor(first = "", second?: string | ErrorOptions, options?: ErrorOptions) {
    if (typeof second === "string") super(first as BillingEventErrorCode, second, options);
    else {
      warnOfOldForm("BillingEventError");
      super("malformed", first, second);
    }
  }
}

/** Says whether a thrown value is a {@link BillingEventError}, also one of another copy of this package. */
export function isBillingEventError(error: unknown): error is BillingEventError {
  return isErrorNamed("BillingEventError", error);
}
