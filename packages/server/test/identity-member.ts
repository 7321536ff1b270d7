import type { IdentityOptions } from "../src/identity.ts";
import { start, startServer } from "./server-under-test.ts";
import { type Claims, signToken } from "./signed-token.ts";

// Customers who are known by an identity token of their membership tool.

export const secret = "an identity secret of these tests, long enough";
export const seconds = start / 1000;
export const member = { sub: "member_7", iss: "https://members.example", aud: "shop", exp: seconds + 3600 };
export const identity: IdentityOptions = { secret, issuer: "https://members.example", audience: "shop" };

export const tokenOf = (claims: Claims = member, header: object = { alg: "HS256" }, key = secret) =>
  signToken(claims, header, key);

/** A server that knows customers by identity token only. */
export const serverWith = (options: IdentityOptions = identity) =>
  startServer({ identity: options, identify: () => null });
