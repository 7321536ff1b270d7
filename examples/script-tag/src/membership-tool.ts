import { jwtVerify, SignJWT } from "jose";

/** The issuer of the tokens and our server have to agree on these. */
export const issuer = "https://membership-tool.example";
export const audience = "retent";

/** Stands in for a membership tool: it issues the tokens that tell who a member is, and keeps them in a cookie of the site. */
export function createMembershipTool(secret: string) {
  const key = new TextEncoder().encode(secret);
  return {
    /** The token that a visitor has, if it still counts; else that of a new member, for every visitor is signed in here. */
    async tokenFor(cookies = ""): Promise<string> {
      const token = /(?:^|; )member_token=([^;]*)/.exec(cookies)?.[1] ?? "";
      const isGood = await jwtVerify(token, key, { algorithms: ["HS256"], issuer, audience }).then(
        () => true,
        () => false,
      );
      return isGood ? token : issue(`member_${crypto.randomUUID()}`);
    },
  };

  function issue(memberId: string): Promise<string> {
    return new SignJWT({ sub: memberId })
      .setProtectedHeader({ alg: "HS256" })
      .setIssuer(issuer)
      .setAudience(audience)
      .setIssuedAt()
      .setExpirationTime("1h")
      .sign(key);
  }
}
