export { hosts } from "./assumptions.ts";
export { createRetentBaseClient, type RetentBaseClient } from "./client/create-client.ts";
export { isRetentBaseError, RetentBaseError, type RetentBaseErrorCode } from "./client/error.ts";
export type { RetentBaseClientOptions } from "./client/options.ts";
export { TokenError, type TokenErrorCode } from "./jwt/token-error.ts";
export type { ResultTokenClaimNames } from "./result-token/claims.ts";
export {
  createResultTokenVerifier,
  type ResultTokenVerifier,
  type ResultTokenVerifierOptions,
} from "./result-token/create-verifier.ts";
export type { VerifiedResult } from "./result-token/verified-result.ts";
export type { CancelLink, CancelLinkRequest } from "./wire/cancel-link.ts";
export type { CancelSession } from "./wire/cancel-session.ts";
export type { CancellationRequest, CancellationUpdate } from "./wire/cancellation.ts";
export type { CustomerContext, Environment, Metadata, Offer, Outcome } from "./wire/values.ts";
