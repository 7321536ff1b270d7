import { createHash, createHmac, generateKeyPairSync, type KeyObject, sign } from "node:crypto";
import { afterEach, describe, expect, test, vi } from "vitest";
import {
  createResultTokenVerifier,
  type ResultTokenVerifierOptions,
} from "../../src/result-token/create-verifier.ts";

const secret = "a signing secret of this test, long enough";
const olderSecret = "the signing secret of the year before, long";
const now = Date.parse("2026-03-01T00:00:00Z");
const seconds = now / 1000;

// Written by hand from what RetentBase's docs leave open and this project assumes.
const claims = {
  iss: "https://cancel.retentbase.com",
  aud: "ws_1",
  sub: "u_1",
  jti: "rt_1",
  iat: seconds,
  exp: seconds + 3600,
  session_id: "cs_77",
  event_id: "ev_1",
  environment: "sandbox",
  outcome: "churned",
  reason_key: "too_expensive",
  reason_text: "My budget was cut.",
  offer: { type: "discount", accepted: false, label: "50% off" },
};

const encode = (value: unknown) =>
  Buffer.from(typeof value === "string" ? value : JSON.stringify(value)).toString("base64url");

/** A token made without any JWT library. */
function token(
  payload: unknown = claims,
  header: object = { alg: "HS256", typ: "JWT" },
  key = secret,
): string {
  const input = `${encode(header)}.${encode(payload)}`;
  return `${input}.${createHmac("sha256", key).update(input).digest("base64url")}`;
}

function verifier(options: Partial<ResultTokenVerifierOptions> = {}) {
  return createResultTokenVerifier({
    secret,
    environment: "sandbox",
    audience: "ws_1",
    now: () => now,
    ...options,
  });
}

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
      verifier().verify(token(claims, { alg: "HS256" }, "somebody else's secret of 32 bytes!")),
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

describe("with a JWKS", () => {
  const keys = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const otherKeys = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const jwk = { ...keys.publicKey.export({ format: "jwk" }), kid: "k1" };
  const privateJwk = { ...keys.privateKey.export({ format: "jwk" }), kid: "k1" };
  const otherJwk = { ...otherKeys.publicKey.export({ format: "jwk" }), kid: "k1" };

  function signed(kid: string): string {
    const input = `${encode({ alg: "ES256", kid })}.${encode(claims)}`;
    const signature = sign("sha256", Buffer.from(input), { key: keys.privateKey, dsaEncoding: "ieee-p1363" });
    return `${input}.${signature.toString("base64url")}`;
  }

  function jwksVerifier(answer: () => Promise<Response>) {
    const { secret: _, ...options } = { secret, jwksUrl: "https://keys.example/jwks.json", fetch: answer };
    return createResultTokenVerifier({
      environment: "sandbox",
      audience: "ws_1",
      now: () => now,
      ...options,
    });
  }

  const answering = (body: unknown, init?: ResponseInit) => async () =>
    new Response(JSON.stringify(body), init);

  test("a token of a published key is accepted", async () => {
    expect(await jwksVerifier(answering({ keys: [jwk] })).verify(signed("k1"))).toMatchObject({
      userId: "u_1",
    });
  });

  test("two keys of one name are both tried", async () => {
    const published = answering({ keys: [otherJwk, jwk] });
    expect(await jwksVerifier(published).verify(signed("k1"))).toMatchObject({ userId: "u_1" });
  });

  test("a token of an unknown key is refused, and so is a shared-secret one", async () => {
    const published = jwksVerifier(answering({ keys: [jwk] }));
    await expect(published.verify(signed("k2"))).rejects.toMatchObject({ code: "signature_invalid" });
    await expect(published.verify(token())).rejects.toMatchObject({ code: "header_not_allowed" });
  });

  describe("with a key that can't be used", () => {
    const unusable: [string, object][] = [
      ["of an unknown type", { kty: "future", kid: "bad" }],
      ["off its curve", { ...jwk, kid: "bad", x: jwk.y, y: jwk.x }],
      ["of an unknown curve", { ...jwk, kid: "bad", crv: "P-999" }],
      ["that is incomplete", { kty: "RSA", kid: "bad" }],
      ["that is private", { ...privateJwk, kid: "bad" }],
      ["that is secret", { kty: "oct", kid: "bad", k: "A".repeat(64) }],
      ["that is no key at all", { kid: "bad" }],
    ];

    afterEach(() => void vi.useRealTimers());

    test.each(unusable)("%s, a token that names it is refused, and the other keys go on", async (_, bad) => {
      const published = jwksVerifier(answering({ keys: [bad, jwk] }));
      await expect(published.verify(signed("bad"))).rejects.toMatchObject({ code: "signature_invalid" });
      expect(await published.verify(signed("k1"))).toMatchObject({ userId: "u_1" });
    });

    test.each(unusable)("%s, new keys are noticed while tokens name it", async (_, bad) => {
      vi.useFakeTimers({ toFake: ["Date"] });
      let keys: object[] = [bad, { ...jwk, kid: "old" }];
      const published = jwksVerifier(async () => Response.json({ keys }));
      const tryBad = () => published.verify(signed("bad")).catch(() => {});
      await tryBad();
      keys = [bad, jwk];
      for (let passed = 0; passed < 4; passed += 1) {
        await tryBad();
        vi.advanceTimersByTime(10_000);
      }
      expect(await published.verify(signed("k1"))).toMatchObject({ userId: "u_1" });
    });
  });

  describe("with RSA keys", () => {
    const rsaToken = (key: KeyObject) => {
      const input = `${encode({ alg: "RS256", kid: "rsa" })}.${encode(claims)}`;
      return `${input}.${sign("sha256", Buffer.from(input), key).toString("base64url")}`;
    };
    const good = generateKeyPairSync("rsa", { modulusLength: 2048 });
    const publish = (changes: object, key = good.publicKey) =>
      jwksVerifier(answering({ keys: [{ ...key.export({ format: "jwk" }), kid: "rsa", ...changes }, jwk] }));

    test("a token of a strong one is accepted", async () => {
      expect(await publish({}).verify(rsaToken(good.privateKey))).toMatchObject({ userId: "u_1" });
    });

    test.each<[string, number, number]>([
      ["short", 1024, 65_537],
      ["a little short", 2040, 65_537],
      ["of exponent 3", 2048, 3],
    ])("a token of one that is %s is refused", async (_, modulusLength, publicExponent) => {
      const weak = generateKeyPairSync("rsa", { modulusLength, publicExponent });
      const published = publish({}, weak.publicKey);
      await expect(published.verify(rsaToken(weak.privateKey))).rejects.toMatchObject({
        code: "signature_invalid",
      });
    });

    test("what anybody can write is refused of one with exponent 1, and of a long one with leading zeros", async () => {
      // With e = 1 a signature is the padded digest itself (RFC 8017, section 9.2).
      const input = `${encode({ alg: "RS256", kid: "rsa" })}.${encode(claims)}`;
      const digest = createHash("sha256").update(input).digest();
      const prefix = Buffer.from("3031300d060960864801650304020105000420", "hex");
      const padding = Buffer.alloc(256 - 3 - prefix.length - digest.length, 0xff);
      const padded = Buffer.concat([Buffer.from([0, 1]), padding, Buffer.from([0]), prefix, digest]);
      const forged = `${input}.${padded.toString("base64url")}`;
      for (const e of ["AQ", "AAE"]) {
        await expect(publish({ e }).verify(forged)).rejects.toMatchObject({ code: "signature_invalid" });
      }
      const short = generateKeyPairSync("rsa", { modulusLength: 1024 });
      const n = `${"A".repeat(172)}${short.publicKey.export({ format: "jwk" }).n}`;
      const published = publish({ n }, short.publicKey);
      await expect(published.verify(rsaToken(short.privateKey))).rejects.toMatchObject({
        code: "signature_invalid",
      });
    });
  });

  describe("that goes down", () => {
    const minuteMs = 60_000;
    let isDown = false;
    let fetches = 0;

    /** Has verified one token; the library looks at the clock by itself. */
    async function publishedOnce() {
      vi.useFakeTimers({ toFake: ["Date"] });
      isDown = false;
      fetches = 0;
      const published = jwksVerifier(async () => {
        fetches += 1;
        if (isDown) throw new TypeError("fetch failed");
        return Response.json({ keys: [jwk] });
      });
      await published.verify(signed("k1"));
      isDown = true;
      return published;
    }

    afterEach(() => void vi.useRealTimers());

    test("its known keys go on for a day, and no longer", async () => {
      const published = await publishedOnce();
      vi.advanceTimersByTime(23 * 60 * minuteMs);
      expect(await published.verify(signed("k1"))).toMatchObject({ userId: "u_1" });
      vi.advanceTimersByTime(61 * minuteMs);
      await expect(published.verify(signed("k1"))).rejects.toMatchObject({ code: "keys_unavailable" });
    });

    test("it is left alone for half a minute, and used again once it is back", async () => {
      const published = await publishedOnce();
      vi.advanceTimersByTime(11 * minuteMs);
      for (let tokens = 0; tokens < 5; tokens += 1) await published.verify(signed("k1"));
      expect(fetches).toBe(2);
      isDown = false;
      vi.advanceTimersByTime(minuteMs);
      await published.verify(signed("k1"));
      expect(fetches).toBe(3);
    });

    test("it is asked again at once where no keys are known yet", async () => {
      const answers = [
        Promise.reject(new TypeError("fetch failed")),
        Promise.resolve(Response.json({ keys: [jwk] })),
      ];
      const published = jwksVerifier(() => answers.shift() ?? Promise.reject(new TypeError("fetch failed")));
      await expect(published.verify(signed("k1"))).rejects.toMatchObject({ code: "keys_unavailable" });
      expect(await published.verify(signed("k1"))).toMatchObject({ userId: "u_1" });
    });

    test("it is left alone from the second failure on where no keys are known yet, and noticed when it is back", async () => {
      vi.useFakeTimers({ toFake: ["Date"] });
      isDown = true;
      fetches = 0;
      const published = jwksVerifier(async () => {
        fetches += 1;
        if (isDown) throw new TypeError("fetch failed");
        return Response.json({ keys: [jwk] });
      });
      const unavailable = { code: "keys_unavailable" };
      for (let posts = 0; posts < 300; posts += 1)
        await expect(published.verify(signed("k1"))).rejects.toMatchObject(unavailable);
      expect(fetches).toBe(2);
      for (let passed = 0; passed < 300; passed += 1) {
        vi.advanceTimersByTime(1000);
        await expect(published.verify(signed("k1"))).rejects.toMatchObject(unavailable);
      }
      expect(fetches).toBeLessThan(20);
      isDown = false;
      vi.advanceTimersByTime(30_000);
      expect(await published.verify(signed("k1"))).toMatchObject({ userId: "u_1" });
    });

    test("a token of another key may be good: try again", async () => {
      const published = await publishedOnce();
      vi.advanceTimersByTime(minuteMs);
      await expect(published.verify(signed("k2"))).rejects.toMatchObject({ code: "keys_unavailable" });
    });
  });

  const { publicKey: rsaKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });

  test.each<[string, () => Promise<Response>]>([
    ["down", () => Promise.reject(new TypeError("fetch failed"))],
    ["answered 500", answering({}, { status: 500 })],
    ["a redirect", answering({}, { status: 302, headers: { location: "https://evil.example" } })],
    ["HTML", async () => new Response("<html>")],
    ["endless", async () => new Response("x".repeat(300_000))],
    ["a private key", answering({ keys: [privateJwk] })],
    [
      "an RSA key of an even exponent",
      answering({ keys: [{ ...rsaKey.export({ format: "jwk" }), e: "AQAC" }] }),
    ],
  ])("a JWKS that is %s means: try again, not: invalid", async (_, answer) => {
    await expect(jwksVerifier(answer).verify(signed("k1"))).rejects.toMatchObject({
      code: "keys_unavailable",
    });
  });
});

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
  ])("that everybody knows or can guess is refused: %s", (known) => {
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
  ])("that somebody has to have is taken: %s", (own) => {
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
  test.each(["http://keys.example/jwks.json", "https://joe:canary@keys.example/jwks.json", "nowhere", ""])(
    "a JWKS at %j is refused",
    (jwksUrl) => {
      const build = () => createResultTokenVerifier({ environment: "sandbox", jwksUrl });
      expect(build).toThrow(/^jwksUrl: use an https URL/);
      expect(build).not.toThrow(/canary/);
    },
  );

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
