import { TokenError } from "@retent/retentbase";
import { createJwtVerifier, isTokenError, optionError } from "@retent/retentbase/internal";
import { findMismatch } from "./claim-mismatch.ts";
import { type Customer, isUserId, maxLabelLength } from "./customer.ts";
import { RetentError } from "./errors.ts";
import { describeIdentityRefusal, type IdentityRefusal } from "./identity-refusals.ts";
import { guessIdentityTool, type IdentityTool } from "./identity-tool.ts";
import { emailSchema } from "./mail/mailbox.ts";
import { createMemberstackVerifier } from "./memberstack.ts";
import type { OnEvent } from "./retent-event.ts";

/**
 * How the identity JWTs of a membership tool or backend are verified (RFC 7519), where the host app has no
 * session of its own.
 */
export interface IdentityOptions {
  /** Shared secret, or several during a rotation; at least 32 bytes each (HS256). This or `jwksUrl`. */
  secret?: string | readonly string[];
  /**
   * JWKS of the issuer (RFC 7517): RS256, ES256, EdDSA. Cached, and fetched again at most every 30 s. This or
   * `secret`.
   */
  jwksUrl?: string;
  /**
   * Memberstack's secret key (`sk_live_…` or `sk_sb_…`), instead of either: Memberstack itself then verifies its
   * members' tokens, for at most 5 s each. Set `audience` to the app's id. Source: Memberstack's docs, "Verification".
   */
  memberstackSecretKey?: string;
  /** The token's `iss`. Default: not checked. */
  issuer?: string;
  /** The token's `aud`, or one of them. Default: not checked. */
  audience?: string | undefined;
  /** The claim that holds the user id. Default `sub`; with `memberstackSecretKey`, `id`. */
  userClaim?: string;
  /**
   * Longest time that a token may be valid for, from its `iat` or, if it has none, from now, in seconds.
   * Default 2,678,400 (31 days).
   */
  maxLifetimeSeconds?: number;
}

/** Says who a token belongs to. */
export interface IdentityVerifier {
  /** What the claims of that name have to be; undefined where they are not checked. No secrets. */
  expected: { iss: string | undefined; aud: string | undefined };
  /** The membership tool whose tokens it takes, as far as that can be guessed. */
  tool: IdentityTool | undefined;
  /**
   * @param options `isTrial`: nothing starts with the token, so that a refusal is not reported
   * @throws {RetentError} `not_identified` for a token that is not to be believed, `keys_unavailable` when
   *   that can't be checked
   */
  verify(token: string, options?: { isTrial?: boolean }): Promise<Customer>;
}

interface Runtime {
  onEvent: OnEvent;
  now: () => number;
  fetch?: typeof fetch;
}

/** What the customer knows the account by. Source: OpenID Connect Core, section 5.1, "Standard Claims". */
function nameAccount({ email, name }: Record<string, unknown>): Pick<Customer, "accountName"> {
  const accountName = [email, name].find((claim) => isUserId(claim) && claim.length <= maxLabelLength);
  return typeof accountName === "string" ? { accountName } : {};
}

/** An address that the issuer has not verified may be another person's. */
function findEmail({ email, email_verified: verified }: Record<string, unknown>): Pick<Customer, "email"> {
  if (verified === false || verified === "false") return {};
  const { data } = emailSchema.safeParse(email);
  return data === undefined ? {} : { email: data };
}

/** In seconds since the epoch. */
interface Dates {
  iat?: number;
  exp?: number;
}

function createTokenVerifier(
  {
    userClaim: _claim,
    maxLifetimeSeconds: _lifetime,
    memberstackSecretKey: secretKey,
    ...options
  }: IdentityOptions,
  runtime: Omit<Runtime, "onEvent">,
) {
  if (secretKey === undefined) return createJwtVerifier({ ...options, ...runtime });
  const { secret, jwksUrl, issuer, audience } = options;
  if (secret !== undefined || jwksUrl !== undefined || issuer !== undefined)
    throw optionError("memberstackSecretKey", "use it without secret, jwksUrl and issuer, or leave it out");
  return createMemberstackVerifier({ secretKey, audience, ...runtime });
}

/** The claim that differs, of a token whose signature is right. */
function compare(
  error: unknown,
  expected: IdentityVerifier["expected"],
): { found?: string; expected?: string } {
  const { payload } = (isTokenError(error) ? (error.cause ?? {}) : {}) as {
    payload?: Record<string, unknown>;
  };
  // Without it, e.g. by Memberstack's own check, it is not known what the token has.
  const differs = payload && isTokenError(error) && findMismatch(error.code, payload, expected);
  if (!differs) return {};
  return { ...(differs.found !== undefined && { found: differs.found }), expected: differs.expected };
}

/** @throws {TypeError} when an option can't work; the message names it */
export function createIdentityVerifier(
  options: IdentityOptions,
  { onEvent, ...runtime }: Runtime,
): IdentityVerifier {
  const { memberstackSecretKey, maxLifetimeSeconds = 31 * 86_400 } = options;
  const { userClaim = memberstackSecretKey === undefined ? "sub" : "id" } = options;
  const tokens = createTokenVerifier(options, runtime);

  /** A token that never ends is a password that lies about in browsers. Many tools leave `iat` out. */
  const isTooLong = ({ iat, exp = 0 }: Dates) => exp - (iat ?? runtime.now() / 1000) > maxLifetimeSeconds;

  const expected = { iss: options.issuer, aud: options.audience };

  function refuse(reason: IdentityRefusal, isTrial: boolean, cause?: unknown): RetentError {
    if (!isTrial) onEvent({ type: "identity_refused", reason, ...compare(cause, expected) });
    if (reason === "keys_unavailable") {
      return new RetentError("keys_unavailable", "We can't check who you are right now. Try again.", {
        cause,
        hint: describeIdentityRefusal(reason),
      });
    }
    return new RetentError("not_identified", "Sign in first, then cancel from your account.", {
      cause,
      hint: describeIdentityRefusal(reason),
    });
  }

  return {
    expected,
    tool: guessIdentityTool(options),
    async verify(token, { isTrial = false } = {}) {
      try {
        const claims: Record<string, unknown> & Dates = await tokens.verify(token);
        const userId = Object.hasOwn(claims, userClaim) ? claims[userClaim] : undefined;
        if (isTooLong(claims))
          throw new TokenError("lifetime_too_long", "the identity token is valid for too long");
        if (isUserId(userId)) return { userId, ...nameAccount(claims), ...findEmail(claims) };
      } catch (error) {
        if (isTokenError(error)) throw refuse(error.code, isTrial, error);
        throw error;
      }
      throw refuse("user_claim_missing", isTrial);
    },
  };
}
