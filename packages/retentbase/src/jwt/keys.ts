import {
  base64url,
  type CryptoKey,
  createLocalJWKSet,
  createRemoteJWKSet,
  customFetch,
  type ExportedJWKSCache,
  errors,
  type JSONWebKeySet,
  type JWTVerifyGetKey,
  jwksCache,
} from "jose";
import { publicKeyAlgorithms, sharedSecretAlgorithms } from "../assumptions.ts";
import { optionError } from "../options-error.ts";
import { readText } from "../read-body.ts";
import { parseSafeUrl } from "../safe-url.ts";
import { isGuessableSecret } from "./guessable-secret.ts";
import { TokenError } from "./token-error.ts";
import { pickUsableKeys } from "./usable-keys.ts";

type Key = CryptoKey | JWTVerifyGetKey;

/** The keys that may have signed a token, and the algorithms believed with them. */
export interface KeySource {
  algorithms: string[];
  keys(): Promise<Key[]>;
}

export interface KeySourceOptions {
  /**
   * The signing secret, or several during a rotation, newest first; each of at least 32 bytes (HS256). `hex:`
   * or `base64:` in front of one says how its bytes are written. This or `jwksUrl`.
   */
  secret?: string | readonly string[];
  /** Takes secrets of fewer than 32 bytes, for an issuer that gives no longer ones. Default false. */
  allowShortSecret?: boolean;
  /**
   * URL of a JWKS with the public keys (RFC 7517; RS256, ES256, EdDSA): https, or plain http on loopback.
   * This or `secret`.
   */
  jwksUrl?: string;
  /** Time limit for fetching the JWKS, in milliseconds. Default 5,000. */
  jwksTimeoutMs?: number;
  /** Default: the runtime's `fetch`. */
  fetch?: typeof fetch;
}

/**
 * The keys that the options name.
 *
 * @throws {TypeError} unless there is either a secret or a JWKS
 */
export function keySource({
  secret,
  allowShortSecret = false,
  jwksUrl,
  jwksTimeoutMs = 5000,
  fetch,
}: KeySourceOptions): KeySource {
  // One configuration is either symmetric or asymmetric: a public key must never be tried as an HMAC secret.
  if ((secret === undefined) === (jwksUrl === undefined)) {
    throw optionError("secret", "give either secret or jwksUrl, not both");
  }
  if (jwksUrl === undefined)
    return sharedSecretKeys([secret ?? []].flat(), allowShortSecret ? 1 : minSecretBytes);
  // An attacker who can change the keys on their way can sign tokens.
  return jwksKeys(parseSafeUrl("jwksUrl", jwksUrl), fetch ?? globalThis.fetch, jwksTimeoutMs);
}

const minSecretBytes = 32;
const maxJwksBytes = 256 * 1024;
/** How long keys that can't be fetched again are still believed, in milliseconds: a day. */
const maxOutageMs = 86_400_000;
/** How long a JWKS that could not be had again is left alone, in milliseconds. */
const cooldownMs = 30_000;

/**
 * Shared secrets, newest first. The HMAC keys are imported once.
 *
 * @throws {TypeError} for a secret under 32 bytes (RFC 7518 section 3.2) or one that is really a public key
 *   (RFC 8725 section 3.1)
 */
function sharedSecretKeys(secrets: readonly string[], minBytes: number): KeySource {
  if (secrets.length === 0) throw optionError("secret", "give at least one signing secret");
  const encoded = secrets.map((secret) => {
    if (looksLikePublicKey(secret)) {
      throw optionError("secret", "this is a PEM or JWK key; give asymmetric keys by jwksUrl");
    }
    // A secret that was pasted with its line break verifies nothing, and one of few characters can be
    // guessed.
    if (secret !== secret.trim()) throw optionError("secret", "take the white space off its ends");
    const bytes = toSecretBytes(secret);
    if (bytes.byteLength < minBytes) {
      throw optionError(
        "secret",
        `a signing secret needs at least ${minSecretBytes} bytes; if the issuer gives no longer one, allowShortSecret takes it`,
      );
    }
    if (isGuessableSecret(secret.replace(/^(?:hex|base64):/, "")))
      throw optionError("secret", "use a random one, this can be guessed");
    return bytes;
  });
  let imported: Promise<CryptoKey[]> | undefined;
  return {
    algorithms: sharedSecretAlgorithms,
    keys() {
      imported ??= Promise.all(
        encoded.map((bytes) =>
          crypto.subtle.importKey("raw", bytes, { name: "HMAC", hash: "SHA-256" }, false, ["verify"]),
        ),
      ).catch((error: unknown) => {
        // The next token tries again.
        imported = undefined;
        throw error;
      });
      return imported;
    },
  };
}

/** @throws {OptionsError} for a secret that is not written as its prefix says */
function toSecretBytes(secret: string): Uint8Array<ArrayBuffer> {
  const [, encoding, text = ""] = /^(hex|base64):(.*)$/s.exec(secret) ?? [];
  if (encoding === undefined) return new TextEncoder().encode(secret);
  if (encoding === "hex") {
    if (!/^(?:[0-9a-f]{2})+$/i.test(text))
      throw optionError("secret", "is not written in hex digits after hex:");
    return Uint8Array.from(text.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
  }
  try {
    return Uint8Array.from(
      base64url.decode(text.replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "")),
    );
  } catch {
    throw optionError("secret", "is not written in base64 after base64:");
  }
}

/**
 * Keys behind a JWKS URL, cached, fetched again at most every 30 s when a token names an unknown one. While
 * they can't be had, those that are known go on for a day. Redirects are refused and the answer is capped.
 */
function jwksKeys(jwksUrl: URL, fetchJwks: typeof fetch, timeoutMs: number): KeySource {
  const cache: Partial<ExportedJWKSCache> = {};
  const remote = createRemoteJWKSet(jwksUrl, {
    timeoutDuration: timeoutMs,
    cooldownDuration: cooldownMs,
    [jwksCache]: cache as ExportedJWKSCache,
    [customFetch]: async (url, init) => {
      const response = await fetchJwks(url, { ...init, redirect: "manual" });
      if (response.status !== 200) return response;
      const { content, isWhole } = await readText(response.body, maxJwksBytes);
      if (!isWhole) throw new TypeError(`the JWKS is longer than ${maxJwksBytes} bytes`);
      return Response.json(await pickUsableKeys(JSON.parse(content) as JSONWebKeySet));
    },
  });
  let failures = 0;
  let retryAt = Number.NEGATIVE_INFINITY;

  /** The key among those of the last fetch; a token of another one may be good all the same. */
  const findKnownKey: JWTVerifyGetKey = async (header, token) => {
    const { jwks, uat = 0 } = cache;
    if (!jwks || Date.now() >= uat + maxOutageMs) throw new errors.JWKSNoMatchingKey();
    return createLocalJWKSet(jwks)(header, token);
  };
  const findKey: JWTVerifyGetKey = async (header, token) => {
    let failure: unknown;
    if (Date.now() >= retryAt) {
      try {
        return await remote(header, token);
      } catch (error) {
        if (isAboutKeys(error)) throw error;
        failures += 1;
        retryAt = Date.now() + getPauseMs(failures, cache.jwks !== undefined);
        failure = error;
      }
    }
    try {
      return await findKnownKey(header, token);
    } catch (error) {
      if (error instanceof errors.JWKSMultipleMatchingKeys) throw error;
      throw new TokenError("keys_unavailable", "the JWKS can't be had or is not usable", {
        cause: failure ?? error,
      });
    }
  };
  return { algorithms: publicKeyAlgorithms, keys: async () => [findKey] };
}

/**
 * How long a JWKS is left alone that has failed so many times in a row. While no key is known every customer
 * waits for it, so that it is tried again soon, but not for each of them.
 */
function getPauseMs(failures: number, hasKeys: boolean): number {
  if (hasKeys) return cooldownMs;
  return failures === 1 ? 0 : Math.min(cooldownMs, 1000 * 2 ** (failures - 2));
}

/** Whether the keys were there, and it was not one of them that was looked for. */
function isAboutKeys(error: unknown): boolean {
  return error instanceof errors.JWKSNoMatchingKey || error instanceof errors.JWKSMultipleMatchingKeys;
}

function looksLikePublicKey(secret: string): boolean {
  return /-----BEGIN/.test(secret) || /"(kty|keys)"\s*:/.test(secret);
}
