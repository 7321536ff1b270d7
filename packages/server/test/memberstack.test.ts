import { describe, expect, test } from "vitest";
import { createFakeRetentBase } from "./fake-retentbase.ts";
import { start, startServer } from "./server-under-test.ts";

const memberstackSecretKey = "sk_sb_of_these_tests_1f2e3d";
const seconds = start / 1000;

/** What Memberstack answers for a good token (https://developers.memberstack.com/admin-rest-api/verification). */
const good = {
  id: "mem_abc123",
  type: "member",
  iat: seconds - 60,
  exp: seconds + 14 * 86_400,
  aud: "app_xyz456",
  iss: "https://api.memberstack.com",
};

const encode = (part: object) => Buffer.from(JSON.stringify(part)).toString("base64url");
const tokenOf = (claims: object = {}) =>
  `${encode({ alg: "RS256" })}.${encode({ ...good, ...claims })}.c2lnbmF0dXJl`;
const token = tokenOf();

type Answer = () => Response | Promise<Response>;

async function open(answer: Answer, options: object = { audience: "app_xyz456" }) {
  const clock = { now: start };
  const retentbase = createFakeRetentBase(clock);
  const asked: { url: string; init: RequestInit }[] = [];
  const server = await startServer({
    clock,
    retentbase: {
      ...retentbase,
      fetch: async (input, init = {}) => {
        const url = String(input instanceof Request ? input.url : input);
        if (!url.startsWith("https://admin.memberstack.com/")) return retentbase.fetch(input, init);
        asked.push({ url, init });
        return answer();
      },
    },
    identity: { memberstackSecretKey, ...options },
    identify: () => null,
  });
  const click = async (identity = token) => {
    const response = await server.browser.postJson("/cancel-link", { identity });
    return { status: response.status, body: (await response.json()) as Record<string, unknown> };
  };
  return { ...server, asked, click };
}

const data =
  (claims: object = {}) =>
  () =>
    Response.json({ data: { ...good, ...claims } });

describe("a member of Memberstack", () => {
  test("is who Memberstack says that the token is of", async () => {
    const { click, asked, retentbase } = await open(data());
    expect((await click()).status).toBe(200);
    expect(retentbase.calls("link").map(({ body }) => body.userId)).toEqual(["mem_abc123"]);
    expect(asked).toMatchObject([
      {
        url: "https://admin.memberstack.com/members/verify-token",
        init: { method: "POST", redirect: "manual", body: JSON.stringify({ token }) },
      },
    ]);
    expect(new Headers(asked[0]?.init.headers).get("x-api-key")).toBe(memberstackSecretKey);
  });

  test.each<[string, Answer, string]>([
    [
      "refused",
      () => Response.json({ code: "INVALID_TOKEN", message: "Invalid token" }, { status: 400 }),
      "signature_invalid",
    ],
    ["expired", data({ exp: seconds - 61 }), "expired"],
    ["from the future", data({ iat: seconds + 61 }), "not_yet_valid"],
    ["of another app", data({ aud: "app_other" }), "audience_mismatch"],
    ["of another member", data({ id: "mem_other" }), "claim_invalid"],
    ["valid for too long", data({ exp: seconds + 32 * 86_400 }), "lifetime_too_long"],
  ])("whose token is %s is not believed", async (_, answer, reason) => {
    const { click, eventsOf, retentbase } = await open(answer);
    expect(await click()).toMatchObject({ status: 401, body: { code: "not_identified" } });
    expect(eventsOf("identity_refused")).toEqual([{ type: "identity_refused", reason }]);
    expect(retentbase.calls("link")).toEqual([]);
  });

  test.each<[string, Answer]>([
    ["can't be reached", () => Promise.reject(new TypeError("fetch failed"))],
    ["refuses our key", () => new Response(null, { status: 401 })],
    ["is broken", () => new Response("<h1>Bad gateway</h1>", { status: 502 })],
    ["answers something else", () => Response.json({ id: "mem_abc123" })],
    ["says nothing", () => new Response("")],
    ["sends us on", () => new Response(null, { status: 302, headers: { location: "https://evil.example" } })],
    ["names another kind of token", data({ type: "admin" })],
    ["names another issuer", data({ iss: "https://api.memberstack.example" })],
    ["names no member", data({ id: "" })],
  ])("is asked to try again if Memberstack %s", async (_, answer) => {
    const { click, eventsOf } = await open(answer);
    const { status, body } = await click();
    expect([status, body.code]).toEqual([503, "keys_unavailable"]);
    expect(JSON.stringify([body, eventsOf("identity_refused")])).not.toContain(memberstackSecretKey);
  });

  test.each([
    ["not a token", "malformed"],
    ["a.b", "malformed"],
    ["a".repeat(9000), "too_long"],
    [tokenOf({ type: "admin" }), "malformed"],
    [tokenOf({ iss: "https://members.example" }), "malformed"],
    [tokenOf({ exp: seconds - 61 }), "expired"],
    [tokenOf({ aud: "app_other" }), "audience_mismatch"],
  ])("with %j costs no call", async (text, reason) => {
    const { click, asked, eventsOf } = await open(data());
    expect((await click(text)).status).toBe(401);
    expect([asked, eventsOf("identity_refused")[0]?.reason]).toEqual([[], reason]);
  });
});

test.each([
  [{}, "audience: set it to the app's id"],
  [
    { memberstackSecretKey: "pk_live_1", audience: "app_xyz456" },
    "memberstackSecretKey: use the secret key of Memberstack's dashboard",
  ],
  [{ secret: "a secret of this test that is long enough" }, "memberstackSecretKey: use it without secret"],
])("settings that can't work are named: %j", async (options, message) => {
  await expect(open(data(), options)).rejects.toThrow(`identity.${message}`);
});
