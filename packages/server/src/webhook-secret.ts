import { optionError } from "@retent/retentbase/internal";
import type { Bytes } from "./billing/billing.ts";

const prefix = "whsec_";
const secretBytes = { min: 24, max: 64 };
/** As for other secrets: fewer different bytes than this were not drawn at random. */
const minDistinctBytes = 8;

/**
 * The key of a secret in the form of Standard Webhooks (https://www.standardwebhooks.com, specification 1.0).
 *
 * @throws {OptionsError} for one that can be guessed or has another form, never with its value
 */
export function parseWebhookSecret(secret: string): Bytes {
  const base64 = secret.startsWith(prefix) ? secret.slice(prefix.length) : "";
  const text = /^[A-Za-z0-9+/]+={0,2}$/.test(base64) ? decode(base64) : undefined;
  if (text === undefined)
    throw optionError("secret", 'use "whsec_" and random bytes in base64, as Standard Webhooks has it');
  if (text.length < secretBytes.min || text.length > secretBytes.max)
    throw optionError("secret", `use ${secretBytes.min} to ${secretBytes.max} bytes`);
  if (new Set(text).size < minDistinctBytes)
    throw optionError("secret", "use a random one, this can be guessed");
  return Uint8Array.from(text, (character) => character.charCodeAt(0));
}

function decode(base64: string): string | undefined {
  try {
    return atob(base64);
  } catch {
    return undefined;
  }
}
