import { createJwtVerifier, TokenError } from "@retent/retentbase";
import { type Customer, isUserId } from "./customer.ts";
import { RetentError } from "./errors.ts";
import type { OnEvent } from "./events.ts";

/** How the identity JWTs of a membership tool or backend are verified (RFC 7519), where the host app has no session of its own. */
export interface IdentityOptions {
  /** Shared secret, or several during a rotation; at least 32 bytes each (HS256). This or `jwksUrl`. */
  secret?: string | readonly string[];
  /** JWKS of the issuer (RFC 7517): RS256, ES256, EdDSA. Cached, and fetched again at most every 30 s. This or `secret`. */
  jwksUrl?: string;
  /** The token's `iss`. Default: not checked. */
  issuer?: string;
  /** The token's `aud`, or one of them. Default: not checked. */
  audience?: string | undefined;
  /** The claim that holds the user id. Default `sub`. */
  userClaim?: string;
}

/** Says who a token belongs to. */
export interface IdentityVerifier {
  /**
   * @throws {RetentError} `not_identified` for a token that is not to be believed, `keys_unavailable` when that can't be checked
   */
  verify(token: string): Promise<Customer>;
}

interface Runtime {
  onEvent: OnEvent;
  now: () => number;
  fetch?: typeof fetch;
}

/** @throws {TypeError} when an option can't work; the message names it */
export function createIdentityVerifier(
  options: IdentityOptions,
  { onEvent, ...runtime }: Runtime,
): IdentityVerifier {
  const { userClaim = "sub", ...jwtOptions } = options;
  const jwt = createJwtVerifier({ ...jwtOptions, ...runtime });

  function refuse(reason: string, cause?: unknown): RetentError {
    onEvent({ type: "identity_refused", reason });
    if (reason === "keys_unavailable") {
      return new RetentError("keys_unavailable", "We can't check who you are just now. Try again.", {
        cause,
      });
    }
    return new RetentError("not_identified", "Sign in first, then cancel from your account.", { cause });
  }

  return {
    async verify(token) {
      try {
        const claims = await jwt.verify(token);
        const userId = Object.hasOwn(claims, userClaim) ? claims[userClaim] : undefined;
        if (isUserId(userId)) return { userId };
      } catch (error) {
        if (error instanceof TokenError) throw refuse(error.code, error);
        throw error;
      }
      throw refuse("user_claim_missing");
    },
  };
}
