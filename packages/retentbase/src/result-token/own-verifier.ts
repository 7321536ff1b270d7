import { decodeJwt, type JWTPayload } from "jose";
import type { JwtVerifier, JwtVerifierOptions } from "../jwt/create-jwt-verifier.ts";
import { TokenError } from "../jwt/token-error.ts";
import type { VerifyToken } from "./create-verifier.ts";

/** How long an own check may take, in milliseconds. */
const timeoutMs = 5000;

/**
 * Verifies tokens by the merchant's own function. Its answer is believed as far as the signature goes; a
 * lifetime, where there is one, is checked as ever.
 */
export function createOwnVerifier(
  verify: VerifyToken,
  {
    issuer,
    clockToleranceSeconds = 60,
    maxLength = 8192,
    now = Date.now,
    jwksTimeoutMs = timeoutMs,
  }: JwtVerifierOptions,
): JwtVerifier {
  return {
    async verify(token) {
      if (token.length > maxLength)
        throw new TokenError("too_long", `the token is longer than ${maxLength} characters`);
      const payload = await ask(token);
      if (!payload) throw new TokenError("signature_invalid", "the configured check refused the token");
      checkDates(payload, now() / 1000, clockToleranceSeconds);
      if (issuer !== undefined && payload.iss !== issuer)
        throw new TokenError("issuer_mismatch", "the token has another issuer");
      return { ...payload, jti: payload.jti ?? (await digest(token)) };
    },
    decode(token) {
      try {
        return token.length > maxLength ? {} : decodeJwt(token);
      } catch {
        return {};
      }
    },
  };

  /** Anything but an object of claims is a no: an error in the check must never mean yes. */
  async function ask(token: string): Promise<JWTPayload | undefined> {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const timeLimit = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(new Error(`no answer within ${jwksTimeoutMs} ms`)), jwksTimeoutMs);
    });
    try {
      const claims: unknown = await Promise.race([verify(token), timeLimit]);
      return typeof claims === "object" && claims !== null && !Array.isArray(claims)
        ? { ...claims }
        : undefined;
    } catch (cause) {
      throw new TokenError("keys_unavailable", "the configured check of tokens failed", { cause });
    } finally {
      clearTimeout(timer);
    }
  }
}

/** Dates that are no numbers are refused, and not taken for none. */
function checkDates({ iat, nbf, exp }: JWTPayload, nowSeconds: number, tolerance: number): void {
  for (const date of [iat, nbf, exp]) {
    if (date !== undefined && !(typeof date === "number" && date >= 0 && date <= Number.MAX_SAFE_INTEGER))
      throw new TokenError("claim_invalid", "iat, nbf and exp have to be dates in seconds");
  }
  if (exp !== undefined && exp <= nowSeconds - tolerance)
    throw new TokenError("expired", "the token has expired");
  const validFrom = Math.max(iat ?? 0, nbf ?? 0) - tolerance;
  if (validFrom > nowSeconds)
    throw new TokenError("not_yet_valid", "the token is not valid yet", { validFrom });
}

/** Stands for a token without an id of its own: the same token again has no second effect. */
async function digest(token: string): Promise<string> {
  const bytes = new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(token)));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
