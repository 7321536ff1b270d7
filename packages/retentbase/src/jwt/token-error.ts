import { CodedError, isErrorNamed } from "../coded-error.ts";

/**
 * Why a token was refused.
 *
 * | code | when |
 * | --- | --- |
 * | `too_long` | it is longer than the cap; it was not decoded |
 * | `malformed` | it is not a signed JWT of the expected form |
 * | `header_not_allowed` | its header names a key, an extension or an algorithm of its own choice |
 * | `signature_invalid` | no configured key made this signature |
 * | `expired`, `not_yet_valid`, `lifetime_too_long` | by its `exp`, `nbf`, `iat` |
 * | `issuer_mismatch`, `audience_mismatch`, `environment_mismatch` | it was made by or for another party |
 * | `claim_invalid` | a claim is missing, or not what it should be |
 * | `keys_unavailable` | the JWKS isn't available right now: the token may be good, try again |
 */
export type TokenErrorCode =
  | "too_long"
  | "malformed"
  | "header_not_allowed"
  | "signature_invalid"
  | "expired"
  | "not_yet_valid"
  | "lifetime_too_long"
  | "issuer_mismatch"
  | "audience_mismatch"
  | "environment_mismatch"
  | "claim_invalid"
  | "keys_unavailable";

/**
 * A token that was not accepted. The cause is for the log; tell the sender nothing but that it is invalid.
 *
 * @example
 * import { createResultTokenVerifier, TokenError } from "@retent/retentbase";
 *
 * const verifier = createResultTokenVerifier({ environment: "sandbox", jwksUrl: "https://keys.example/jwks.json" });
 * await verifier.verify("the token").catch((error: unknown) => {
 *   if (error instanceof TokenError && error.code === "keys_unavailable") console.error("try again");
 * });
 */
export class TokenError extends CodedError<TokenErrorCode> {
  override readonly name = "TokenError";
  /**
   * With `not_yet_valid`, from when on the token is accepted, in seconds since the epoch; undefined if no
   * date says so.
   */
  readonly validFrom: number | undefined;

  constructor(code: TokenErrorCode, message: string, options?: ErrorOptions & { validFrom?: number }) {
    super(code, message, options);
    this.validFrom = options?.validFrom;
  }
}

/** Says whether a thrown value is a {@link TokenError}, also one of another copy of this package. */
export function isTokenError(error: unknown): error is TokenError {
  return isErrorNamed("TokenError", error);
}
