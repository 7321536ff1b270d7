import { describe, expect, test } from "vitest";
import { identity, member, seconds, serverWith, tokenOf } from "./identity-member.ts";
import { startServer } from "./server-under-test.ts";

describe("why an identity token was refused", () => {
  const otherKey = "another secret of these tests, long enough";
  const refused: [name: string, fields: object, reason: string, hint: RegExp, compared?: object][] = [
    ["is missing", {}, "missing", /no identity token/],
    ["has expired", { identity: tokenOf({ ...member, exp: seconds - 3600 }) }, "expired", /expired/],
    [
      "is for another audience",
      { identity: tokenOf({ ...member, aud: "x" }) },
      "audience_mismatch",
      /\(aud\)/,
      { found: "x", expected: identity.audience },
    ],
    [
      "is of another issuer",
      { identity: tokenOf({ ...member, iss: "x" }) },
      "issuer_mismatch",
      /\(iss\)/,
      { found: "x", expected: identity.issuer },
    ],
    [
      "is signed by another key",
      { identity: tokenOf(member, { alg: "HS256" }, otherKey) },
      "signature_invalid",
      /not signed with the configured keys/,
    ],
    [
      "names no user",
      { identity: tokenOf({ ...member, sub: undefined }) },
      "user_claim_missing",
      /userClaim/,
    ],
    ["is no token", { identity: "a.b" }, "malformed", /not a signed JWT/],
  ];

  test.each(refused)(
    "is said to developers in the sandbox if it %s, and customers read one sentence",
    async (_, fields, reason, hint, compared) => {
      const { browser, eventsOf } = await serverWith();
      const response = await browser.postJson("/cancel-link", fields);
      expect(response.status).toBe(401);
      expect(await response.json()).toMatchObject({
        code: "not_identified",
        detail: "Sign in first, then cancel from your account.",
        hint: expect.stringMatching(hint),
      });
      expect(eventsOf("identity_refused")).toEqual([{ type: "identity_refused", reason, ...compared }]);
      const form = await browser.postForm("/cancel-link", fields as Record<string, string>);
      expect(form.headers.get("retent-hint")).toMatch(hint);
      expect(await form.text()).not.toMatch(hint);
    },
  );

  test.each(refused)(
    "is only said to the log in production if it %s",
    async (_, fields, reason, _hint, compared) => {
      const { browser, eventsOf } = await startServer({
        identity,
        identify: () => null,
        environment: "prod",
      });
      const response = await browser.postJson("/cancel-link", fields);
      expect(await response.json()).not.toHaveProperty("hint");
      expect(eventsOf("identity_refused")).toEqual([{ type: "identity_refused", reason, ...compared }]);
      const form = await browser.postForm("/cancel-link", fields as Record<string, string>);
      expect(form.headers.get("retent-hint")).toBeNull();
    },
  );

  test("offers no customer a link that starts again without a token", async () => {
    const { browser } = await serverWith();
    const signIn = await (await browser.get("/cancel", { accept: "text/html" })).text();
    expect(signIn).toContain("<h1>Please sign in</h1>");
    expect(signIn).not.toContain("start again</a>");
    expect(signIn).toContain(
      "<p>Sign in first, then start again from your account. Until then, nothing is cancelled here.</p>",
    );
    expect(await (await browser.get("/return")).text()).not.toContain("Back to the questions");
  });

  test("is that no customer is signed in, if the host app's session says so", async () => {
    const { browser } = await startServer({ identify: () => null });
    expect(await (await browser.postJson("/cancel-link", {})).json()).toMatchObject({
      hint: expect.stringContaining("identify returned null"),
    });
  });
});
