import { createJwtVerifier } from "@retent/retentbase/internal";
import { list, optionError, refined, secretText, text, url } from "../schemas.ts";
import { findOriginProblem, findPublicUrlProblem } from "../url-problems.ts";
import { option, variable } from "../variable.ts";

/** Below this path of the public URL the routes are mounted. */
export const mountPath = "/api";

/** The merchant's site, and how it says who is signed in. */
export const siteVariables = {
  RETENT_PUBLIC_URL: variable({
    schema: refined(text, findPublicUrlProblem)
      .transform((value) => `${value.replace(/\/+$/, "")}${mountPath}`)
      .optional(),
    option: option("createRetent", "publicUrl"),
    meaning: "URL at which this server is reached, without `/api`.",
    whenUnset: "`http://localhost:$PORT`; required in `prod`",
  }),
  RETENT_SITE_ORIGINS: variable({
    schema: list(text, findOriginProblem).optional(),
    option: option("createRetent", "siteOrigins"),
    meaning: "Origins whose pages may carry the button, also those of an app (`capacitor://localhost`).",
    whenUnset: "the origin of the public URL",
    isList: true,
  }),
  RETENT_AFTER_URL: variable({
    schema: url.optional(),
    option: option("createRetent", "afterUrl"),
    meaning: "Page that the customer lands on at the end.",
    whenUnset: "the first site origin",
  }),
  RETENT_IDENTITY_SECRET: variable({
    schema: refined(secretText, (secret) =>
      optionError(() => createJwtVerifier({ secret }), { jwksUrl: "RETENT_IDENTITY_JWKS_URL" }),
    ).optional(),
    option: option("createRetent", "identity.secret"),
    meaning:
      "Secret that signs the identity JWTs of your customers, at least 32 bytes long and different from the result-token secrets.",
    whenUnset: "required, or `RETENT_IDENTITY_JWKS_URL` or `RETENT_IDENTITY_MEMBERSTACK_KEY`",
    secret: "value",
  }),
  RETENT_IDENTITY_JWKS_URL: variable({
    schema: url.optional(),
    option: option("createRetent", "identity.jwksUrl"),
    meaning: "URL of the public keys that verify identity JWTs, instead of a secret.",
    whenUnset: "the secret is used",
  }),
  RETENT_IDENTITY_MEMBERSTACK_KEY: variable({
    schema: secretText.optional(),
    option: option("createRetent", "identity.memberstackSecretKey"),
    meaning:
      "Secret key of Memberstack (`sk_…`), which then verifies its members' tokens; instead of a secret.",
    whenUnset: "the secret or the URL is used",
    secret: "value",
  }),
  RETENT_IDENTITY_ISSUER: variable({
    schema: text.optional(),
    option: option("createRetent", "identity.issuer"),
    meaning: "Value that `iss` of identity JWTs must have.",
    whenUnset: "not checked",
  }),
  RETENT_IDENTITY_AUDIENCE: variable({
    schema: text.optional(),
    option: option("createRetent", "identity.audience"),
    meaning: "Value that `aud` of identity JWTs must have.",
    whenUnset: "not checked",
  }),
  RETENT_IDENTITY_USER_CLAIM: variable({
    schema: text.optional(),
    option: option("createRetent", "identity.userClaim"),
    meaning: "Claim of identity JWTs that holds the user id.",
    whenUnset: "`sub`; at Memberstack `id`",
  }),
};
