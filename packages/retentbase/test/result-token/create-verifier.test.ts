import { describe, expect, test } from "vitest";
import { claims, encode, olderSecret, seconds, secret, token, verifier } from "./tokens.ts";

describe("a good token", () => {
  test("says what the customer decided", async () => {
    expect(await verifier().verify(token())).toEqual({
      tokenId: "rt_1",
      userId: "u_1",
      sessionId: "cs_77",
      eventId: "ev_1",
      environment: "sandbox",
      outcome: "churned",
      reasonKey: "too_expensive",
      reasonText: "My budget was cut.",
      offer: { type: "discount", accepted: false, label: "50% off" },
      issuedAt: seconds,
      isDated: true,
    });
  });

  test("may leave reason and offer out, or have them null", async () => {
    const { reason_key, reason_text, offer, ...bare } = claims;
    const expected = { reasonKey: undefined, reasonText: undefined, offer: undefined };
    expect(await verifier().verify(token(bare))).toMatchObject(expected);
    const nulls = { ...bare, reason_key: null, reason_text: null, offer: null };
    expect(await verifier().verify(token(nulls))).toMatchObject(expected);
  });

  test("is accepted with any of several secrets during a rotation, and no longer after it", async () => {
    const old = token(claims, { alg: "HS256" }, olderSecret);
    expect(await verifier({ secret: [secret, olderSecret] }).verify(old)).toMatchObject({ userId: "u_1" });
    await expect(verifier({ secret: [secret] }).verify(old)).rejects.toMatchObject({
      code: "signature_invalid",
    });
  });

  test("may have its facts in other claims", async () => {
    const { sub, ...rest } = claims;
    const mapped = verifier({ claims: { userId: "customer" } });
    expect(await mapped.verify(token({ ...rest, customer: "u_2" }))).toMatchObject({ userId: "u_2" });
    await expect(mapped.verify(token())).rejects.toMatchObject({ code: "claim_invalid" });
  });

  test("is believed a minute beyond its dates, for clocks differ", async () => {
    expect(await verifier().verify(token({ ...claims, iat: seconds + 59 }))).toBeDefined();
    expect(
      await verifier().verify(token({ ...claims, iat: seconds - 100, exp: seconds - 59 })),
    ).toBeDefined();
  });
});

describe("a bad token", () => {
  const headers: [string, object][] = [
    ["alg none", { alg: "none" }],
    ["alg nOnE", { alg: "nOnE" }],
    ["no alg", {}],
    ["alg HS384", { alg: "HS384" }],
    ["alg RS256 under a shared secret", { alg: "RS256" }],
    ["alg with a homoglyph", { alg: "НS256" }],
    ["a jwk of its own", { alg: "HS256", jwk: { kty: "oct", k: "AAAA" } }],
    ["a jku", { alg: "HS256", jku: "https://evil.example/jwks" }],
    ["an x5u", { alg: "HS256", x5u: "https://evil.example/cert" }],
    ["crit", { alg: "HS256", crit: ["b64"], b64: false }],
    ["zip", { alg: "HS256", zip: "DEF" }],
  ];
  test.each(headers)("with %s in its header is refused", async (_, header) => {
    await expect(verifier().verify(token(claims, header))).rejects.toMatchObject({
      code: "header_not_allowed",
    });
  });

  const payloads: [string, object, string][] = [
    ["expired", { exp: seconds - 61, iat: seconds - 1000 }, "expired"],
    ["issued in the future", { iat: seconds + 61 }, "not_yet_valid"],
    ["not valid yet", { nbf: seconds + 61 }, "not_yet_valid"],
    ["not valid before something that is no date", { nbf: { year: 2026 } }, "claim_invalid"],
    ["valid for over a day", { exp: seconds + 86_401 }, "lifetime_too_long"],
    ["without exp", { exp: undefined }, "claim_invalid"],
    ["without iat", { iat: undefined }, "claim_invalid"],
    ["with dates as text", { exp: String(seconds + 60) }, "claim_invalid"],
    ["of another issuer", { iss: "https://evil.example" }, "issuer_mismatch"],
    [
      "of an issuer with a longer name",
      { iss: "https://cancel.retentbase.com.evil.example" },
      "issuer_mismatch",
    ],
    ["without an issuer", { iss: undefined }, "issuer_mismatch"],
    ["for another audience", { aud: "ws_2" }, "audience_mismatch"],
    ["for a list of audiences", { aud: ["ws_1", "ws_2"] }, "audience_mismatch"],
    ["without an audience", { aud: undefined }, "audience_mismatch"],
    ["of the other environment", { environment: "prod" }, "environment_mismatch"],
    ["of no environment", { environment: undefined }, "claim_invalid"],
    ["with an unknown outcome", { outcome: "cancelled" }, "claim_invalid"],
    ["without a user", { sub: undefined }, "claim_invalid"],
    ["with a number as its user", { sub: 7 }, "claim_invalid"],
    ["without an id", { jti: undefined }, "claim_invalid"],
    ["without session and event", { session_id: undefined, event_id: undefined }, "claim_invalid"],
    ["with an event id of 4 KiB", { event_id: "x".repeat(4096) }, "claim_invalid"],
  ];
  test.each(payloads)("%s is refused", async (_, changes, code) => {
    await expect(verifier().verify(token({ ...claims, ...changes }))).rejects.toMatchObject({ code });
  });

  test.each<[string, object, number]>([
    ["iat", { iat: seconds + 120 }, seconds + 60],
    ["nbf", { nbf: seconds + 90 }, seconds + 30],
    ["the later of both", { iat: seconds + 200, nbf: seconds + 150 }, seconds + 140],
  ])("from the future says from when on it is accepted: by %s", async (_, changes, validFrom) => {
    await expect(verifier().verify(token({ ...claims, ...changes }))).rejects.toMatchObject({
      code: "not_yet_valid",
      validFrom,
    });
  });

  test("from the future that never becomes valid is refused for good", async () => {
    const endless = token({ ...claims, iat: seconds + 120, exp: seconds + 120 + 86_401 });
    await expect(verifier().verify(endless)).rejects.toMatchObject({ code: "lifetime_too_long" });
  });

  test("with a date beyond every calendar is refused", async () => {
    const payload = JSON.stringify(claims).replace(`"exp":${seconds + 3600}`, `"exp":1e999`);
    await expect(verifier().verify(token(payload))).rejects.toMatchObject({ code: "claim_invalid" });
  });

  test("with another signature, or signed over other claims, is refused", async () => {
    await expect(
      verifier().verify(token(claims, { alg: "HS256" }, "another server's secret of 32 bytes!")),
    ).rejects.toMatchObject({
      code: "signature_invalid",
    });
    const [header, , signature] = token().split(".");
    const forged = [header, encode({ ...claims, sub: "u_2" }), signature].join(".");
    await expect(verifier().verify(forged)).rejects.toMatchObject({ code: "signature_invalid" });
  });

  test.each([
    "",
    ".",
    "..",
    "a.b.c",
    "....",
    `${".".repeat(8000)}`,
    "null",
    token().split(".").slice(0, 2).join("."),
  ])("that is no token at all (%#) is refused", async (text) => {
    await expect(verifier().verify(text)).rejects.toMatchObject({ name: "TokenError" });
  });

  test("over the length cap is refused before it is decoded", async () => {
    const long = token({ ...claims, reason_text: "x".repeat(9000) });
    await expect(verifier().verify(long)).rejects.toMatchObject({ code: "too_long" });
  });
});
