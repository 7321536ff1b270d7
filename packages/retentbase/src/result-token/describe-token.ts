import { decodeJwt, decodeProtectedHeader } from "jose";
import { truncate } from "../truncate.ts";

/** What a token is made of, by name: no value of it. */
export interface TokenNames {
  /** Whether it has the form of a signed JWT (RFC 7519). */
  isJwt: boolean;
  header: string[];
  claims: string[];
}

/** Anybody can write a token: names are few and short. */
const maxNames = 40;
const maxNameLength = 60;
const maxLength = 8192;

/** A token's header and claims, unverified; undefined if it does not have the form of a signed JWT. */
export function decodeToken(token: string): { header: object; claims: Record<string, unknown> } | undefined {
  if (token.length > maxLength) return undefined;
  try {
    return { header: decodeProtectedHeader(token), claims: decodeJwt(token) };
  } catch {
    return undefined;
  }
}

/** The names in a token's header and claims, for the log. Anybody can write such a token. */
export function describeToken(token: string): TokenNames {
  const parts = decodeToken(token);
  if (!parts) return { isJwt: false, header: [], claims: [] };
  return { isJwt: true, header: toNames(parts.header), claims: toNames(parts.claims) };
}

function toNames(object: object): string[] {
  return Object.keys(object)
    .slice(0, maxNames)
    .map((name) => truncate(name.replace(/[^\w.:/-]/g, "?"), maxNameLength));
}
