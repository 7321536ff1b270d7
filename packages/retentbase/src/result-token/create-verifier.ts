import { decodeProtectedHeader, errors, type JWTPayload, type JWTVerifyOptions, jwtVerify } from "jose";
import { assumedIssuer } from "../assumptions.ts";
import type { Environment } from "../wire/values.ts";
import { defaultClaimNames, type ResultTokenClaimNames, readClaims } from "./claims.ts";
import { ResultTokenError } from "./error.ts";
import { jwksKeys, type KeySource, sharedSecretKeys } from "./keys.ts";
import type { VerifiedResult } from "./verified-result.ts";

export interface ResultTokenVerifierOptions {
  /** Signing secret of the workspace, or several during a rotation, newest first; each of at least 32 bytes. This or `jwksUrl`. */
  secret?: string | readonly string[];
  /** URL of a JWKS with the public keys (RFC 7517): https, or plain http on loopback. This or `secret`. */
  jwksUrl?: string;
  /** The environment that the token must belong to. */
  environment: Environment;
  /** The token's `iss`. Default `https://cancel.retentbase.com`. */
  issuer?: string;
  /** The token's `aud`: the workspace key. Default: not checked. */
  audience?: string;
  /** How far clocks may differ, in seconds. Default 60, which is also the most. */
  clockToleranceSeconds?: number;
  /** Longest time between `iat` and `exp`, in seconds. Default 86,400 (a day). */
  maxLifetimeSeconds?: number;
  /** Longest token that is looked at, in characters. Default 8,192. */
  maxLength?: number;
  /** Which claim holds which fact, where a workspace differs from the defaults. */
  claims?: Partial<ResultTokenClaimNames>;
  /** Time limit for fetching the JWKS, in milliseconds. Default 5,000. */
  jwksTimeoutMs?: number;
  /** Default: the runtime's `fetch`. */
  fetch?: typeof fetch;
  /** The present, in milliseconds since the epoch. Default `Date.now`. */
  now?: () => number;
}

export interface ResultTokenVerifier {
  /**
   * Verifies a result token.
   *
   * @throws {ResultTokenError} when it is not to be believed, or (`keys_unavailable`) can't be checked just now
   */
  verify(token: string): Promise<VerifiedResult>;
}

/** Header parameters that a result token may have (RFC 7515 section 4.1); every other could steer the verification. */
const allowedHeaderParameters = new Set(["alg", "typ", "kid"]);

/**
 * Builds a verifier of RetentBase's result tokens: a JWT (RFC 7519) by the best practices of RFC 8725.
 *
 * @throws {TypeError} when an option can't work; the message names it
 */
export function createResultTokenVerifier(options: ResultTokenVerifierOptions): ResultTokenVerifier {
  const source = keySource(options);
  const now = options.now ?? Date.now;
  const tolerance = options.clockToleranceSeconds ?? 60;
  const maxLifetime = options.maxLifetimeSeconds ?? 86_400;
  const maxLength = options.maxLength ?? 8192;
  const names = { ...defaultClaimNames, ...options.claims };
  if (!(tolerance >= 0 && tolerance <= 60))
    throw new TypeError("clockToleranceSeconds: use a number from 0 to 60");
  if (!(maxLifetime > 0)) throw new TypeError("maxLifetimeSeconds: use a number of seconds above 0");
  if (!(maxLength > 0)) throw new TypeError("maxLength: use a number of characters above 0");

  return {
    async verify(token) {
      if (token.length > maxLength) {
        throw new ResultTokenError("too_long", `the token is longer than ${maxLength} characters`);
      }
      checkHeader(token, source.algorithms);
      const payload = await verifySignature(token, source, {
        algorithms: source.algorithms,
        issuer: options.issuer ?? assumedIssuer,
        ...(options.audience !== undefined && { audience: options.audience }),
        clockTolerance: tolerance,
        currentDate: new Date(now()),
        requiredClaims: ["exp", "iat"],
      });
      // RFC 7519 allows a list of audiences; a result is made for one workspace.
      if (options.audience !== undefined && payload.aud !== options.audience) {
        throw new ResultTokenError("audience_mismatch", "the token has another audience");
      }
      const issuedAt = checkLifetime(payload, maxLifetime, now() / 1000 + tolerance);
      return { ...readClaims(payload, names, options.environment), issuedAt };
    },
  };
}

function keySource(options: ResultTokenVerifierOptions): KeySource {
  const { secret, jwksUrl } = options;
  // One configuration is either symmetric or asymmetric: a public key must never be tried as an HMAC secret.
  if ((secret === undefined) === (jwksUrl === undefined)) {
    throw new TypeError("secret: give either secret or jwksUrl, not both");
  }
  if (jwksUrl === undefined) return sharedSecretKeys([secret ?? []].flat());
  return jwksKeys(jwksUrl, options.fetch ?? globalThis.fetch, options.jwksTimeoutMs ?? 5000);
}

function checkHeader(token: string, algorithms: string[]): void {
  let header: Record<string, unknown>;
  try {
    header = decodeProtectedHeader(token);
  } catch (error) {
    throw new ResultTokenError("malformed", "the token has no readable header", { cause: error });
  }
  const odd = Object.keys(header).filter((name) => !allowedHeaderParameters.has(name));
  if (odd.length > 0)
    throw new ResultTokenError("header_not_allowed", "the token's header has parameters not allowed");
  if (typeof header.alg !== "string" || !algorithms.includes(header.alg)) {
    throw new ResultTokenError("header_not_allowed", "the token's algorithm is not on the list");
  }
}

async function verifySignature(
  token: string,
  source: KeySource,
  options: JWTVerifyOptions,
): Promise<JWTPayload> {
  let failure: unknown;
  for (const key of await source.keys()) {
    try {
      return await verifyWith(token, key, options);
    } catch (error) {
      // Only a wrong signature makes the next key worth trying; any other fault was found after a right one.
      if (!(error instanceof errors.JWSSignatureVerificationFailed)) throw toTokenError(error);
      failure = error;
    }
  }
  throw toTokenError(failure);
}

async function verifyWith(
  token: string,
  key: Awaited<ReturnType<KeySource["keys"]>>[number],
  options: JWTVerifyOptions,
): Promise<JWTPayload> {
  if (typeof key !== "function") return (await jwtVerify(token, key, options)).payload;
  try {
    return (await jwtVerify(token, key, options)).payload;
  } catch (error) {
    if (!(error instanceof errors.JWKSMultipleMatchingKeys)) throw error;
    // Several keys may share a kid while keys are rotated: the one that made the signature counts.
    for await (const candidate of error) {
      try {
        return (await jwtVerify(token, candidate, options)).payload;
      } catch (failure) {
        if (!(failure instanceof errors.JWSSignatureVerificationFailed)) throw failure;
      }
    }
    throw new errors.JWSSignatureVerificationFailed();
  }
}

/** jose lets dates pass that no calendar has, such as Infinity, as `1e999` is read. */
function checkLifetime(payload: JWTPayload, maxLifetimeSeconds: number, latest: number): number {
  const { iat, exp } = payload;
  if (!isDate(iat) || !isDate(exp))
    throw new ResultTokenError("claim_invalid", "iat and exp have to be dates in seconds");
  if (iat > latest) throw new ResultTokenError("not_yet_valid", "the token was issued in the future");
  if (exp <= iat || exp - iat > maxLifetimeSeconds) {
    throw new ResultTokenError(
      "lifetime_too_long",
      `the token is valid for longer than ${maxLifetimeSeconds} s, or for no time`,
    );
  }
  return iat;
}

function isDate(seconds: number | undefined): seconds is number {
  return seconds !== undefined && seconds >= 0 && seconds <= Number.MAX_SAFE_INTEGER;
}

function toTokenError(error: unknown): ResultTokenError {
  if (error instanceof ResultTokenError) return error;
  const cause = { cause: error };
  if (error instanceof errors.JWTExpired)
    return new ResultTokenError("expired", "the token has expired", cause);
  if (error instanceof errors.JWTClaimValidationFailed) {
    if (error.claim === "iss")
      return new ResultTokenError("issuer_mismatch", "the token has another issuer", cause);
    if (error.claim === "aud")
      return new ResultTokenError("audience_mismatch", "the token has another audience", cause);
    if (error.claim === "nbf")
      return new ResultTokenError("not_yet_valid", "the token is not valid yet", cause);
    return new ResultTokenError(
      "claim_invalid",
      `the claim ${error.claim} is missing or of the wrong type`,
      cause,
    );
  }
  if (error instanceof errors.JWSSignatureVerificationFailed || error instanceof errors.JWKSNoMatchingKey) {
    return new ResultTokenError("signature_invalid", "no configured key made the token's signature", cause);
  }
  return new ResultTokenError("malformed", "the token is not a signed JWT of the expected form", cause);
}
