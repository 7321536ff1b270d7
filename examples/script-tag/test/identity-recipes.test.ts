import { readFileSync } from "node:fs";
import { createRetent } from "@retent/server";
import { createSqliteStore } from "@retent/server/sqlite";
import { exportJWK, generateKeyPair, type JWTPayload, SignJWT } from "jose";
import { beforeAll, expect, onTestFinished, test } from "vitest";

const recipes = readFileSync(
  new URL("../../../packages/cancel-button/docs/identity.md", import.meta.url),
  "utf8",
);

/** What each tool's documentation says that its tokens hold. */
const claims: Record<string, JWTPayload> = {
  Outseta: { iss: "http://YOUR.outseta.com", aud: "YOUR.outseta.com", sub: "3wQXdmKz" },
  Clerk: { iss: "https://YOUR-FRONTEND-API", sub: "user_123", azp: "https://shop.example", v: 2 },
  Auth0: {
    iss: "https://YOUR-DOMAIN/",
    aud: ["YOUR-API-IDENTIFIER", "https://YOUR-DOMAIN/userinfo"],
    sub: "auth0|123456",
  },
  Supabase: {
    iss: "https://PROJECT.supabase.co/auth/v1",
    aud: "authenticated",
    sub: "11111111-2222-3333-4444-555555555555",
    role: "authenticated",
  },
  Firebase: { iss: "https://securetoken.google.com/PROJECT-ID", aud: "PROJECT-ID", sub: "Zx81" },
};

let keys: Awaited<ReturnType<typeof generateKeyPair>>;

beforeAll(async () => {
  keys = await generateKeyPair("RS256", { extractable: true });
});

/** The settings that a recipe names. */
function settingsOf(tool: string): Record<string, string> {
  const [, section = ""] = recipes.split(`\n## ${tool}\n`);
  const [, code = ""] = /```sh\n(.*?)```/s.exec(section) ?? [];
  return Object.fromEntries(
    [...code.matchAll(/^RETENT_IDENTITY_(\w+)=(.*)$/gm)].map((match) => match.slice(1)),
  );
}

/** Asks a server with a recipe's settings for a link, with the token of a member who is signed in at the tool. */
async function askForLink(tool: string, payload: JWTPayload): Promise<number> {
  const { JWKS_URL = "", ISSUER, AUDIENCE, USER_CLAIM } = settingsOf(tool);
  const store = createSqliteStore({ file: ":memory:" });
  onTestFinished(() => store.close());
  const jwk = { ...(await exportJWK(keys.publicKey)), kid: "key-1", alg: "RS256", use: "sig" };
  const retent = createRetent({
    apiKey: "a-key-of-this-test",
    resultToken: { secret: "a signing secret with more than 32 bytes" },
    publicUrl: "https://retent.example/api",
    siteOrigins: ["https://shop.example"],
    identity: {
      jwksUrl: JWKS_URL,
      ...(ISSUER && { issuer: ISSUER }),
      ...(AUDIENCE && { audience: AUDIENCE }),
      ...(USER_CLAIM && { userClaim: USER_CLAIM }),
    },
    store,
    // RetentBase is out of reach, which is no matter of who the customer is.
    fetch: async (input) =>
      String(input instanceof Request ? input.url : input) === new URL(JWKS_URL).href
        ? Response.json({ keys: [jwk] })
        : new Response(null, { status: 503 }),
  });
  const token = await new SignJWT(payload)
    .setProtectedHeader({ alg: "RS256", kid: "key-1", typ: "JWT" })
    .setIssuedAt()
    .setExpirationTime("1h")
    .sign(keys.privateKey);
  const body = new URLSearchParams({ identity: token });
  const headers = { origin: "https://shop.example", "sec-fetch-site": "cross-site" };
  const request = new Request("https://retent.example/api/cancel-link", { method: "POST", body, headers });
  return (await retent.fetch(request, undefined)).status;
}

test.each(Object.entries(claims))("the settings for %s take its tokens, and no others", async (tool, own) => {
  expect(await askForLink(tool, own)).toBe(303);
  const { sub = "" } = own;
  const foreign = { sub, iss: "https://other-issuer.example", aud: "other-audience" };
  expect(await askForLink(tool, foreign)).toBe(401);
});
