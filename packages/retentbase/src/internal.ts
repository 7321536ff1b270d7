// What Retent's own packages share. Not public: any release may change it.
export { getClockSkewSeconds, maxClockSkewSeconds } from "./client/clock-skew.ts";
export { parseRetryAfter } from "./client/retry-after.ts";
export { CodedError, isErrorNamed } from "./coded-error.ts";
export { describeIssues } from "./describe-issues.ts";
export { colorTokens, designTokens } from "./design-tokens.ts";
export { Html, html } from "./html.ts";
export { createJwtVerifier, type JwtVerifier, type JwtVerifierOptions } from "./jwt/create-jwt-verifier.ts";
export { isTokenError } from "./jwt/token-error.ts";
export { createMessageBody } from "./message-body.ts";
export { isOptionsError, type OptionFault, OptionsError, optionError } from "./options-error.ts";
export { type BodySource, readBytes, readText } from "./read-body.ts";
export { createRedact, type Redact } from "./redact.ts";
export { defaultClaimNames } from "./result-token/claims.ts";
export { decodeToken, describeToken, type TokenNames } from "./result-token/describe-token.ts";
export { isLoopbackHost, parseSafeUrl } from "./safe-url.ts";
export { truncate } from "./truncate.ts";
export { cancelLinkRequestSchema, cancelLinkSchema } from "./wire/cancel-link.ts";
export { cancelSessionSchema } from "./wire/cancel-session.ts";
export { cancellationRequestSchema, cancellationUpdateSchema } from "./wire/cancellation.ts";
export {
  customerContextSchema,
  environmentSchema,
  isoDateTimeSchema,
  metadataSchema,
  offerSchema,
  outcomeSchema,
} from "./wire/values.ts";
