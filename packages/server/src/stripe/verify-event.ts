import Stripe from "stripe";
import { BillingEventError } from "../billing-event.ts";

/** How old a signature may be, and how far ahead its clock, in seconds (https://docs.stripe.com/webhooks/signature). */
const toleranceSeconds = 300;

/**
 * Checks Stripe's signature of a message.
 *
 * @param secrets any of them may have signed it
 * @param now milliseconds since the epoch
 * @returns the message, whatever it holds
 * @throws {BillingEventError}
 */
export async function verifyEvent(
  body: Uint8Array<ArrayBuffer>,
  signature: string,
  secrets: readonly string[],
  now: number,
): Promise<unknown> {
  if (signature === "") throw new BillingEventError("there is no signature");
  let reason = "no secret fits the signature";
  for (const secret of secrets) {
    try {
      const event: unknown = await Stripe.webhooks.constructEventAsync(
        // Its type is Node.js's; any bytes will do.
        body as Buffer,
        signature,
        secret,
        toleranceSeconds,
        undefined,
        now,
      );
      refuseFuture(signature, now);
      return event;
    } catch (error) {
      if (error instanceof BillingEventError) throw error;
      // Signed by Stripe, and nothing that its package takes for an event.
      if (!(error instanceof Stripe.errors.StripeSignatureVerificationError)) return parse(body);
      if (/tolerance/.test(error.message)) reason = "the signature is too old";
    }
  }
  throw new BillingEventError(reason);
}

/** The package believes clocks that are ahead. What it has checked is the last time stamp of the header. */
function refuseFuture(signature: string, now: number): void {
  const stamps = signature.split(",").filter((part) => part.startsWith("t="));
  const signedAt = Number.parseInt(stamps.at(-1)?.slice(2) ?? "", 10);
  if (!(signedAt - now / 1000 <= toleranceSeconds))
    throw new BillingEventError("the signature is from the future");
}

function parse(body: Uint8Array<ArrayBuffer>): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(body));
  } catch {
    throw new BillingEventError("the message is not JSON");
  }
}
