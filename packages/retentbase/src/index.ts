export { hosts } from "./assumptions.ts";
export { maxClockSkewSeconds } from "./client/clock-skew.ts";
export { createRetentBaseClient, type RetentBaseClient } from "./client/create-client.ts";
export { isRetentBaseError, RetentBaseError, type RetentBaseErrorCode } from "./client/error.ts";
export type { CallOptions, RetentBaseClientOptions } from "./client/options.ts";
export { parseRetryAfter } from "./client/retry-after.ts";
export { createJwtVerifier, type JwtVerifier, type JwtVerifierOptions } from "./jwt/create-jwt-verifier.ts";
export { TokenError, type TokenErrorCode } from "./jwt/token-error.ts";
export { isLoopbackHost } from "./loopback.ts";
export { type OptionFault, OptionsError, optionError } from "./options-error.ts";
export { createRedact, type Redact } from "./redact.ts";
export { defaultClaimNames, type ResultTokenClaimNames } from "./result-token/claims.ts";
export {
  createResultTokenVerifier,
  type ResultTokenVerifier,
  type ResultTokenVerifierOptions,
} from "./result-token/create-verifier.ts";
export type { VerifiedResult } from "./result-token/verified-result.ts";
export {
  type CancelLink,
  type CancelLinkRequest,
  cancelLinkRequestSchema,
  cancelLinkSchema,
} from "./wire/cancel-link.ts";
export { type CancelSession, cancelSessionSchema } from "./wire/cancel-session.ts";
export {
  type CancellationRequest,
  type CancellationUpdate,
  cancellationRequestSchema,
  cancellationUpdateSchema,
} from "./wire/cancellation.ts";
export {
  type CustomerContext,
  customerContextSchema,
  type Environment,
  environmentSchema,
  isoDateTimeSchema,
  type Metadata,
  metadataSchema,
  type Offer,
  type Outcome,
  offerSchema,
  outcomeSchema,
} from "./wire/values.ts";
