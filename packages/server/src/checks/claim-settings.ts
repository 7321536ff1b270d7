import type { ComparedClaim } from "../claim-mismatch.ts";

/** Where it is set what a claim of a result token has to be. */
export const resultClaimSettings: Record<ComparedClaim, string> = {
  iss: "resultToken.issuer",
  aud: "resultToken.audience (RETENTBASE_WORKSPACE_KEY)",
  environment: "environment (RETENTBASE_ENVIRONMENT)",
};

/** Where it is set what a claim of an identity token has to be. */
export const identityClaimSettings: Record<ComparedClaim, string> = {
  iss: "identity.issuer (RETENT_IDENTITY_ISSUER)",
  aud: "identity.audience (RETENT_IDENTITY_AUDIENCE)",
  environment: "environment (RETENTBASE_ENVIRONMENT)",
};
