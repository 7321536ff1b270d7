import { createSign, generateKeyPairSync } from "node:crypto";
import { describe, expect, test } from "vitest";
import { createRetent } from "../src/create-retent.ts";
import type { IdentityOptions } from "../src/identity.ts";
import { openStore } from "./database.ts";
import { answer, sharedLink } from "./fake-retentbase.ts";
import { identity, member, seconds, secret, serverWith, tokenOf } from "./identity-member.ts";
import { apiKey, publicUrl, startServer } from "./server-under-test.ts";
import { type Claims, signingSecret } from "./signed-token.ts";

/** What a form of another site sends: none of our cookies, and an origin that may be withheld. */
const crossSite = { "sec-fetch-site": "cross-site", origin: "null" };

describe("an identity token", () => {
  test("in the field of JSON or a form, or as a bearer, says who the customer is", async () => {
    const { browser, retentbase } = await serverWith();
    await browser.postJson("/cancel-link", { identity: tokenOf() });
    await browser.postForm("/cancel-link", { identity: tokenOf() });
    await browser.postJson("/cancel-link", {}, { authorization: `Bearer ${tokenOf()}` });
    expect(retentbase.calls("link").map(({ body }) => body.userId)).toEqual([
      "member_7",
      "member_7",
      "member_7",
    ]);
  });

  test("lets a form whose page hides its origin start a cancellation that its result comes back to", async () => {
    const { browser, billing, store, token } = await serverWith();
    const response = await browser.postForm("/cancel-link", { identity: tokenOf() }, crossSite);
    expect(response.status).toBe(303);
    expect(response.headers.get("location")).toBe("https://cancel.retentbase.com/c/secret_of_link_1");
    const [flow] = await store.findBySession("cs_1");
    const result = token({ sessionId: "cs_1", eventId: flow?.eventId ?? "" }, { sub: "member_7" });
    expect(await (await browser.postJson("/result", { token: result })).json()).toMatchObject({
      status: "settled",
    });
    expect(billing).toHaveBeenCalledTimes(1);
  });

  test("is refused if it is valid for longer than a month, or than the merchant says", async () => {
    const { browser, eventsOf } = await serverWith();
    const statusOf = async (claims: Claims, from = browser) =>
      (await from.postJson("/cancel-link", { identity: tokenOf({ ...member, ...claims }) })).status;
    const days = 86_400;
    expect(await statusOf({ exp: seconds + 31 * days })).toBe(200);
    expect(await statusOf({ exp: seconds + 31 * days + 1 })).toBe(401);
    expect(await statusOf({ iat: seconds - 10 * days, exp: seconds + 22 * days })).toBe(401);
    expect(eventsOf("identity_refused").map(({ reason }) => reason)).toEqual([
      "lifetime_too_long",
      "lifetime_too_long",
    ]);
    const { browser: patient } = await serverWith({ ...identity, maxLifetimeSeconds: 365 * days });
    expect(await statusOf({ exp: seconds + 365 * days }, patient)).toBe(200);
  });

  test("is not needed again on the plain page, by who comes back from a hosted page that is out of reach", async () => {
    const { browser, newBrowser, billing } = await serverWith();
    await browser.postForm("/cancel-link", { identity: tokenOf() }, crossSite);
    const event = /name="event" value="([^"]+)"/.exec(await (await browser.get("/cancel")).text())?.[1] ?? "";
    expect((await browser.postForm("/cancel", { event })).status).toBe(303);
    expect(billing).toHaveBeenCalledWith(expect.objectContaining({ eventId: event, userId: "member_7" }));
    expect((await browser.get("/cancel")).status).toBe(401);
    expect((await newBrowser().get("/cancel")).status).toBe(401);
  });

  test.each([
    ["member_7", "me…_7"],
    ["auth0|65f0c1b2a3d4e5f6a7b8c9d0", "au…d0"],
    ["anna.schmidt@mail.example", "a…@mail.example"],
    ["u1234", "u…4"],
    ["42", "42"],
    ["👩‍🚀🧑🏽‍🌾🎉🎊🥳🤖👾🚀", "👩‍🚀🧑🏽‍🌾…👾🚀"],
  ])("of %s leads to a plain page that says whose it is, and since when: %s", async (sub, said) => {
    const { browser, newBrowser } = await serverWith();
    await browser.postForm("/cancel-link", { identity: tokenOf({ ...member, sub }) }, crossSite);
    const page = await (await browser.get("/cancel")).text();
    expect(page).toMatch(/Request started on<\/dt><dd><time[^>]*>March 1, 2026 at 12:00\sAM UTC/);
    expect(page).toContain(`<dt>Account</dt><dd><bdi>${said}</bdi>`);
    if (said !== sub) expect(page).not.toContain(sub);
    const stranger = await newBrowser().get("/cancel", { accept: "text/html" });
    expect(stranger.status).toBe(401);
    expect(await stranger.text()).not.toMatch(/Request started on|<dt>Account/);
  });

  test("is needed again once the link has expired that the customer did not come back from", async () => {
    const { browser, clock } = await serverWith();
    await browser.postForm("/cancel-link", { identity: tokenOf() }, crossSite);
    clock.now += 29 * 60_000;
    expect((await browser.get("/cancel")).status).toBe(200);
    clock.now += 2 * 60_000;
    expect((await browser.get("/cancel")).status).toBe(401);
    await browser.postForm("/cancel-link", { identity: tokenOf() }, crossSite);
    expect((await browser.get("/cancel")).status).toBe(200);
  });

  test("is needed again once another click of the same hosted session has brought its result back", async () => {
    const { browser, retentbase, store, token } = await serverWith();
    retentbase.reply("link", sharedLink, 2);
    for (const _ of [1, 2]) await browser.postForm("/cancel-link", { identity: tokenOf() }, crossSite);
    const [, older] = await store.findBySession("cs_shared");
    const result = token({ sessionId: "cs_shared", eventId: older?.eventId ?? "" }, { sub: "member_7" });
    expect((await browser.postJson("/result", { token: result })).status).toBe(200);
    expect((await browser.get("/cancel")).status).toBe(401);
  });

  test("may hold the user in another claim", async () => {
    const { browser, retentbase } = await serverWith({ ...identity, userClaim: "outseta:accountUid" });
    await browser.postJson("/cancel-link", {
      identity: tokenOf({ ...member, "outseta:accountUid": "acc_3" }),
    });
    expect(retentbase.calls("link")[0]?.body.userId).toBe("acc_3");
  });

  test("counts before the host app's session", async () => {
    const { browser, retentbase } = await startServer({ identity });
    await browser.postJson("/cancel-link", { identity: tokenOf() });
    expect(retentbase.calls("link")[0]?.body.userId).toBe("member_7");
  });

  test("of a published key is believed, and one of no published key is not", async () => {
    const keys = generateKeyPairSync("rsa", { modulusLength: 2048 });
    const { browser, retentbase } = await serverWith({ jwksUrl: "https://members.example/jwks.json" });
    retentbase.reply(
      "jwks",
      answer(200, { keys: [{ ...keys.publicKey.export({ format: "jwk" }), kid: "k1" }] }),
      5,
    );
    const input = [{ alg: "RS256", kid: "k1" }, member]
      .map((part) => Buffer.from(JSON.stringify(part)).toString("base64url"))
      .join(".");
    const signature = createSign("RSA-SHA256").update(input).sign(keys.privateKey, "base64url");
    expect((await browser.postJson("/cancel-link", { identity: `${input}.${signature}` })).status).toBe(200);
    expect((await browser.postJson("/cancel-link", { identity: tokenOf() })).status).toBe(401);
    expect(retentbase.calls("jwks")).toHaveLength(1);
  });

  test("that can't be checked just now is asked for again, not refused for good", async () => {
    const { browser, retentbase } = await serverWith({ jwksUrl: "https://members.example/jwks.json" });
    retentbase.reply("jwks", answer(503));
    const response = await browser.postJson("/cancel-link", {
      identity: tokenOf(member, { alg: "RS256", kid: "k1" }),
    });
    expect(response.status).toBe(503);
    expect(await response.json()).toMatchObject({ code: "keys_unavailable" });
  });
});

describe("an identity token does not let a customer in", () => {
  const siteOrigins = ["https://shop.example", "https://blog.example"];
  const start = () => startServer({ identity, identify: () => null, siteOrigins });
  const stripe = { portal: async () => "https://billing.example/session" };

  test.each<[string, Record<string, string>]>([
    ["a site that is not on the list", { "sec-fetch-site": "cross-site", origin: "https://evil.example" }],
    ["one in an old browser", { "sec-fetch-site": "", origin: "https://evil.example" }],
    [
      "a subdomain of a stranger",
      { "sec-fetch-site": "same-site", origin: "https://user-pages.shop.example" },
    ],
    ["a listed site without https", { "sec-fetch-site": "cross-site", origin: "http://blog.example" }],
    ["a page that claims to be ours", { "sec-fetch-site": "same-origin", origin: "https://evil.example" }],
  ])("from %s", async (_, headers) => {
    const { browser, retentbase, eventsOf } = await start();
    const token = { identity: tokenOf() };
    const bearer = { authorization: `Bearer ${tokenOf()}`, ...headers };
    for (const response of [
      await browser.postForm("/cancel-link", token, headers),
      await browser.postJson("/cancel-link", token, headers),
      await browser.postJson("/cancel-link", {}, bearer),
    ])
      expect(response.status).toBe(403);
    expect(retentbase.sent).toEqual([]);
    expect(browser.cookies.size).toBe(0);
    expect(eventsOf("origin_refused")).toHaveLength(3);
  });

  test("to billing's portal from a site that is not on the list", async () => {
    const { browser } = await startServer({ identity, billing: stripe as never });
    const headers = { "sec-fetch-site": "cross-site", origin: "https://evil.example" };
    expect((await browser.postForm("/portal", { identity: tokenOf() }, headers)).status).toBe(403);
    expect((await browser.postForm("/portal", { identity: tokenOf() }, crossSite)).status).toBe(303);
  });

  test("by script of a page that hides its origin, which is no form", async () => {
    const { browser, retentbase } = await start();
    const bearer = { authorization: `Bearer ${tokenOf()}`, ...crossSite };
    for (const response of [
      await browser.postJson("/cancel-link", { identity: tokenOf() }, crossSite),
      await browser.postJson("/cancel-link", {}, bearer),
      await browser.postJson("/cancel-link", {}, { ...bearer, "sec-fetch-site": "same-site" }),
    ])
      expect(response.status).toBe(403);
    expect(retentbase.sent).toEqual([]);
  });

  test("but by a form of a listed site, and from what is no browser", async () => {
    const { browser } = await start();
    const listed = { "sec-fetch-site": "cross-site", origin: "https://blog.example" };
    expect((await browser.postForm("/cancel-link", { identity: tokenOf() }, listed)).status).toBe(303);
    const headers = { "content-type": "application/json" };
    const init = { method: "POST", headers, body: JSON.stringify({ identity: tokenOf() }) };
    expect((await browser.send("/cancel-link", init)).status).toBe(200);
  });
});

describe("no customer is let in by", () => {
  test.each<[string, string]>([
    ["no token at all", ""],
    [
      "a token of another secret",
      tokenOf(member, { alg: "HS256" }, "another secret of these tests, long too"),
    ],
    ["an expired token", tokenOf({ ...member, exp: seconds - 61 })],
    ["a token that never expires", tokenOf({ ...member, exp: undefined })],
    ["a token of another issuer", tokenOf({ ...member, iss: "https://evil.example" })],
    ["a token for another site", tokenOf({ ...member, aud: "blog" })],
    ["a token without a user", tokenOf({ ...member, sub: undefined })],
    ["a token with a number as its user", tokenOf({ ...member, sub: 7 })],
    ["alg none", tokenOf(member, { alg: "none" })],
    ["a key of its own", tokenOf(member, { alg: "HS256", jwk: { kty: "oct", k: "AAAA" } })],
    [
      "a result token",
      tokenOf({ ...member, iss: "https://cancel.retentbase.com" }, { alg: "HS256" }, signingSecret),
    ],
  ])("%s", async (_, token) => {
    const { browser, retentbase, events } = await serverWith();
    const response = await browser.postJson("/cancel-link", { identity: token });
    expect(response.status).toBe(401);
    expect(await response.json()).toMatchObject({ code: "not_identified" });
    expect(retentbase.sent).toEqual([]);
    if (token) expect(JSON.stringify(events)).not.toContain(token);
  });

  test("a form of another site without a token, whatever cookies come along", async () => {
    const { browser, retentbase } = await startServer({ identity });
    expect((await browser.postForm("/cancel-link", {}, crossSite)).status).toBe(403);
    expect(retentbase.sent).toEqual([]);
  });

  test("a token where no identity is configured: the session counts, and the page it comes from", async () => {
    const { browser, retentbase } = await startServer();
    expect((await browser.postForm("/cancel-link", { identity: tokenOf() }, crossSite)).status).toBe(403);
    await browser.postJson("/cancel-link", { identity: tokenOf() });
    expect(retentbase.calls("link").map(({ body }) => body.userId)).toEqual(["user_1"]);
  });
});

test("a JWKS that fails from the start is not fetched for every customer", async () => {
  const { browser, retentbase } = await serverWith({ jwksUrl: "https://members.example/jwks.json" });
  retentbase.reply("jwks", answer(503), 1000);
  const token = tokenOf(member, { alg: "RS256", kid: "k1" });
  for (let posts = 0; posts < 300; posts += 1)
    expect((await browser.postJson("/cancel-link", { identity: token })).status).toBe(503);
  expect(retentbase.calls("jwks").length).toBeLessThan(10);
});

test.each<[IdentityOptions, RegExp]>([
  [{ secret: "short" }, /identity\.secret: .*32 bytes/],
  [{}, /identity\.secret: give either secret or jwksUrl/],
  [{ secret, jwksUrl: "https://members.example/jwks.json" }, /identity\.secret: give either/],
  [{ jwksUrl: "http://members.example/jwks.json" }, /identity\.jwksUrl: use https/],
  [{ secret, users: "all" } as IdentityOptions, /identity\.users: unknown option/],
])("identity options that can't work are refused by name (%#)", async (options, message) => {
  const store = await openStore();
  const build = () =>
    createRetent({
      apiKey,
      resultToken: { secret: signingSecret },
      publicUrl,
      store,
      identity: options,
    });
  expect(build).toThrow(TypeError);
  expect(build).toThrow(message);
});
