import { TokenError } from "@retent/retentbase";
import { decodeToken, isTokenError, optionError, readText } from "@retent/retentbase/internal";
import * as z from "zod";

/** Where Memberstack verifies its members' tokens (https://developers.memberstack.com/admin-rest-api/verification). */
const verifyUrl = "https://admin.memberstack.com/members/verify-token";

/** The `iss` of its tokens, by the same page. */
const memberstackIssuer = "https://api.memberstack.com";

const timeoutMs = 5000;
/** Longer than any answer. */
const maxAnswerBytes = 16 * 1024;
const maxTokenLength = 8192;
const clockToleranceSeconds = 60;

const claimsSchema = z.looseObject({
  type: z.literal("member"),
  id: z.string().min(1),
  iss: z.literal(memberstackIssuer),
  iat: z.number(),
  exp: z.number(),
});
const answerSchema = z.object({ data: claimsSchema });

type Claims = z.infer<typeof claimsSchema>;

interface MemberstackOptions {
  secretKey: string;
  audience: string | undefined;
  fetch?: typeof fetch | undefined;
  now: () => number;
}

/**
 * Has Memberstack verify its members' tokens, by its documented endpoint.
 *
 * @throws {TypeError} for a key that can't be one, and without the app's id as `audience`
 */
export function createMemberstackVerifier(options: MemberstackOptions) {
  const { secretKey, audience, now } = options;
  if (audience === undefined)
    throw optionError("audience", "set it to the app's id, app_…, so that no other app's members are taken");
  if (!/^sk_[\x21-\x7e]+$/.test(secretKey))
    throw optionError("memberstackSecretKey", "use the secret key of Memberstack's dashboard: sk_…");
  const send = options.fetch ?? fetch;

  async function ask(token: string): Promise<Claims> {
    const response = await send(verifyUrl, {
      method: "POST",
      headers: { "content-type": "application/json", "x-api-key": secretKey },
      body: JSON.stringify({ token }),
      // A redirect would carry the key to another origin.
      redirect: "manual",
      signal: AbortSignal.timeout(timeoutMs),
    });
    const { content } = await readText(response.body, maxAnswerBytes);
    // It answers 400 for every token that is not good.
    if (response.status === 400) throw new TokenError("signature_invalid", "Memberstack refuses the token");
    if (!response.ok) throw unavailable(`Memberstack responded ${response.status}`);
    const { data } = answerSchema.parse(JSON.parse(content));
    return data;
  }

  function check(claims: Claims): void {
    const { iat, exp, aud } = claims;
    const nowSeconds = now() / 1000;
    if (exp <= nowSeconds - clockToleranceSeconds) throw new TokenError("expired", "the token has expired");
    if (iat > nowSeconds + clockToleranceSeconds)
      throw new TokenError("not_yet_valid", "the token is from the future");
    if (![aud].flat().includes(audience))
      throw new TokenError("audience_mismatch", "the token is for another app");
  }

  return {
    /** @throws {TokenError} for a token that is not to be believed, or (`keys_unavailable`) can't be checked right now */
    async verify(token: string): Promise<Claims> {
      if (token.length > maxTokenLength) throw new TokenError("too_long", "the token is too long");
      // What can't be one of its members' tokens costs no call.
      const unverified = claimsSchema.safeParse(decodeToken(token)?.claims).data;
      if (!unverified) throw new TokenError("malformed", "the token is not a member's of Memberstack");
      check(unverified);
      const claims = await ask(token).catch((error: unknown) => {
        throw isTokenError(error) ? error : unavailable("Memberstack can't be asked", error);
      });
      check(claims);
      if (claims.id !== unverified.id)
        throw new TokenError("claim_invalid", "the answer is about another member");
      return claims;
    },
  };
}

function unavailable(message: string, cause?: unknown): TokenError {
  return new TokenError("keys_unavailable", message, { cause });
}
