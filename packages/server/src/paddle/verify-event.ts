import type { Bytes } from "../billing/billing.ts";
import { BillingEventError } from "../billing/billing-event.ts";
import { isSameBytes } from "../digest.ts";

/** How old a signature may be, and how far ahead its clock, in seconds. */
const toleranceSeconds = 300;

const encoder = new TextEncoder();

/**
 * Checks Paddle's signature of a message: HMAC-SHA256 of `ts`, a colon and the body
 * (https://developer.paddle.com/webhooks/signature-verification).
 *
 * @param secrets any of them may have signed it
 * @param now milliseconds since the epoch
 * @throws {BillingEventError}
 */
export async function verifyEvent(
  body: Bytes,
  header: string,
  secrets: readonly string[],
  now: number,
): Promise<void> {
  const { signedAt, signatures } = parseHeader(header);
  const start = encoder.encode(`${signedAt}:`);
  const signed = new Uint8Array(start.length + body.length);
  signed.set(start);
  signed.set(body, start.length);
  const macs = await Promise.all(secrets.map((secret) => computeMac(secret, signed)));
  const fits = macs.flatMap((mac) => signatures.map((given) => isSameBytes(encoder.encode(mac), given)));
  if (!fits.includes(true)) throw new BillingEventError("signature_invalid", "no secret fits the signature");
  const ageSeconds = Math.floor(now / 1000) - Number(signedAt);
  if (!(Math.abs(ageSeconds) <= toleranceSeconds))
    throw new BillingEventError(
      "signature_expired",
      `the signature is ${ageSeconds > 0 ? "too old" : "from the future"}`,
    );
}

/** `ts=…;h1=…`, with an `h1` for each secret while they are rotated. */
function parseHeader(header: string): { signedAt: string; signatures: Uint8Array[] } {
  if (header === "") throw new BillingEventError("signature_invalid", "there is no signature");
  const elements = header.split(";");
  const [signedAt, ...otherTimes] = elements.flatMap((element) => /^ts=(\d{1,12})$/.exec(element)?.[1] ?? []);
  const signatures = elements.flatMap((element) => /^h1=([0-9a-f]{64})$/.exec(element)?.[1] ?? []);
  if (signedAt === undefined || otherTimes.length > 0 || signatures.length === 0 || elements.length > 8)
    throw new BillingEventError("signature_invalid", "the signature header is malformed");
  return { signedAt, signatures: signatures.map((hex) => encoder.encode(hex)) };
}

async function computeMac(secret: string, signed: Bytes): Promise<string> {
  const algorithm = { name: "HMAC", hash: "SHA-256" };
  const key = await crypto.subtle.importKey("raw", encoder.encode(secret), algorithm, false, ["sign"]);
  const mac = new Uint8Array(await crypto.subtle.sign("HMAC", key, signed));
  return [...mac].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}
