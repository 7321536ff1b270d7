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

/** The names in a token's header and claims, for the log. Anybody can write such a token. */
export function describeToken(token: string): TokenNames {
  if (token.length > maxLength) return { isJwt: false, header: [], claims: [] };
  try {
    return {
      isJwt: true,
      header: toNames(decodeProtectedHeader(token)),
      claims: toNames(decodeJwt(token)),
    };
  } catch {
    return { isJwt: false, header: [], claims: [] };
  }
}

function toNames(object: object): string[] {
  return Object.keys(object)
    .slice(0, maxNames)
    .map((name) => truncate(name.replace(/[^\w.:/-]/g, "?"), maxNameLength));
}
