import { CodedError, type Redact } from "@retent/retentbase/internal";
import Stripe from "stripe";

/** Runs a call of Stripe's API. What it rejects with can be logged. */
export type Call = <T>(what: string, work: () => Promise<T>) => Promise<T>;

interface CallFailure {
  /** Of the response; undefined where there was none. */
  status: number | undefined;
  /** Whether Stripe repeated what it had answered to this idempotency key before. */
  isReplayed: boolean;
}

/** A call of Stripe's API failed. `refused`: Stripe will not do this, however often it is asked. */
export class StripeCallError extends CodedError<"failed" | "refused"> {
  override readonly name = "StripeCallError";
  readonly status: number | undefined;
  readonly isReplayed: boolean;

  constructor(message: string, { status, isReplayed }: CallFailure) {
    super(isRefusal(status) ? "refused" : "failed", message);
    this.status = status;
    this.isReplayed = isReplayed;
  }
}

/**
 * Stripe's own errors hold headers and what was sent: what we pass on says what failed and why, and nothing
 * else.
 */
export function createCall(redact: Redact): Call {
  return async (what, work) => {
    try {
      return await work();
    } catch (error) {
      const { statusCode, headers } = error instanceof Stripe.errors.StripeError ? error : {};
      throw new StripeCallError(`Stripe: could not ${what}: ${redact(getReason(error))}`, {
        status: statusCode,
        isReplayed: headers?.["idempotent-replayed"] === "true",
      });
    }
  };
}

/** The key, a conflict and the limits are another matter. */
function isRefusal(status: number | undefined): boolean {
  return status !== undefined && status >= 400 && status < 500 && ![401, 409, 429].includes(status);
}

function getReason(error: unknown): string {
  if (!(error instanceof Stripe.errors.StripeError)) return "something that is no error of Stripe's";
  const { statusCode, code, type, message } = error;
  // Its text repeats parts of the key.
  if (type === "StripeAuthenticationError") return "the secret key is not valid (401)";
  // It names what there is none of, which may be a customer: the event leads there.
  const text = message.replace(/\b(cus|sub)_\w+/g, "$1_[redacted]");
  return `${text} (${[statusCode, code ?? type].filter((part) => part !== undefined).join(", ")})`;
}
