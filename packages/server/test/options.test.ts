import { OptionsError } from "@retent/retentbase/internal";
import { describe, expect, test } from "vitest";
import type { CancellationResult } from "../src/billing/billing.ts";
import { createRetent } from "../src/create-retent.ts";
import type { RetentEvent } from "../src/retent-event.ts";
import { createSqliteStore } from "../src/stores/sqlite/sqlite-store.ts";
import { apiKey, publicUrl, startServer } from "./server-under-test.ts";
import { signingSecret, workspaceKey } from "./signed-token.ts";

const store = createSqliteStore({ file: ":memory:" });

const good = () => ({
  apiKey,
  resultToken: { secret: signingSecret, audience: workspaceKey },
  publicUrl,
  identify: () => null,
  onResult: ({ outcome }: CancellationResult) => ({ outcome }),
  store,
});

/** The message of the TypeError that these options lead to. */
function complaint(options: Record<string, unknown>): string {
  try {
    createRetent({ ...good(), ...options } as never);
  } catch (error) {
    expect(error).toBeInstanceOf(TypeError);
    return (error as Error).message;
  }
  throw new Error("the options were accepted");
}

const identitySecret = "an identity secret of these tests, long enough";
const shortSecret = "only-thirty-bytes-long-secret!";

describe("an option that can't work is refused by name", () => {
  test.each<[string, Record<string, unknown>, RegExp]>([
    ["a short health token", { healthToken: "canary_short" }, /healthToken: use at least 16/],
    ["a health token of one letter", { healthToken: "a".repeat(20) }, /healthToken: use a random one/],
    ["a health token with a line break", { healthToken: "canary_1_of_these\nruns" }, /healthToken: .*ASCII/],
    ["a notifier that is none", { notifier: { url: "https://x.example" } }, /notifier: .*createNotifier/],
    [
      "a return URL with a fragment",
      { returnUrl: "https://shop.example/#/account" },
      /returnUrl: must not have a fragment.*returnTo/,
    ],
    ["a return URL with an empty one", { returnUrl: "https://shop.example/#" }, /returnUrl: must not/],
    ["a script as a site", { siteOrigins: ["javascript://shop.example"] }, /siteOrigins\.0: .*origin/],
    ["no API key", { apiKey: undefined }, /apiKey: is missing/],
    ["an API key with a line break", { apiKey: "rb_hidden\nkey" }, /apiKey: .*line breaks/],
    ["no result token option", { resultToken: undefined }, /resultToken: is missing/],
    ["neither secret nor JWKS", { resultToken: {} }, /resultToken\.secret: /],
    [
      "both secret and JWKS",
      { resultToken: { secret: signingSecret, jwksUrl: "https://rb.example/jwks.json" } },
      /resultToken\.secret: .*not both/,
    ],
    [
      "a published secret",
      { resultToken: { secret: "a-string-secret-at-least-256-bits-long" } },
      /resultToken\.secret: .*guessed/,
    ],
    [
      "a repeated secret",
      { resultToken: { secret: "correct-horse-".repeat(3) } },
      /resultToken\.secret: .*guessed/,
    ],
    [
      "a secret of characters in a row",
      { resultToken: { secret: "0123456789abcdefghijklmnopqrstuvwxyz" } },
      /resultToken\.secret: .*guessed/,
    ],
    [
      "a demo's secret in production",
      {
        environment: "prod",
        identity: { secret: "super-secret-jwt-token-with-at-least-32-characters-long" },
      },
      /identity\.secret: is published/,
    ],
    [
      "one secret for identities and results",
      { identity: { secret: signingSecret } },
      /identity\.secret: is the same as resultToken\.secret/,
    ],
    [
      "one secret for both among several",
      {
        identity: { secret: [identitySecret, `${signingSecret}_new`] },
        resultToken: { secret: [signingSecret, `${signingSecret}_new`] },
      },
      /identity\.secret: is the same as resultToken\.secret/,
    ],
    [
      "an audience with a pasted space",
      { resultToken: { secret: signingSecret, audience: " ws_1" } },
      /resultToken\.audience: .*whitespace/,
    ],
    [
      "an issuer with an invisible character",
      { resultToken: { secret: signingSecret, issuer: "https://cancel.retentbase.com\u200b" } },
      /resultToken\.issuer: .*invisible/,
    ],
    ...["issuer", "audience", "userClaim"].map((name): [string, Record<string, unknown>, RegExp] => [
      `an identity ${name} with a pasted line break`,
      { identity: { secret: identitySecret, [name]: "members\n" } },
      new RegExp(`identity\\.${name}: .*whitespace`),
    ]),
    [
      "no lifetime of identity tokens at all",
      { identity: { secret: identitySecret, maxLifetimeSeconds: 0 } },
      /identity\.maxLifetimeSeconds: /,
    ],
    ["a site with a wildcard", { siteOrigins: ["https://*.shop.example"] }, /siteOrigins.*wildcards/],
    ["a short secret", { resultToken: { secret: shortSecret } }, /resultToken\.secret: .*32 bytes/],
    [
      "a short secret among several",
      { resultToken: { secret: [signingSecret, shortSecret] } },
      /resultToken\.secret: .*32 bytes/,
    ],
    ["no secret in the list", { resultToken: { secret: [] } }, /resultToken\.secret: /],
    [
      "a clock tolerance of minutes",
      { resultToken: { secret: signingSecret, clockToleranceSeconds: 120 } },
      /resultToken\.clockToleranceSeconds: /,
    ],
    ["an unknown environment", { environment: "production" }, /environment: /],
    ["an unknown plan", { plan: "enterprise" }, /plan: /],
    ["no public URL", { publicUrl: undefined }, /publicUrl: /],
    ["a public URL that is none", { publicUrl: "shop.example" }, /publicUrl: .*URL/],
    ["a public URL with a query", { publicUrl: `${publicUrl}?a=b` }, /publicUrl: /],
    ["another scheme", { afterUrl: "javascript:alert(1)" }, /afterUrl: .*URL/],
    ["plain http beyond loopback", { publicUrl: "http://shop.example/api" }, /publicUrl: use https/],
    ["plain http to RetentBase", { apiUrl: "http://api.retentbase.com" }, /apiUrl: use https/],
    ["a cancel host without https", { cancelUrl: "http://127.0.0.1.nip.example" }, /cancelUrl: use https/],
    ["a return URL without https", { returnUrl: "http://app.example/return" }, /returnUrl: use https/],
    ["a site without https", { siteOrigins: ["http://shop.example"] }, /siteOrigins: use https/],
    ["no site at all", { siteOrigins: [] }, /siteOrigins: /],
    [
      "a JWKS without https",
      { resultToken: { jwksUrl: "http://rb.example/jwks.json" } },
      /resultToken\.jwksUrl: use https/,
    ],
    ["a URL with credentials", { apiUrl: "https://joe:hidden@api.example" }, /apiUrl: .*password/],
    ["no store", { store: undefined }, /store: is missing/],
    ["no identify", { identify: undefined }, /identify: is missing/],
    ["an onResult that is no function", { onResult: "settle" }, /onResult: must be a function/],
    ["an unknown option", { apikey: "rb_hidden" }, /apikey: unknown option/],
    ["an unknown option within resultToken", { resultToken: { secrets: ["x"] } }, /resultToken\.secrets: /],
    ["an unknown option within outbox", { outbox: { retries: 3 } }, /outbox\.retries: unknown option/],
    ["no time for RetentBase", { linkTimeoutMs: 0 }, /linkTimeoutMs: /],
    ["a wait that is no number", { outbox: { leaseMs: "30s" } }, /outbox\.leaseMs: /],
    ["no tries at all", { outbox: { unknownEventTries: 0 } }, /outbox\.unknownEventTries: /],
  ])("%s", (_, options, expected) => {
    const message = complaint(options);
    expect(message).toMatch(/^createRetent: /);
    expect(message).toMatch(expected);
    expect(message).not.toContain("\n");
    for (const value of [signingSecret, shortSecret, apiKey, "rb_hidden", "hidden"]) {
      expect(message).not.toContain(value);
    }
  });

  test("a JWKS without https is one fault", () => {
    const message = complaint({ resultToken: { jwksUrl: "http://rb.example/jwks.json" } });
    expect(message.match(/resultToken\.jwksUrl/g)).toHaveLength(1);
  });

  test("twelve faults are twelve, each with its option", () => {
    const options = {
      apiKey: "two words",
      resultToken: { secret: "short" },
      publicUrl: "https://shop.example/api?x=1",
      siteOrigins: ["nowhere"],
      afterUrl: "http://shop.example",
      plan: "gold",
      identity: { secret: "short too" },
      onResult: "settle",
      settle: "soon",
      healthToken: "0000000000000000",
      outbox: { pollMs: 0 },
      colour: "red",
    };
    try {
      createRetent({ ...good(), ...options } as never);
      expect.unreachable();
    } catch (error) {
      expect(error).toBeInstanceOf(OptionsError);
      const { faults, message } = error as OptionsError;
      expect(faults.map(({ option }) => option).sort()).toEqual([
        "afterUrl",
        "apiKey",
        "colour",
        "healthToken",
        "identity.secret",
        "onResult",
        "outbox.pollMs",
        "plan",
        "publicUrl",
        "resultToken.secret",
        "settle",
        "siteOrigins.0",
      ]);
      expect(message).toBe(
        `createRetent: ${faults.map((fault) => `${fault.option}: ${fault.message}`).join("; ")}`,
      );
    }
  });

  test("several faults are named together", () => {
    const message = complaint({ apiKey: undefined, publicUrl: "nowhere", plan: "gold", colour: "red" });
    for (const name of ["apiKey: ", "publicUrl: ", "plan: ", "colour: "]) expect(message).toContain(name);
    expect(message).not.toContain("\n");
  });

  test("several URLs are named together", () => {
    const message = complaint({
      publicUrl: "http://shop.example",
      afterUrl: "http://shop.example/bye",
      cancelUrl: "https://a:b@cancel.example",
    });
    for (const name of ["publicUrl: ", "afterUrl: ", "cancelUrl: "]) expect(message).toContain(name);
  });

  test.each(["publicUrl", "afterUrl", "returnUrl", "apiUrl", "cancelUrl"])(
    "in production, %s has to be https even on loopback",
    (name) => {
      expect(complaint({ environment: "prod", [name]: "http://localhost:8787" })).toContain(
        `${name}: use https in the environment "prod"`,
      );
    },
  );

  test.each(["http://localhost:8787", "http://127.0.0.1:8787", "http://[::1]:8787"])(
    "in the sandbox, %s may be plain http",
    (url) => {
      expect(createRetent({ ...good(), publicUrl: url, apiUrl: url, cancelUrl: url }).publicUrl).toBe(url);
    },
  );
});

describe("what is left out", () => {
  test("means the sandbox, RetentBase's own hosts and our own return page", async () => {
    const { startFlow, retentbase } = await startServer();
    const flow = await startFlow();
    expect(flow.environment).toBe("sandbox");
    expect(flow.url).toMatch(/^https:\/\/cancel\.retentbase\.com\//);
    expect(retentbase.sent[0]?.url).toBe("https://api.retentbase.com/api/v1/cancel-link");
    expect(retentbase.sent[0]?.body.returnUrl).toBe("https://shop.example/api/retent/return");
  });

  test("means that the customer lands on the first site at the end", async () => {
    const first = await startServer();
    expect((await first.bringBack(await first.startFlow())).answer.returnTo).toBe("https://shop.example/");
    const second = await startServer({
      siteOrigins: ["https://www.shop.example/about", "https://blog.example"],
    });
    expect((await second.bringBack(await second.startFlow())).answer.returnTo).toBe(
      "https://www.shop.example/",
    );
  });

  test("a slash at the end of the public URL makes no difference", async () => {
    const { browser, retent, retentbase } = await startServer({ publicUrl: `${publicUrl}/` });
    expect(retent.publicUrl).toBe(publicUrl);
    expect((await browser.postJson("/cancel-link", {})).status).toBe(200);
    expect(retentbase.sent[0]?.body.returnUrl).toBe(`${publicUrl}/return`);
  });

  test("published keys that anybody's identity tokens may be signed with are warned about, unless it is said whose count", () => {
    const events: RetentEvent[] = [];
    const onEvent = (event: RetentEvent) => events.push(event);
    const jwksUrl = "https://members.example/jwks.json";
    createRetent({ ...good(), onEvent, identity: { jwksUrl, issuer: "https://members.example" } });
    createRetent({ ...good(), onEvent, identity: { jwksUrl, audience: "shop" } });
    expect(events).toEqual([]);
    createRetent({ ...good(), onEvent, identity: { jwksUrl } });
    expect(events).toEqual([
      { type: "settings_warning", message: expect.stringContaining("identity.issuer") },
    ]);
  });

  test("a demo's identity secret is taken in the sandbox", () => {
    const identity = { secret: "super-secret-jwt-token-with-at-least-32-characters-long" };
    expect(() => createRetent({ ...good(), identity })).not.toThrow();
  });

  test("a shared identity secret is warned about as well", () => {
    const events: RetentEvent[] = [];
    const onEvent = (event: RetentEvent) => events.push(event);
    createRetent({ ...good(), onEvent, identity: { secret: identitySecret } });
    expect(events).toEqual([
      { type: "settings_warning", message: expect.stringContaining("identity.issuer") },
    ]);
  });

  test("an audience that is left out is warned about, one that is given is not", () => {
    const events: RetentEvent[] = [];
    const onEvent = (event: RetentEvent) => events.push(event);
    createRetent({ ...good(), onEvent });
    expect(events).toEqual([]);
    createRetent({ ...good(), onEvent, resultToken: { secret: signingSecret } });
    expect(events).toEqual([
      { type: "settings_warning", message: expect.stringContaining("resultToken.audience") },
    ]);
  });
});
