import type { Redact } from "@retent/retentbase/internal";
import Stripe from "stripe";

/** Runs a call of Stripe's API. What it rejects with can be logged. */
export type Call = <T>(what: string, work: () => Promise<T>) => Promise<T>;

/**
 * Stripe's own errors hold headers and what was sent: what we pass on says what failed and why, and nothing
 * else.
 */
export function createCall(redact: Redact): Call {
  return async (what, work) => {
    try {
      return await work();
    } catch (error) {
      throw new Error(`Stripe: could not ${what}: ${redact(getReason(error))}`);
    }
  };
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
