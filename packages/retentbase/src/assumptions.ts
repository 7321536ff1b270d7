/**
 * What no public page of RetentBase says, and what we assume instead. Nothing outside this module knows these
 * facts by heart; each can be changed by an option, named beside it.
 */

/** RetentBase's two hosts (documented). Options `apiUrl` and `cancelUrl`. */
export const hosts = {
  api: "https://api.retentbase.com",
  cancel: "https://cancel.retentbase.com",
} as const;

/** The result token is a JWT (RFC 7519); with a shared secret it is signed like this. */
export const sharedSecretAlgorithms = ["HS256"];

/** The algorithms believed when the keys are asymmetric (option `jwksUrl`). */
export const publicKeyAlgorithms = ["RS256", "ES256", "EdDSA"];

/** The token's `iss`. Option `issuer`. */
export const assumedIssuer: string = hosts.cancel;

/** Where each fact stands in the token's claims. Option `claims`. */
export const assumedClaimNames = {
  userId: "sub",
  tokenId: "jti",
  sessionId: "session_id",
  eventId: "event_id",
  environment: "environment",
  outcome: "outcome",
  reasonKey: "reason_key",
  reasonText: "reason_text",
  offer: "offer",
} as const;

/**
 * Where an error body has its code and message: `{ "error": { "code", "message" } }`; any other body is
 * accepted too.
 */
export function readErrorBody(body: unknown): { code?: string; message?: string } {
  const error = isObject(body) ? body.error : undefined;
  if (!isObject(error)) return {};
  const { code, message } = error;
  return {
    ...(typeof code === "string" && { code }),
    ...(typeof message === "string" && { message }),
  };
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}
