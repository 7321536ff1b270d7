import {
  decodeJwt,
  decodeProtectedHeader,
  errors,
  type JWTPayload,
  type JWTVerifyOptions,
  jwtVerify,
} from "jose";
import { optionError } from "../options-error.ts";
import { type KeySource, type KeySourceOptions, keySource } from "./keys.ts";
import { TokenError } from "./token-error.ts";

export interface JwtVerifierOptions extends KeySourceOptions {
  /** The token's `iss`. Default: not checked. */
  issuer?: string;
  /** The token's `aud`, or one of them. Default: not checked. */
  audience?: string | undefined;
  /** How far clocks may differ, in seconds. Default 60, which is also the most. */
  clockToleranceSeconds?: number;
  /** Longest time between `iat` and `exp`, in seconds. Default: not checked. */
  maxLifetimeSeconds?: number;
  /** Longest token that is looked at, in characters. Default 8,192. */
  maxLength?: number;
  /** The present, in milliseconds since the epoch. Default `Date.now`. */
  now?: () => number;
}

export interface JwtVerifier {
  /**
   * Verifies a token and answers its claims.
   *
   * @throws {TokenError} if it can't be trusted, or (`keys_unavailable`) can't be checked right now
   */
  verify(token: string): Promise<JWTPayload>;
  /**
   * Reads a token's claims without verifying anything: anybody can write them. Empty for what is not a JWT.
   */
  decode(token: string): JWTPayload;
}

/**
 * Header parameters (RFC 7515 section 4.1, RFC 7516) that name keys or ways of reading: a token must not
 * choose these.
 */
const refusedHeaderParameters = new Set(["jwk", "jku", "x5u", "x5c", "crit", "b64", "zip", "enc"]);

/**
 * Builds a verifier of signed JWTs (RFC 7519) by the best practices of RFC 8725.
 *
 * @throws {TypeError} when an option can't work; the message names it
 */
export function createJwtVerifier(options: JwtVerifierOptions): JwtVerifier {
  const source = keySource(options);
  const {
    issuer,
    audience,
    clockToleranceSeconds: tolerance = 60,
    maxLifetimeSeconds,
    maxLength = 8192,
  } = options;
  const now = options.now ?? Date.now;
  if (!(tolerance >= 0 && tolerance <= 60))
    throw optionError("clockToleranceSeconds", "use a number from 0 to 60");
  if (maxLifetimeSeconds !== undefined && !(maxLifetimeSeconds > 0)) {
    throw optionError("maxLifetimeSeconds", "use a number of seconds above 0");
  }
  if (!(maxLength > 0)) throw optionError("maxLength", "use a number of characters above 0");

  return {
    async verify(token) {
      if (token.length > maxLength)
        throw new TokenError("too_long", `the token is longer than ${maxLength} characters`);
      checkHeader(token, source.algorithms);
      const payload = await verifySignature(token, source, {
        algorithms: source.algorithms,
        ...(issuer !== undefined && { issuer }),
        ...(audience !== undefined && { audience }),
        clockTolerance: tolerance,
        currentDate: new Date(now()),
        requiredClaims: ["exp"],
      });
      checkDates(payload, { maxLifetimeSeconds, tolerance, nowSeconds: now() / 1000 });
      return payload;
    },
    decode(token) {
      try {
        return token.length > maxLength ? {} : decodeJwt(token);
      } catch {
        return {};
      }
    },
  };
}

function checkHeader(token: string, algorithms: string[]): void {
  let header: Record<string, unknown>;
  try {
    header = decodeProtectedHeader(token);
  } catch (error) {
    throw new TokenError("malformed", "the token has no readable header", { cause: error });
  }
  if (Object.keys(header).some((name) => refusedHeaderParameters.has(name)))
    throw new TokenError("header_not_allowed", "the token's header has parameters not allowed");
  if (typeof header.alg !== "string" || !algorithms.includes(header.alg)) {
    throw new TokenError("header_not_allowed", "the token's algorithm is not on the list");
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
      if (!(error instanceof errors.JWSSignatureVerificationFailed))
        throw toTokenError(error, Number(options.clockTolerance));
      failure = error;
    }
  }
  throw toTokenError(failure, Number(options.clockTolerance));
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

interface DateLimits {
  maxLifetimeSeconds: number | undefined;
  /** In seconds. */
  tolerance: number;
  nowSeconds: number;
}

/**
 * jose lets dates pass that no calendar has, such as Infinity, as `1e999` is read; and a token that was
 * issued in the future.
 */
function checkDates(payload: JWTPayload, { maxLifetimeSeconds, tolerance, nowSeconds }: DateLimits): void {
  const { iat, exp } = payload;
  if (!isDate(exp)) throw new TokenError("claim_invalid", "exp has to be a date in seconds");
  if (iat === undefined ? maxLifetimeSeconds !== undefined : !isDate(iat))
    throw new TokenError("claim_invalid", "iat has to be a date in seconds");
  if (iat !== undefined && (exp <= iat || exp - iat > (maxLifetimeSeconds ?? Number.POSITIVE_INFINITY))) {
    throw new TokenError(
      "lifetime_too_long",
      `the token is valid for longer than ${maxLifetimeSeconds} s, or for no time`,
    );
  }
  if (iat !== undefined && iat > nowSeconds + tolerance) throw notYetValid(payload, tolerance);
}

/** Both dates have to be reached; an `nbf` in the future jose refuses before `iat` is looked at. */
function notYetValid({ iat, nbf }: JWTPayload, tolerance: number, cause?: unknown): TokenError {
  const dates = [iat, nbf].filter(isDate);
  return new TokenError("not_yet_valid", "the token is not valid yet", {
    cause,
    ...(dates.length > 0 && { validFrom: Math.max(...dates) - tolerance }),
  });
}

function isDate(seconds: unknown): seconds is number {
  return typeof seconds === "number" && seconds >= 0 && seconds <= Number.MAX_SAFE_INTEGER;
}

function toTokenError(error: unknown, tolerance: number): TokenError {
  if (error instanceof TokenError) return error;
  const cause = { cause: error };
  if (error instanceof errors.JWTExpired) return new TokenError("expired", "the token has expired", cause);
  if (error instanceof errors.JWTClaimValidationFailed) {
    if (error.claim === "iss")
      return new TokenError("issuer_mismatch", "the token has another issuer", cause);
    if (error.claim === "aud")
      return new TokenError("audience_mismatch", "the token has another audience", cause);
    // Any other fault of it, such as its type, no wait repairs.
    if (error.claim === "nbf" && error.reason === "check_failed")
      return notYetValid(error.payload, tolerance, error);
    return new TokenError("claim_invalid", `the claim ${error.claim} is missing or of the wrong type`, cause);
  }
  if (error instanceof errors.JWSSignatureVerificationFailed || error instanceof errors.JWKSNoMatchingKey) {
    return new TokenError("signature_invalid", "no configured key made the token's signature", cause);
  }
  return new TokenError("malformed", "the token is not a signed JWT of the expected form", cause);
}
