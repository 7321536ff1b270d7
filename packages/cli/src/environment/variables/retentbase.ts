import { createRetentBaseClient } from "@retent/retentbase";
import { createJwtVerifier } from "@retent/retentbase/internal";
import { choice, list, optionError, refined, secretText, url } from "../schemas.ts";
import { option, variable } from "../variable.ts";

/** The workspace, and how its results are verified. */
export const retentBaseVariables = {
  RETENTBASE_API_KEY: variable({
    schema: refined(secretText, (apiKey) => optionError(() => createRetentBaseClient({ apiKey }))),
    option: option("createRetent", "apiKey"),
    meaning: "Workspace API key.",
    howToGet: "copy the workspace API key from RetentBase's dashboard",
    secret: "value",
  }),
  RETENTBASE_AUTH: variable({
    schema: choice(["bearer", "x-api-key"]).optional(),
    option: option("createRetent", "auth"),
    meaning: "The header that carries the API key: `Authorization: Bearer` (`bearer`) or `x-api-key`.",
    whenUnset: "`bearer`",
  }),
  RETENTBASE_RESULT: variable({
    schema: choice(["token", "session"])
      .transform((value) => (value === "session" ? value : undefined))
      .optional(),
    option: option("createRetent", "resultToken"),
    meaning:
      "How decisions are known: by the signed token (`token`), or by RetentBase's diagnostics alone (`session`, Advanced plan), which needs no secret.",
    whenUnset: "`token`",
  }),
  RETENTBASE_SIGNING_SECRET: variable({
    // Short ones are refused beside the variable that allows them.
    schema: list(secretText, (secret) =>
      optionError(() => createJwtVerifier({ secret, allowShortSecret: true }), {
        jwksUrl: "RETENTBASE_JWKS_URL",
      }),
    ).optional(),
    option: option("createRetent", "resultToken.secret"),
    meaning:
      "Secrets that sign result tokens, newest first, each at least 32 bytes long. `hex:` or `base64:` in front says how one is written.",
    whenUnset: "required, or `RETENTBASE_JWKS_URL`, or `RETENTBASE_RESULT=session`",
    secret: "value",
    isList: true,
  }),
  RETENTBASE_ALLOW_SHORT_SECRET: variable({
    schema: choice(["yes"])
      .transform(() => true)
      .optional(),
    option: option("createRetent", "resultToken.allowShortSecret"),
    meaning: "`yes` takes a signing secret of fewer than 32 bytes, if RetentBase issued it so.",
    whenUnset: "short secrets are refused",
  }),
  RETENTBASE_JWKS_URL: variable({
    schema: url.optional(),
    option: option("createRetent", "resultToken.jwksUrl"),
    meaning: "URL of the public keys that verify result tokens, instead of a secret.",
    whenUnset: "the secret is used",
  }),
  RETENTBASE_WORKSPACE_KEY: variable({
    schema: secretText.optional(),
    option: option("createRetent", "resultToken.audience"),
    meaning: "Workspace key, which result tokens must name as their audience.",
    whenUnset: "not checked, with a warning",
  }),
  RETENTBASE_ENVIRONMENT: variable({
    schema: choice(["sandbox", "prod"]).default("sandbox"),
    option: option("createRetent", "environment"),
    meaning: "`sandbox` or `prod`; `prod` accepts https URLs only.",
  }),
  RETENTBASE_PLAN: variable({
    schema: choice(["advanced", "core"]).default("advanced"),
    option: option("createRetent", "plan"),
    meaning: "`advanced` or `core`; with `core` no outcomes are sent.",
  }),
  RETENTBASE_API_URL: variable({
    schema: url.optional(),
    option: option("createRetent", "apiUrl"),
    meaning: "Another host for the API, e.g. the emulator.",
    whenUnset: "RetentBase's own",
  }),
  RETENTBASE_CANCEL_URL: variable({
    schema: url.optional(),
    option: option("createRetent", "cancelUrl"),
    meaning: "Another host for the hosted pages, e.g. the emulator.",
    whenUnset: "RetentBase's own",
  }),
  RETENT_UNKNOWN_EVENT: variable({
    schema: choice(["dead", "create"]).optional(),
    option: option("createRetent", "unknownEvent"),
    meaning:
      "What happens if RetentBase keeps responding 404 to an outcome: the row fails permanently (`dead`), or the event is created first (`create`).",
    whenUnset: "`dead`",
  }),
};
