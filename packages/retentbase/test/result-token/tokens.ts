import { createHmac } from "node:crypto";
import {
  createResultTokenVerifier,
  type ResultTokenVerifierOptions,
} from "../../src/result-token/create-verifier.ts";

export const secret = "a signing secret of this test, long enough";
export const olderSecret = "the signing secret of the year before, long";
export const now = Date.parse("2026-03-01T00:00:00Z");
export const seconds = now / 1000;

// Written by hand from what RetentBase's docs leave open and this project assumes.
export const claims = {
  iss: "https://cancel.retentbase.com",
  aud: "ws_1",
  sub: "u_1",
  jti: "rt_1",
  iat: seconds,
  exp: seconds + 3600,
  session_id: "cs_77",
  event_id: "ev_1",
  environment: "sandbox",
  outcome: "churned",
  reason_key: "too_expensive",
  reason_text: "My budget was cut.",
  offer: { type: "discount", accepted: false, label: "50% off" },
};

export const encode = (value: unknown) =>
  Buffer.from(typeof value === "string" ? value : JSON.stringify(value)).toString("base64url");

/** A token made without any JWT library. */
export function token(
  payload: unknown = claims,
  header: object = { alg: "HS256", typ: "JWT" },
  key = secret,
): string {
  const input = `${encode(header)}.${encode(payload)}`;
  return `${input}.${createHmac("sha256", key).update(input).digest("base64url")}`;
}

export function verifier(options: Partial<ResultTokenVerifierOptions> = {}) {
  return createResultTokenVerifier({
    secret,
    environment: "sandbox",
    audience: "ws_1",
    now: () => now,
    ...options,
  });
}
