import { createSign, generateKeyPairSync } from "node:crypto";
import { describe, expect, test } from "vitest";
import { answer, silence, unreachable } from "../../fake-retentbase.ts";
import { startServer } from "../../server-under-test.ts";
import { type Claims, churnedClaims, signToken } from "../../signed-token.ts";

const header = { alg: "HS256", typ: "JWT" };

describe("a token that is not to be believed", () => {
  const faults: [string, (claims: Claims) => string, string][] = [
    ["is no token", () => "hello", "malformed"],
    ["is empty", () => "", "malformed"],
    ["is only dots", () => ".".repeat(8000), "malformed"],
    ["is too long", (claims) => signToken({ ...claims, padding: "x".repeat(9000) }), "too_long"],
    ["is not signed", (claims) => signToken(claims, { alg: "none" }), "header_not_allowed"],
    ["is signed by another algorithm", (claims) => signToken(claims, { alg: "HS512" }), "header_not_allowed"],
    ["brings its own key", (claims) => signToken(claims, { ...header, jwk: {} }), "header_not_allowed"],
    [
      "is signed with another key",
      (claims) => signToken(claims, header, "another secret that is long enough too"),
      "signature_invalid",
    ],
    ["was changed", (claims) => signToken(claims).replace(/\.(.)/, ".x$1"), ""],
    ["has expired", (claims) => signToken({ ...claims, iat: 1, exp: 2 }), "expired"],
    [
      "lives for a week",
      ({ iat, ...claims }) => signToken({ ...claims, iat, exp: Number(iat) + 604_800 }),
      "lifetime_too_long",
    ],
    [
      "comes from far in the future",
      ({ iat, exp, ...claims }) => signToken({ ...claims, iat: Number(iat) + 700, exp }),
      "not_yet_valid",
    ],
    ["has no end", ({ exp: _, ...claims }) => signToken(claims), "claim_invalid"],
    [
      "has another issuer",
      (claims) => signToken({ ...claims, iss: "https://evil.example" }),
      "issuer_mismatch",
    ],
    ["is for another workspace", (claims) => signToken({ ...claims, aud: "ws_2" }), "audience_mismatch"],
    [
      "is of the other environment",
      (claims) => signToken({ ...claims, environment: "prod" }),
      "environment_mismatch",
    ],
    ["has an outcome of its own", (claims) => signToken({ ...claims, outcome: "refunded" }), "claim_invalid"],
    ["names no user", ({ sub: _, ...claims }) => signToken(claims), "claim_invalid"],
    ["has no id", ({ jti: _, ...claims }) => signToken(claims), "claim_invalid"],
    [
      "names neither session nor event",
      ({ session_id: _, event_id: __, ...claims }) => signToken(claims),
      "claim_invalid",
    ],
    [
      "has an endless event id",
      (claims) => signToken({ ...claims, event_id: "e".repeat(4096) }),
      "claim_invalid",
    ],
  ];

  test("is refused for whatever cause in the same words; the cause is reported, the token never", async () => {
    const { startFlow, clock, browser, billing, store, events, eventsOf } = await startServer();
    const flow = await startFlow();
    const claims = { ...churnedClaims(clock.now), session_id: flow.sessionId, event_id: flow.eventId };
    const answers: string[] = [];
    for (const [, make] of faults) {
      const response = await browser.postJson("/result", { token: make(claims) });
      answers.push(`${response.status} ${JSON.stringify([...response.headers])} ${await response.text()}`);
    }
    expect(new Set(answers).size).toBe(1);
    expect(answers[0]).toMatch(/^400 .*"code":"result_token_invalid"/);
    const reported = eventsOf("result_refused").map(({ reason }) => reason);
    for (const [index, [fault, , reason]] of faults.entries()) {
      if (reason !== "") expect([fault, reported[index]]).toEqual([fault, reason]);
    }
    expect(reported).toHaveLength(faults.length);
    expect(JSON.stringify(events)).not.toContain("eyJ");
    expect(billing).not.toHaveBeenCalled();
    expect((await store.find(flow.eventId))?.status).toBe("started");
  });

  test("in the query is not looked at", async () => {
    const { startFlow, browser, token, billing } = await startServer();
    const flow = await startFlow();
    const response = await browser.postJson(`/result?token=${token(flow)}`, {});
    expect(response.status).toBe(400);
    expect(billing).not.toHaveBeenCalled();
  });
});

describe("a token from the near future, on a server whose clock is slow", () => {
  test("waits, and counts when the time has come", async () => {
    const { startFlow, clock, browser, token, billing, store } = await startServer();
    const flow = await startFlow();
    const early = token(flow, { iat: Math.floor(clock.now / 1000) + 120 });
    const response = await browser.postJson("/result", { token: early });
    expect([response.status, response.headers.get("retry-after")]).toEqual([503, "60"]);
    expect(await response.json()).toMatchObject({ code: "result_not_yet_valid" });
    expect(billing).not.toHaveBeenCalled();
    expect((await store.find(flow.eventId))?.status).toBe("started");
    clock.now += 60_000;
    const later = await browser.postJson("/result", { token: early });
    expect([later.status, await later.json()]).toMatchObject([200, { outcome: "churned" }]);
    expect(billing).toHaveBeenCalledOnce();
  });

  test.each([
    ["longest wait", 660, 503],
    ["no wait", 661, 400],
  ])("%s: %i s ahead", async (_, ahead, status) => {
    const { startFlow, clock, browser, token } = await startServer();
    const early = token(await startFlow(), { iat: clock.now / 1000 + ahead });
    expect((await browser.postJson("/result", { token: early })).status).toBe(status);
  });
});

describe("several secrets during a rotation", () => {
  test("both are believed, a third is not", async () => {
    const [newer, older] = [
      "the newer of two signing secrets, long",
      "the older of two signing secrets, long",
    ];
    const { startFlow, clock, browser } = await startServer({ resultToken: { secret: [newer, older] } });
    const statuses: number[] = [];
    for (const secret of [newer, older, "a third signing secret that is long enough"]) {
      const { sessionId } = await startFlow();
      const token = signToken({ ...churnedClaims(clock.now), session_id: sessionId }, header, secret);
      statuses.push((await browser.postJson("/result", { token })).status);
    }
    expect(statuses).toEqual([200, 200, 400]);
  });
});

describe("keys behind a JWKS", () => {
  const { privateKey, publicKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  const jwk = { ...publicKey.export({ format: "jwk" }), kid: "k1", alg: "RS256", use: "sig" };
  const resultToken = { jwksUrl: "https://keys.example/jwks.json" };
  const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString("base64url");

  function signRs256(claims: Claims): string {
    const input = `${encode({ alg: "RS256", kid: "k1" })}.${encode(claims)}`;
    return `${input}.${createSign("sha256").update(input).sign(privateKey, "base64url")}`;
  }

  test("are believed", async () => {
    const { startFlow, clock, browser, retentbase } = await startServer({ resultToken });
    retentbase.reply("jwks", answer(200, { keys: [jwk] }));
    const { sessionId } = await startFlow();
    const token = signRs256({ ...churnedClaims(clock.now), session_id: sessionId });
    expect((await browser.postJson("/result", { token })).status).toBe(200);
  });

  test("a token signed with the public key as a shared secret is not", async () => {
    const { startFlow, clock, browser, retentbase } = await startServer({ resultToken });
    retentbase.reply("jwks", answer(200, { keys: [jwk] }), 9);
    const { sessionId } = await startFlow();
    const pem = publicKey.export({ format: "pem", type: "spki" }).toString();
    const token = signToken({ ...churnedClaims(clock.now), session_id: sessionId }, header, pem);
    expect((await browser.postJson("/result", { token })).status).toBe(400);
  });

  test.each([
    ["is down", answer(503)],
    ["can't be reached", unreachable],
    ["leads elsewhere", answer(302, "", { location: "https://evil.example/jwks.json" })],
    ["is a web page", answer(200, "<h1>hello</h1>")],
    ["is endless", answer(200, { keys: [], padding: "x".repeat(300_000) })],
  ])("that %s make the result one to try again, not an invalid one", async (_, reply) => {
    const { startFlow, clock, browser, retentbase, billing, eventsOf } = await startServer({ resultToken });
    retentbase.reply("jwks", reply, 9);
    const { sessionId } = await startFlow();
    const token = signRs256({ ...churnedClaims(clock.now), session_id: sessionId });
    const response = await browser.postJson("/result", { token });
    expect(response.status).toBe(503);
    expect(await response.json()).toMatchObject({ code: "keys_unavailable" });
    expect(eventsOf("result_refused")).toEqual([{ type: "result_refused", reason: "keys_unavailable" }]);
    expect(billing).not.toHaveBeenCalled();
    expect(retentbase.sent.every(({ url }) => !url.includes("evil"))).toBe(true);
  });

  test("never get the workspace's key", async () => {
    const { startFlow, clock, browser, retentbase } = await startServer({ resultToken });
    retentbase.reply("jwks", silence, 0);
    retentbase.recover();
    const { sessionId } = await startFlow();
    const token = signRs256({ ...churnedClaims(clock.now), session_id: sessionId });
    await browser.postJson("/result", { token });
    const [asked] = retentbase.calls("jwks");
    expect(asked?.url).toBe(resultToken.jwksUrl);
    expect(asked?.headers.get("authorization")).toBeNull();
    expect(asked?.headers.get("x-api-key")).toBeNull();
  });
});
