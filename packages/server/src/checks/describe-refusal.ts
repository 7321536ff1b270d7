import type { TokenError, TokenErrorCode } from "@retent/retentbase";
import type { Config } from "../app.ts";
import { findMismatch } from "../claim-mismatch.ts";
import { resultClaimSettings } from "./claim-settings.ts";

type Expected = Pick<Config, "environment" | "expectedClaims">;

const explanations: Record<TokenErrorCode, { cause: string; remedy: string }> = {
  too_long: { cause: "it is too long to be a result token", remedy: "paste the token alone, whole" },
  malformed: {
    cause: "it is not a signed JWT of the expected form",
    remedy: "paste the token alone, whole",
  },
  header_not_allowed: {
    cause: "its algorithm (alg) or another part of its header is not allowed",
    remedy:
      "with a signing secret the algorithm has to be HS256, with a JWKS RS256, ES256 or EdDSA: configure the one that fits",
  },
  signature_invalid: {
    cause: "it was signed with another secret or key than the configured one",
    remedy:
      "copy the workspace’s signing secret into resultToken.secret (RETENTBASE_SIGNING_SECRET) again; if it is written in hex or base64, put hex: or base64: in front of it",
  },
  expired: {
    cause: "it has expired (exp)",
    remedy: "finish another cancellation, and copy its token before the page takes it out of the address",
  },
  not_yet_valid: {
    cause: "it is not valid yet (iat, nbf)",
    remedy: "synchronize this machine’s clock (NTP)",
  },
  lifetime_too_long: {
    cause: "it is valid for longer than 24 hours (exp)",
    remedy: "paste a token that RetentBase has issued",
  },
  issuer_mismatch: {
    cause: "it is by another issuer (iss)",
    remedy: `check ${resultClaimSettings.iss}`,
  },
  audience_mismatch: {
    cause: "it is for another audience (aud)",
    remedy: `check ${resultClaimSettings.aud}`,
  },
  environment_mismatch: {
    cause: "it is for the other environment",
    remedy: `check ${resultClaimSettings.environment}`,
  },
  claim_invalid: {
    cause: "a claim is missing or of the wrong type",
    remedy: "check that it is a result token, and not one for something else",
  },
  keys_unavailable: {
    cause: "the keys that tokens are signed with could not be read",
    remedy: "check resultToken.jwksUrl (RETENTBASE_JWKS_URL) and this machine’s network access",
  },
};

/**
 * Why the server refuses a result token, and what to do about it. A claim that differs is named with what it is
 * and what it should be: issuer, audience and environment are no secrets.
 */
export function describeRefusal(
  { code, message }: TokenError,
  claims: Record<string, unknown>,
  expected: Expected,
): { cause: string; remedy: string; named?: string } {
  const { cause, remedy } = explanations[code];
  const { issuer: iss, audience: aud } = expected.expectedClaims;
  const differs = findMismatch(code, claims, { iss, aud, environment: expected.environment });
  if (!differs) {
    // Only the verifier's message says which claims it misses.
    return { cause: code === "claim_invalid" ? `${cause}: ${findClaims(message)}` : cause, remedy };
  }
  const { name, found = "missing" } = differs;
  return {
    cause,
    remedy: `${remedy}: ${name} is ${found}, and ${differs.expected} is expected`,
    named: name,
  };
}

/** The facts that the message names, without the validator's words for what is wrong with them. */
function findClaims(message: string): string {
  const named = [...message.matchAll(/(?:: |; )(\w+): /g)].map(([, fact]) => fact);
  return named.length > 0 ? [...new Set(named)].join(", ") : message;
}
