import { describe, expect, test } from "vitest";
import { startServer } from "../server-under-test.ts";

const sites = { siteOrigins: ["https://shop.example", "https://blog.example"] };

const posts = [
  ["/cancel-link", "application/json", "{}"],
  ["/cancel-link", "application/x-www-form-urlencoded", ""],
  ["/result", "application/json", '{"token": "a.b.c"}'],
  ["/cancel", "application/x-www-form-urlencoded", "event=ev_00000001"],
  ["/return", "application/x-www-form-urlencoded", ""],
] as const;

const foreign: [string, Record<string, string>][] = [
  ["another site, by Fetch Metadata", { "sec-fetch-site": "cross-site" }],
  ["another site, by both", { "sec-fetch-site": "cross-site", origin: "https://evil.example" }],
  ["another subdomain", { "sec-fetch-site": "same-site", origin: "https://user-pages.shop.example" }],
  ["another subdomain that hides its origin", { "sec-fetch-site": "same-site" }],
  ["another site, by Origin", { origin: "https://evil.example" }],
  ["a page that hides its origin", { origin: "null" }],
  ["a look-alike", { origin: "https://shop.example.evil.example" }],
  ["the same host without https", { origin: "http://shop.example" }],
  ["another port", { origin: "https://shop.example:8443" }],
  ["other letters", { origin: "https://SHOP.example" }],
  ["an empty origin", { origin: "" }],
  // No browser says both: one of them was made up.
  [
    "a stranger that claims to be our own page",
    { "sec-fetch-site": "same-origin", origin: "https://evil.example" },
  ],
  ["a stranger that claims to be the customer", { "sec-fetch-site": "none", origin: "https://evil.example" }],
];

describe("a post from a page that may not carry the button", () => {
  test.each(posts)("has no effect on %s as %s", async (path, type, body) => {
    const { browser, retentbase, billing } = await startServer(sites);
    for (const [, headers] of foreign) {
      const response = await browser.send(path, {
        method: "POST",
        headers: { "content-type": type, ...headers },
        body,
      });
      expect(response.status).toBe(403);
      if (type === "application/json") {
        expect(await response.json()).toMatchObject({ code: "origin_not_allowed" });
      }
      expect(response.headers.get("access-control-allow-origin")).toBeNull();
      expect(response.headers.getSetCookie()).toEqual([]);
    }
    expect(retentbase.sent).toEqual([]);
    expect(billing).not.toHaveBeenCalled();
  });

  test.each(posts)(
    "names the setting that would let it in, on %s as %s, to the caller and in the log",
    async (path, type, body) => {
      const { browser, eventsOf } = await startServer(sites);
      const send = (origin: string) =>
        browser.send(path, { method: "POST", headers: { "content-type": type, origin }, body });
      const response = await send("https://old.shop.example");
      if (type === "application/json") {
        const detail = expect.stringMatching(/siteOrigins.*RETENT_SITE_ORIGINS/);
        expect(await response.json()).toMatchObject({ detail });
      }
      await send(`https://${"long".repeat(100)}.example`);
      await send("null");
      const message = expect.stringContaining("siteOrigins");
      expect(eventsOf("origin_refused")).toEqual([
        { type: "origin_refused", origin: "https://old.shop.example", message },
        { type: "origin_refused", origin: null, message },
        { type: "origin_refused", origin: null, message },
      ]);
    },
  );

  test("is told to developers in the sandbox, and not in production", async () => {
    const hint = expect.stringContaining("siteOrigins");
    for (const environment of ["sandbox", "prod"] as const) {
      const { browser } = await startServer({ ...sites, environment });
      const origin = { "sec-fetch-site": "cross-site", origin: "https://old.shop.example" };
      const problem = await (await browser.postJson("/cancel-link", {}, origin)).json();
      const { headers } = await browser.postForm("/cancel-link", {}, origin);
      const isSandbox = environment === "sandbox";
      expect(problem).toEqual(
        isSandbox ? expect.objectContaining({ hint }) : expect.not.objectContaining({ hint }),
      );
      expect(headers.get("retent-hint")).toEqual(isSandbox ? hint : null);
    }
  });

  test.each(foreign)("%s is told so in a page with a way on", async (_, headers) => {
    const { browser } = await startServer(sites);
    const response = await browser.send("/cancel-link", {
      method: "POST",
      headers: { "content-type": "application/x-www-form-urlencoded", ...headers },
    });
    expect(response.status).toBe(403);
    expect(await response.text()).toContain('/api/retent/cancel"');
  });
});

describe("a post is taken from", () => {
  test.each<[string, Record<string, string>]>([
    ["our own origin", { "sec-fetch-site": "same-origin", origin: "https://shop.example" }],
    ["a browser that hides our own origin", { "sec-fetch-site": "same-origin", origin: "null" }],
    ["a site on the list", { "sec-fetch-site": "cross-site", origin: "https://blog.example" }],
    ["a site on the list, in an old browser", { origin: "https://blog.example" }],
    ["the customer's own hand", { "sec-fetch-site": "none" }],
    ["something that is no browser", {}],
  ])("%s", async (_, headers) => {
    const { browser } = await startServer(sites);
    const response = await browser.send("/cancel-link", {
      method: "POST",
      headers: { "content-type": "application/json", ...headers },
      body: "{}",
    });
    expect(response.status).toBe(200);
  });

  test("our own origin, where only other sites are on the list", async () => {
    const { browser } = await startServer({ siteOrigins: ["https://www.shop.example"] });
    const headers = { "sec-fetch-site": "", origin: "https://shop.example" };
    expect((await browser.postJson("/cancel-link", {}, headers)).status).toBe(200);
  });
});

describe("CORS", () => {
  test.each(["/cancel-link", "/result"])("on %s names the one site that asked", async (path) => {
    const { browser } = await startServer(sites);
    for (const origin of sites.siteOrigins) {
      const { headers } = await browser.postJson(path, {}, { "sec-fetch-site": "cross-site", origin });
      expect(headers.get("access-control-allow-origin")).toBe(origin);
      expect(headers.get("access-control-allow-credentials")).toBe("true");
      expect(headers.get("vary")).toBe("Origin");
    }
  });

  test.each(["https://evil.example", "null", "https://shop.example.evil.example"])(
    "reflects nothing for %s",
    async (origin) => {
      const { browser } = await startServer(sites);
      for (const response of [
        await browser.postJson("/cancel-link", {}, { "sec-fetch-site": "cross-site", origin }),
        await browser.send("/cancel-link", { method: "OPTIONS", headers: { origin } }),
      ]) {
        expect([...response.headers.keys()].filter((name) => name.startsWith("access-control"))).toEqual([]);
        expect(response.headers.get("vary")).toBe("Origin");
      }
    },
  );

  test("answers vary by origin also where none was sent", async () => {
    const { browser } = await startServer(sites);
    const { headers } = await browser.postJson("/cancel-link", {});
    expect(headers.get("vary")).toBe("Origin");
    expect(headers.get("access-control-allow-origin")).toBeNull();
  });

  test("the pages can't be read by script of other sites, not even of those on the list", async () => {
    const { browser } = await startServer(sites);
    for (const path of ["/cancel", "/return", "/health"]) {
      const { headers } = await browser.get(path, { origin: "https://blog.example" });
      expect(headers.get("access-control-allow-origin")).toBeNull();
    }
  });

  test("a preflight of a site on the list says what it may send", async () => {
    const { browser } = await startServer(sites);
    const response = await browser.send("/cancel-link", {
      method: "OPTIONS",
      headers: {
        origin: "https://blog.example",
        "access-control-request-method": "POST",
        "access-control-request-headers": "content-type",
      },
    });
    expect(response.status).toBe(204);
    expect(await response.text()).toBe("");
    expect(Object.fromEntries(response.headers)).toMatchObject({
      "access-control-allow-origin": "https://blog.example",
      "access-control-allow-credentials": "true",
      "access-control-allow-methods": "GET, HEAD, POST, OPTIONS",
      "access-control-allow-headers": "content-type, authorization",
      vary: "Origin",
    });
  });
});

test("a preflight of an address that scripts may not call allows nothing", async () => {
  const { browser } = await startServer({ siteOrigins: ["https://blog.example"] });
  for (const path of ["/cancel", "/return", "/health"]) {
    const response = await browser.send(path, {
      method: "OPTIONS",
      headers: { origin: "https://blog.example", "access-control-request-method": "POST" },
    });
    expect(response.headers.get("access-control-allow-origin")).toBeNull();
  }
});
