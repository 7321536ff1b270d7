import { createHmac } from "node:crypto";
import { signingSecret } from "../signed-token.ts";

export const encode = (text: string) => Buffer.from(text).toString("base64url");

/** A token whose header and claims are any text, JSON or not. */
export function signText(header: string, claims: string, secret = signingSecret): string {
  const input = `${encode(header)}.${encode(claims)}`;
  return `${input}.${createHmac("sha256", secret).update(input).digest("base64url")}`;
}

/** Says whether a token is another way to write this one: what is signed is the same text, the signature the same bytes. */
export function isSpellingOf(original: string, token: string): boolean {
  const [header, claims, signature = ""] = original.split(".");
  const [otherHeader, otherClaims, otherSignature = "", ...rest] = token.split(".");
  const isSameText = header === otherHeader && claims === otherClaims && rest.length === 0;
  return isSameText && Buffer.from(signature, "base64url").equals(Buffer.from(otherSignature, "base64url"));
}
