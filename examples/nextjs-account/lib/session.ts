import type { ShopSettings } from "@retent/example-shop";
import { jwtVerify, SignJWT } from "jose";
import { cookies } from "next/headers";

const cookieName = "session";

/** The shop's own session: a signed cookie that says who the customer is. */
export function createSession({ sessionSecret, siteUrl }: ShopSettings) {
  const secret = new TextEncoder().encode(sessionSecret);
  return {
    /** Who is signed in in the request that is being answered. */
    async read(): Promise<string | undefined> {
      const token = (await cookies()).get(cookieName)?.value ?? "";
      const verified = await jwtVerify(token, secret, { algorithms: ["HS256"] }).catch(() => undefined);
      return verified?.payload.sub;
    },
    async begin(userId: string): Promise<void> {
      const token = await new SignJWT({ sub: userId })
        .setProtectedHeader({ alg: "HS256" })
        .setExpirationTime("1d")
        .sign(secret);
      const secure = siteUrl.startsWith("https:");
      (await cookies()).set(cookieName, token, { httpOnly: true, sameSite: "lax", secure });
    },
  };
}
