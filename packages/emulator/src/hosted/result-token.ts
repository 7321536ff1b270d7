import { SignJWT } from "jose";
import type { StoredSession } from "../workspace/records.ts";

const lifetimeSeconds = 3600;

export interface ResultTokenSignerOptions {
  signingSecret: string;
  workspaceKey: string;
  now: () => number;
  newId: () => string;
}

/**
 * Signs result tokens: a JWT (RFC 7519), HS256, valid for an hour. The claims are what we assume of
 * RetentBase.
 */
export function createResultTokenSigner(options: ResultTokenSignerOptions) {
  const key = new TextEncoder().encode(options.signingSecret);

  /** Signs these claims with those that every token has; a claim that is undefined is left out. */
  return function sign(claims: Record<string, unknown>): Promise<string> {
    const issuedAt = Math.floor(options.now() / 1000);
    return new SignJWT({
      aud: options.workspaceKey,
      jti: options.newId(),
      iat: issuedAt,
      exp: issuedAt + lifetimeSeconds,
      ...claims,
    })
      .setProtectedHeader({ alg: "HS256", typ: "JWT" })
      .sign(key);
  };
}

/** What a token says about a finished session. */
export function resultClaims(session: StoredSession, issuer: string | undefined): Record<string, unknown> {
  return {
    iss: issuer ?? session.origin,
    sub: session.userId,
    session_id: session.sessionId,
    event_id: session.eventId,
    environment: session.environment,
    outcome: session.outcome,
    reason_key: session.reasonKey ?? undefined,
    reason_text: session.reasonText ?? undefined,
    offer: session.offer ?? undefined,
  };
}
