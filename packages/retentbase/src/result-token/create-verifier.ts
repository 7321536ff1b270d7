import { assumedIssuer } from "../assumptions.ts";
import { createJwtVerifier, type JwtVerifierOptions } from "../jwt/create-jwt-verifier.ts";
import { TokenError } from "../jwt/token-error.ts";
import { optionError } from "../options-error.ts";
import type { Environment } from "../wire/values.ts";
import { defaultClaimNames, peekIds, type ResultTokenClaimNames, readClaims } from "./claims.ts";
import { describeToken, type TokenNames } from "./describe-token.ts";
import { createOwnVerifier } from "./own-verifier.ts";
import type { VerifiedResult } from "./verified-result.ts";

/**
 * Options of JWT verification, where `issuer` defaults to `https://cancel.retentbase.com` and
 * `maxLifetimeSeconds` to a day.
 */
export interface ResultTokenVerifierOptions extends JwtVerifierOptions {
  /**
   * Verifies a token in a way of your own, e.g. with a helper of RetentBase's, instead of `secret` and
   * `jwksUrl`. Returns its claims, null for one to refuse, and throws if it can't check right now. What the
   * claims say is checked as ever; `iss`, `iat`, `exp` and `jti` may be missing.
   */
  verify?: VerifyToken | undefined;
  /** The environment that the token must belong to. */
  environment: Environment;
  /** The token's `aud`, and no other beside it: the workspace key. Default: not checked. */
  audience?: string | undefined;
  /** Which claim holds which fact, where a workspace differs from the defaults. */
  claims?: Partial<ResultTokenClaimNames>;
}

/** See {@link ResultTokenVerifierOptions.verify}. */
export type VerifyToken = (
  token: string,
) => Readonly<Record<string, unknown>> | null | Promise<Readonly<Record<string, unknown>> | null>;

export interface ResultTokenVerifier {
  /**
   * Verifies a result token.
   *
   * @throws {TokenError} if it can't be trusted, or (`keys_unavailable`) can't be checked right now
   */
  verify(token: string): Promise<VerifiedResult>;
  /**
   * Reads which flow a token names, without verifying it: anybody can write such a token. For a token that
   * `verify` refused, to find what its sender is known by other means to own.
   */
  peek(token: string): Pick<VerifiedResult, "sessionId" | "eventId">;
  /** The names of a token's header parameters and claims, and never a value: to find out why it was refused. */
  describe(token: string): TokenNames;
}

/**
 * Builds a verifier of RetentBase's result tokens.
 *
 * @throws {TypeError} when an option can't work; the message names it
 *
 * @example
 * import { createResultTokenVerifier } from "@retent/retentbase";
 *
 * const verifier = createResultTokenVerifier({
 *   environment: "sandbox",
 *   secret: process.env.RETENTBASE_SIGNING_SECRET ?? "",
 * });
 * const { userId, outcome } = await verifier.verify("the token");
 */
export function createResultTokenVerifier(options: ResultTokenVerifierOptions): ResultTokenVerifier {
  const { environment, audience } = options;
  const names = { ...defaultClaimNames, ...options.claims };
  // An option that is there but undefined must not switch a check off.
  const issuer = options.issuer ?? assumedIssuer;
  const maxLifetimeSeconds = options.maxLifetimeSeconds ?? 86_400;
  if (options.verify && (options.secret !== undefined || options.jwksUrl !== undefined))
    throw optionError("verify", "give one of secret, jwksUrl and verify");
  const jwt = options.verify
    ? createOwnVerifier(options.verify, options)
    : createJwtVerifier({ ...options, issuer, maxLifetimeSeconds });

  return {
    async verify(token) {
      const payload = await jwt.verify(token);
      // RFC 7519 allows a list of audiences; a result is made for one workspace.
      if (audience !== undefined && payload.aud !== audience) {
        throw new TokenError("audience_mismatch", "the token has another audience");
      }
      // Without a lifetime, which an own check may not have, a result counts from when it came.
      const issuedAt = payload.iat ?? Math.floor((options.now ?? Date.now)() / 1000);
      return { ...readClaims(payload, names, environment), issuedAt, isDated: payload.iat !== undefined };
    },
    peek: (token) => peekIds(jwt.decode(token), names),
    describe: (token) => describeToken(token),
  };
}
