import Stripe from "stripe";
import type { Bytes } from "../billing/billing.ts";
import { BillingEventError } from "../billing/billing-event.ts";

/**
 * How old a signature may be, and how far ahead its clock, in seconds
 * (https://docs.stripe.com/webhooks/signature).
 */
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
  body: Bytes,
  header: string,
  secrets: readonly string[],
  now: number,
): Promise<unknown> {
  if (header === "") throw new BillingEventError("signature_invalid", "there is no signature");
  const { signedAt, signatures } = parseHeader(header);
  if (!(await isSignedByAny(secrets, body, `t=${signedAt},${signatures.join(",")}`)))
    throw new BillingEventError("signature_invalid", "no secret fits the signature");
  const ageSeconds = Math.floor(now / 1000) - Number(signedAt);
  if (!(ageSeconds <= toleranceSeconds))
    throw new BillingEventError("signature_expired", "the signature is too old");
  if (!(ageSeconds >= -toleranceSeconds))
    throw new BillingEventError("signature_expired", "the signature is from the future");
  return parse(body);
}

/**
 * The elements of the header that count, each in the one form that Stripe writes: the package throws errors
 * of any kind for others. Elements of other schemes are ignored, as Stripe's docs ask.
 */
function parseHeader(header: string): { signedAt: string; signatures: string[] } {
  const elements = header.split(",");
  const [signedAt, ...otherTimes] = elements.flatMap((element) => /^t=(\d{1,12})$/.exec(element)?.[1] ?? []);
  const signatures = elements.filter((element) => /^v1=[0-9a-f]{64}$/.test(element));
  if (signedAt === undefined || otherTimes.length > 0 || signatures.length === 0)
    throw new BillingEventError("signature_invalid", "the signature header is malformed");
  return { signedAt, signatures };
}

async function isSignedByAny(secrets: readonly string[], body: Bytes, header: string): Promise<boolean> {
  for (const secret of secrets) {
    try {
      // Its type is Node.js's, and any bytes will do. The age is checked afterwards, in both directions.
      const isSigned = await Stripe.webhooks.signature?.verifyHeaderAsync(body as Buffer, header, secret, 0);
      if (isSigned === true) return true;
    } catch {
      // Whatever went wrong, this secret does not vouch for the message.
    }
  }
  return false;
}

function parse(body: Bytes): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(body));
  } catch {
    throw new BillingEventError("malformed", "the message is not JSON");
  }
}
