import type { TokenErrorCode } from "@retent/retentbase";
import { truncate } from "@retent/retentbase/internal";

const claimsByCode = {
  issuer_mismatch: "iss",
  audience_mismatch: "aud",
  environment_mismatch: "environment",
} as const satisfies Partial<Record<TokenErrorCode, string>>;

/** A claim that a token's refusal may be about. Issuer, audience and environment are no secrets. */
export type ComparedClaim = (typeof claimsByCode)[keyof typeof claimsByCode];

export interface ClaimMismatch {
  name: ComparedClaim;
  /** What the token has, shortened; undefined if it lacks the claim. */
  found: string | undefined;
  /** What is configured. */
  expected: string;
}

const maxLength = 200;

/** The claim that differs from what is configured; undefined if a refusal is about something else. */
export function findMismatch(
  code: string,
  claims: Record<string, unknown>,
  expected: Partial<Record<ComparedClaim, string | undefined>>,
): ClaimMismatch | undefined {
  const name = Object.hasOwn(claimsByCode, code)
    ? claimsByCode[code as keyof typeof claimsByCode]
    : undefined;
  const wanted = name && expected[name];
  if (!name || wanted === undefined) return undefined;
  return { name, found: describeClaim(claims, name), expected: wanted };
}

function describeClaim(claims: Record<string, unknown>, name: string): string | undefined {
  if (!Object.hasOwn(claims, name)) return undefined;
  const value = claims[name];
  return truncate(typeof value === "string" ? value : JSON.stringify(value), maxLength);
}
