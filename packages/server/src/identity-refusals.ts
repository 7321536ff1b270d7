import type { TokenErrorCode } from "@retent/retentbase";

export type IdentityRefusal = TokenErrorCode | "user_claim_missing" | "missing" | "link_without_token";

interface Explanation {
  cause: string;
  remedy: string;
}

const explanations: Record<IdentityRefusal, Explanation> = {
  too_long: {
    cause: "the identity token is too long to be one",
    remedy: "give the button the token alone",
  },
  malformed: {
    cause: "the identity token is not a signed JWT",
    remedy: "give the button the token as your membership tool or backend issues it",
  },
  header_not_allowed: {
    cause: "the identity token's algorithm or header is not allowed",
    remedy: "have it signed by HS256 if a secret is configured, and by RS256, ES256 or EdDSA with a JWKS",
  },
  signature_invalid: {
    cause:
      "the identity token is not signed with the configured keys, most likely because it is by another account or tool",
    remedy:
      "check that the secret, or the domain in identity.jwksUrl (RETENT_IDENTITY_JWKS_URL), is that of your own account",
  },
  expired: { cause: "the identity token has expired", remedy: "get a fresh one for each click" },
  not_yet_valid: {
    cause: "the identity token is not valid yet",
    remedy: "compare the clocks of its issuer and of this server",
  },
  lifetime_too_long: {
    cause: "the identity token is valid for too long, or says not from when",
    remedy: "have its issuer set iat and an earlier exp, or raise identity.maxLifetimeSeconds",
  },
  issuer_mismatch: {
    cause: "the identity token's issuer (iss) is not the configured one",
    remedy: "compare it with identity.issuer (RETENT_IDENTITY_ISSUER)",
  },
  audience_mismatch: {
    cause: "the identity token's audience (aud) is not the configured one",
    remedy: "compare it with identity.audience (RETENT_IDENTITY_AUDIENCE)",
  },
  environment_mismatch: {
    cause: "the identity token is for the other environment",
    remedy: "use one of this server's environment",
  },
  claim_invalid: {
    cause: "a claim of the identity token is missing or of the wrong type",
    remedy: "check which claims its issuer sets",
  },
  keys_unavailable: {
    cause: "the keys that tokens are signed with could not be read",
    remedy:
      "check that the domain in identity.jwksUrl (RETENT_IDENTITY_JWKS_URL) is that of your own account at the membership tool, or check Memberstack's secret key",
  },
  user_claim_missing: {
    cause: "the identity token has no usable user id",
    remedy: "check which claim holds it (userClaim)",
  },
  missing: {
    cause: "no identity token came with the request",
    remedy: "sign the customer in, and set identity on the button to a token",
  },
  link_without_token: {
    cause:
      "the plain page was opened without an identity token, since the customer was not signed in or the button's script did not run",
    remedy: "check the address in the button's script tag",
  },
};

/** Why a sign-in was refused, and what to do about it; undefined for a reason that is not known. */
export function explainIdentityRefusal(reason: string): Explanation | undefined {
  return Object.hasOwn(explanations, reason) ? explanations[reason as IdentityRefusal] : undefined;
}

/** The reason, and what to do about it where that is known. */
export function describeIdentityRefusal(reason: string): string {
  const explanation = explainIdentityRefusal(reason);
  return explanation ? `${explanation.cause}: ${explanation.remedy}` : reason;
}
