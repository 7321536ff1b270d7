import { createHmac } from "node:crypto";

export const signingSecret = "a signing secret of these tests, long enough";
export const workspaceKey = "ws_1";

export type Claims = Record<string, unknown>;

const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString("base64url");

/** A result token made without any JWT library. */
export function signToken(
  claims: Claims,
  header: object = { alg: "HS256", typ: "JWT" },
  secret = signingSecret,
): string {
  const input = `${encode(header)}.${encode(claims)}`;
  return `${input}.${createHmac("sha256", secret).update(input).digest("base64url")}`;
}

/** The claims of a customer who churned, by hand from what this project assumes of RetentBase. */
export function churnedClaims(now: number): Claims {
  return {
    iss: "https://cancel.retentbase.com",
    aud: workspaceKey,
    sub: "user_1",
    jti: crypto.randomUUID(),
    iat: Math.floor(now / 1000),
    exp: Math.floor(now / 1000) + 3600,
    environment: "sandbox",
    outcome: "churned",
    reason_key: "too_expensive",
    reason_text: "My budget was cut.",
    offer: { type: "discount", accepted: false, label: "50% off" },
  };
}
