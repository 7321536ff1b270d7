import { describe, expect, test } from "vitest";
import { claims, seconds, token, verifier } from "./tokens.ts";

/** A verifier with a check of the merchant's own, which answers these claims. */
function withCheck(answer: unknown, options: object = {}) {
  const asked: string[] = [];
  const check = (sent: string) => {
    asked.push(sent);
    if (answer instanceof Error) throw answer;
    return (typeof answer === "function" ? answer() : answer) as Record<string, unknown> | null;
  };
  return { asked, verify: verifier({ secret: undefined as never, verify: check, ...options }).verify };
}

describe("a check of the merchant's own", () => {
  test("says what a token holds, in whatever form the token is", async () => {
    const { asked, verify } = withCheck(claims);
    expect(await verify("opaque_1")).toMatchObject({ userId: "u_1", tokenId: "rt_1", outcome: "churned" });
    expect(asked).toEqual(["opaque_1"]);
  });

  test("need not know issuer, dates and an id: a token then counts from now, and once", async () => {
    const { iss: _i, iat: _a, exp: _e, jti: _j, ...bare } = claims;
    const { verify } = withCheck(bare);
    const [first, again, other] = [await verify("a"), await verify("a"), await verify("b")];
    expect(first).toMatchObject({ userId: "u_1", issuedAt: seconds, isDated: false });
    expect(again.tokenId).toBe(first.tokenId);
    expect(other.tokenId).not.toBe(first.tokenId);
  });

  test.each<[string, unknown]>([
    ["null", null],
    ["undefined", undefined],
    ["true", true],
    ["a text", JSON.stringify(claims)],
    ["a list", [claims]],
    ["a number", 1],
  ])("refuses a token by anything but claims: %s", async (_, answer) => {
    await expect(withCheck(answer).verify("token")).rejects.toMatchObject({ code: "signature_invalid" });
  });

  test.each<[string, unknown, object]>([
    ["throws", new Error("no connection"), {}],
    ["does not answer in time", new Promise(() => {}), { jwksTimeoutMs: 5 }],
    [
      "answers claims that can't be read",
      Object.defineProperty({}, "sub", {
        enumerable: true,
        get: () => {
          throw new Error("canary");
        },
      }),
      {},
    ],
    ["rejects", () => Promise.reject(new Error("no connection")), {}],
  ])("that %s can't tell right now, and the token may be good", async (_, answer, options) => {
    await expect(withCheck(answer, options).verify("token")).rejects.toMatchObject({
      code: "keys_unavailable",
    });
  });

  test.each<[string, object, string]>([
    ["has expired", { exp: seconds - 61 }, "expired"],
    ["is from the future", { iat: seconds + 61 }, "not_yet_valid"],
    ["is not valid yet", { nbf: seconds + 61 }, "not_yet_valid"],
    ["has a date that is none", { exp: "never" }, "claim_invalid"],
    ["has a date that no calendar has", { exp: Number.POSITIVE_INFINITY }, "claim_invalid"],
    ["is for the other environment", { environment: "prod" }, "environment_mismatch"],
    ["is for another workspace", { aud: "ws_2" }, "audience_mismatch"],
    ["names no user", { sub: undefined }, "claim_invalid"],
  ])("does not make a token good that %s", async (_, change, code) => {
    await expect(withCheck({ ...claims, ...change }).verify("token")).rejects.toMatchObject({ code });
  });

  test("is not asked about a token that is longer than any", async () => {
    const { asked, verify } = withCheck(claims);
    await expect(verify("x".repeat(8193))).rejects.toMatchObject({ code: "too_long" });
    expect(asked).toEqual([]);
  });

  test("checks the issuer where one is configured", async () => {
    const { verify } = withCheck(claims, { issuer: "https://other.example" });
    await expect(verify("token")).rejects.toMatchObject({ code: "issuer_mismatch" });
  });

  test("stands alone: beside a secret or a JWKS it is refused", () => {
    const verify = () => claims;
    expect(() => verifier({ verify })).toThrow(/^verify: give one of secret, jwksUrl and verify$/);
  });
});

describe("a secret whose bytes are written in another way", () => {
  const bytes = Buffer.from(
    "f3a1c5e79b8d60421735fedcba98765400112233445566778899aabbccddeeff".slice(0, 64),
    "hex",
  );
  const signed = () => token(claims, undefined, bytes as never);

  test.each([
    ["hex", `hex:${bytes.toString("hex")}`],
    ["hex in capitals", `hex:${bytes.toString("hex").toUpperCase()}`],
    ["base64", `base64:${bytes.toString("base64")}`],
    ["base64url", `base64:${bytes.toString("base64url")}`],
  ])("verifies what its bytes have signed: %s", async (_, secret) => {
    expect(await verifier({ secret }).verify(signed())).toMatchObject({ userId: "u_1" });
  });

  test.each([
    ["hex:xyz0", /hex digits after hex:/],
    ["hex:abc", /hex digits after hex:/],
    ["base64:%%%%", /base64 after base64:/],
    [`hex:${"ab".repeat(31)}`, /at least 32 bytes/],
  ])("is refused where it is not: %s", (secret, message) => {
    expect(() => verifier({ secret })).toThrow(message);
  });
});

test("a short secret is taken only if that was asked for", async () => {
  const secret = "whsec_9Qx27Lm";
  expect(() => verifier({ secret })).toThrow(/at least 32 bytes.*allowShortSecret/);
  const lenient = verifier({ secret, allowShortSecret: true });
  expect(await lenient.verify(token(claims, undefined, secret))).toMatchObject({ userId: "u_1" });
  await expect(lenient.verify(token())).rejects.toMatchObject({ code: "signature_invalid" });
  expect(() => verifier({ secret: "", allowShortSecret: true })).toThrow(/^secret: /);
});

test("a token is described by the names in it, and by no value", () => {
  const { describe: toNames } = verifier();
  expect(toNames(token({ ...claims, "strange\nname": 1 }, { alg: "HS256", kid: "canary" }))).toEqual({
    isJwt: true,
    header: ["alg", "kid"],
    claims: [...Object.keys(claims), "strange?name"],
  });
  expect(toNames("opaque_canary")).toEqual({ isJwt: false, header: [], claims: [] });
  expect(toNames("x".repeat(9000))).toEqual({ isJwt: false, header: [], claims: [] });
});
