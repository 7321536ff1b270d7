import type { Bytes } from "../billing/billing.ts";
import { BillingEventError } from "../billing/billing-event.ts";
import { isSameBytes } from "../digest.ts";
import { createTokenCheck } from "../health/token-check.ts";
import { parseWebhookSecret } from "../webhook-secret.ts";

/** How old a signature may be, and how far ahead its clock, in seconds. */
const toleranceSeconds = 300;
/** While secrets are rotated there are two or three; more would only cost time. */
const maxSignatures = 8;

const encoder = new TextEncoder();

/** Signs messages and checks who sent one, by the same secrets. */
export interface WebhookSignature {
  /** The headers of Standard Webhooks, with a signature of each secret. */
  sign(id: string, content: string, now: number): Promise<Record<string, string>>;
  /**
   * Checks that the sender has one of the secrets.
   *
   * @param now milliseconds since the epoch
   * @returns the message's id; null for a message that is not signed but shows the secret itself
   * @throws {BillingEventError}
   */
  verify(body: Bytes, headers: Headers, now: number): Promise<string | null>;
}

/**
 * Signatures by Standard Webhooks (https://www.standardwebhooks.com, specification 1.0).
 *
 * @throws {OptionsError} for a secret that can't be used
 */
export function createWebhookSignature(secrets: readonly string[]): WebhookSignature {
  const keys = secrets.map(parseWebhookSecret);
  const tokenChecks = secrets.map(createTokenCheck);

  async function computeMacs(id: string, timestamp: string, body: Bytes): Promise<Uint8Array[]> {
    const signed = concat(encoder.encode(`${id}.${timestamp}.`), body);
    return Promise.all(
      keys.map(async (key) => {
        const hmac = await crypto.subtle.importKey("raw", key, { name: "HMAC", hash: "SHA-256" }, false, [
          "sign",
        ]);
        return new Uint8Array(await crypto.subtle.sign("HMAC", hmac, signed));
      }),
    );
  }

  async function verifySignature(body: Bytes, headers: Headers, now: number): Promise<string> {
    const { id, timestamp, signatures } = readHeaders(headers);
    const expected = await computeMacs(id, timestamp, body);
    // Every pair is compared, so that the time says nothing about which secret was nearly right.
    const fits = expected.flatMap((mac) => signatures.map((given) => isSameBytes(mac, given)));
    if (!fits.includes(true))
      throw new BillingEventError("signature_invalid", "no secret fits the signature");
    const ageSeconds = Math.floor(now / 1000) - Number(timestamp);
    if (!(ageSeconds <= toleranceSeconds))
      throw new BillingEventError("signature_expired", "the signature is too old");
    if (!(ageSeconds >= -toleranceSeconds))
      throw new BillingEventError("signature_expired", "the signature is from the future");
    return id;
  }

  async function verifyToken(authorization: string): Promise<null> {
    const token = /^Bearer +(whsec_[A-Za-z0-9+/=]{1,100})$/i.exec(authorization)?.[1];
    const isRight = token === undefined ? [] : await Promise.all(tokenChecks.map((check) => check(token)));
    if (isRight.includes(true)) return null;
    throw new BillingEventError("signature_invalid", "no secret fits the bearer token");
  }

  return {
    async sign(id, content, now) {
      const timestamp = String(Math.floor(now / 1000));
      const macs = await computeMacs(id, timestamp, encoder.encode(content));
      return {
        "webhook-id": id,
        "webhook-timestamp": timestamp,
        "webhook-signature": macs.map((mac) => `v1,${btoa(String.fromCharCode(...mac))}`).join(" "),
      };
    },
    async verify(body, headers, now) {
      if (headers.has("webhook-signature")) return verifySignature(body, headers, now);
      const authorization = headers.get("authorization");
      if (authorization !== null) return verifyToken(authorization);
      throw new BillingEventError("signature_invalid", "there is no signature");
    },
  };
}

/** The shape comes first: whatever else a stranger sends costs no computation. */
function readHeaders(headers: Headers): { id: string; timestamp: string; signatures: Uint8Array[] } {
  const id = headers.get("webhook-id") ?? "";
  const timestamp = headers.get("webhook-timestamp") ?? "";
  const entries = (headers.get("webhook-signature") ?? "").split(" ");
  const signatures = entries.flatMap((entry) => /^v1,([A-Za-z0-9+/]{43}=)$/.exec(entry)?.[1] ?? []);
  // A dot would let the parts that are signed be divided otherwise.
  const isShaped = /^[\x21-\x2d\x2f-\x7e]{1,256}$/.test(id) && /^\d{1,12}$/.test(timestamp);
  if (!isShaped || signatures.length === 0 || entries.length > maxSignatures)
    throw new BillingEventError("signature_invalid", "the signature headers are malformed");
  return { id, timestamp, signatures: signatures.map(decodeBase64) };
}

function decodeBase64(base64: string): Uint8Array {
  return Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
}

function concat(start: Bytes, end: Bytes): Bytes {
  const all = new Uint8Array(start.length + end.length);
  all.set(start);
  all.set(end, start.length);
  return all;
}
