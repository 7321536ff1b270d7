import { createHash, generateKeyPairSync, type KeyObject, sign } from "node:crypto";
import { afterEach, describe, expect, test, vi } from "vitest";
import { createResultTokenVerifier } from "../../src/result-token/create-verifier.ts";
import { claims, encode, now, secret, token } from "./tokens.ts";

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
