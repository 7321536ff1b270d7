import { describe, expect, test } from "vitest";
import {
  createResultTokenVerifier,
  type ResultTokenVerifierOptions,
} from "../../src/result-token/create-verifier.ts";
import { claims, olderSecret, seconds, secret, token, verifier } from "./tokens.ts";

describe("a secret of full length", () => {
  test.each([
    "01234567890123456789012345678901",
    "3141592653589793238462643383279502884197",
    "0123456789abcdef0123456789abcdef",
    "abcdefghijklmnopqrstuvwxyz012345",
    "zyxwvutsrqponmlkjihgfedcba987654",
    "qwertyuiopasdfghjklzxcvbnm123456",
    "1q2w3e4r5t6y7u8i9o0p1q2w3e4r5t6y",
    "00112233445566778899aabbccddeeff",
    "0f1e2d3c4b5a69788796a5b4c3d2e1f0",
    "secretsecretsecretsecretsecretse",
    "Secret-secret-SECRET-secret-secret",
    "AllYourBaseAllYourBaseAllYourBase",
    "your-256-bit-secret-your-256-bit-secret",
    "a-string-secret-at-least-256-bits-long",
    "A_String_Secret_At_Least_256_Bits_Long",
    "your-super-secret-jwt-token-with-at-least-32-characters-long",
    "AyM1SysPpbyDfgZld3umj1qzKObwVMkoqQ-EstJQLr_T-1qS0gZH75aKtMN3Yj0iPS4hcgUuTwjAzZr1Z9CAow",
    "404E635266556A586E3272357538782F413F4428472B4B6250645367566B5970",
    "404e6352-66556a58-6e327235-7538782f-413f4428-472b4b62-50645367-566b5970",
    "xkqxvvkxqkvxqqkvxkvqkxxvqkqvxkqv",
    "ThisIsASecretKeyForJwtAuthentication12345",
    "averylongsecretkeythatisatleast32characters",
    "please-change-this-secret-in-production",
    "insecure-secret-for-local-development-only",
  ])("that is known or can be guessed is refused: %s", (known) => {
    const build = () => verifier({ secret: [secret, known] });
    expect(build).toThrow(/^secret: use a random one, this can be guessed$/);
    expect(build).not.toThrow(known);
  });

  test.each([
    "a sentence that was thought up for this row alone",
    "Vw1C0Yq3mP9sKx7Lr2Nf8Td5Hb6Jg4Za",
    "9c1f0b7de24a58f36b0c7e91d2a4f85b",
    "93277906381093527a8cc02dddde7081",
    "q83vEjRWeJCrze8SNFZ4kKvN7xI0VniQq83vEjRWeJA=",
    "Δοκιμαστικό μυστικό αυτής της δοκιμής μόνο",
  ])("that was drawn at random is taken: %s", (own) => {
    expect(() => verifier({ secret: own })).not.toThrow();
  });

  test("of a tool for development is taken here: whether it runs on this machine is not known", () => {
    for (const local of [
      "rb_local_emulator_signing_secret_0123456789",
      "super-secret-jwt-token-with-at-least-32-characters-long",
    ])
      expect(() => verifier({ secret: local })).not.toThrow();
  });
});

describe("misuse", () => {
  test.each([
    ["http://keys.example/jwks.json", "use an https URL"],
    ["https://joe:canary@keys.example/jwks.json", "remove the user name and password"],
    ["nowhere", "use an https URL"],
    ["", "use an https URL"],
  ])("a JWKS at %j is refused", (jwksUrl, remedy) => {
    const build = () => createResultTokenVerifier({ environment: "sandbox", jwksUrl });
    expect(build).toThrow(`jwksUrl: ${remedy}`);
    expect(build).not.toThrow(/canary/);
  });

  test.each<[string, Partial<ResultTokenVerifierOptions>]>([
    ["secret", { secret: "too short" }],
    ["secret", { secret: [secret, "too short"] }],
    ["secret", { secret: [] }],
    ["secret", { secret: `-----BEGIN PUBLIC KEY-----\n${"A".repeat(64)}` }],
    ["secret", { secret: `{"kty":"RSA","n":"${"A".repeat(64)}"}` }],
    ["secret", { jwksUrl: "https://keys.example/jwks.json" }],
    ["clockToleranceSeconds", { clockToleranceSeconds: 61 }],
    ["maxLifetimeSeconds", { maxLifetimeSeconds: 0 }],
    ["maxLength", { maxLength: 0 }],
  ])("a wrong %s is named at construction", (name, options) => {
    expect(() => verifier(options)).toThrow(TypeError);
    expect(() => verifier(options)).toThrow(new RegExp(`^${name}: `));
  });

  test("an option that is undefined leaves its check on", async () => {
    const loose = { issuer: undefined, maxLifetimeSeconds: undefined, clockToleranceSeconds: undefined };
    const careless = verifier(loose as unknown as Partial<ResultTokenVerifierOptions>);
    for (const changes of [{ iss: "https://evil.example" }, { exp: seconds + 86_401 }, { iat: undefined }]) {
      await expect(careless.verify(token({ ...claims, ...changes }))).rejects.toBeInstanceOf(Error);
    }
  });

  test("neither a secret nor a JWKS is refused", () => {
    expect(() => createResultTokenVerifier({ environment: "sandbox" })).toThrow(/^secret: /);
  });
});

describe("a look at what cannot be verified", () => {
  test.each([
    ["of another key", token(claims, undefined, olderSecret)],
    ["that has expired", token({ ...claims, exp: seconds - 7200 })],
    ["of another user and environment", token({ ...claims, sub: 7, environment: "moon" })],
  ])("finds the flow that a token %s names", (_, sent) => {
    expect(verifier().peek(sent)).toEqual({ sessionId: "cs_77", eventId: "ev_1" });
  });

  test("reads the claims that were chosen", () => {
    const names = verifier({ claims: { sessionId: "sid", eventId: "eid" } });
    expect(names.peek(token({ ...claims, sid: "cs_8", eid: null }))).toEqual({ sessionId: "cs_8" });
  });

  test.each([
    "",
    "a.b.c",
    "..",
    token(7),
    token(null),
    token({ session_id: 7, event_id: "\0" }),
    token({}),
    "x".repeat(9000),
  ])("finds nothing in %j", (sent) => {
    expect(verifier().peek(sent)).toEqual({});
  });
});
