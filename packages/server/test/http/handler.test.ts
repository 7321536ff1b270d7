import { describe, expect, test } from "vitest";
import { startServer } from "../server-under-test.ts";

const securityHeaders = {
  "cache-control": "no-store",
  "content-security-policy": expect.stringContaining("frame-ancestors 'none'"),
  "referrer-policy": expect.stringMatching(/^(no-referrer|same-origin)$/),
  "x-content-type-options": "nosniff",
  "x-frame-options": "DENY",
};

describe("every answer is kept out of caches, frames and guesses about its type", () => {
  test.each<[number, string, string, RequestInit]>([
    [200, "a link", "/cancel-link", { method: "POST", body: "{}" }],
    [200, "a page", "/cancel", {}],
    [200, "the return page", "/return", {}],
    [200, "the health check", "/health", {}],
    [200, "HEAD", "/health", { method: "HEAD" }],
    [204, "OPTIONS", "/cancel-link", { method: "OPTIONS" }],
    [400, "a refused result", "/result", { method: "POST", body: '{"token": "x"}' }],
    [400, "bad JSON", "/result", { method: "POST", body: "{" }],
    [401, "the deep health check", "/health?deep=1", {}],
    [403, "a foreign page", "/result", { method: "POST", headers: { origin: "https://evil.example" } }],
    [404, "nothing", "/nothing", {}],
    [404, "an operator's page that is off", "/admin", {}],
    [405, "another method", "/result", {}],
    [415, "another type", "/cancel-link", { method: "POST", headers: { "content-type": "text/plain" } }],
  ])("%i for %s", async (status, _, path, init) => {
    const { browser } = await startServer();
    const response = await browser.send(path, {
      ...init,
      headers: { "content-type": "application/json", ...(init.headers as Record<string, string>) },
    });
    expect(response.status).toBe(status);
    expect(Object.fromEntries(response.headers)).toMatchObject(securityHeaders);
    expect(response.headers.get("x-powered-by")).toBeNull();
    expect(response.headers.get("server")).toBeNull();
  });

  test("303 for a form, too", async () => {
    const { browser } = await startServer();
    const response = await browser.postForm("/cancel-link");
    expect(response.status).toBe(303);
    expect(Object.fromEntries(response.headers)).toMatchObject(securityHeaders);
  });

  test("500 for our own fault, too", async () => {
    const { browser } = await startServer({
      identify: () => {
        throw new Error("broken");
      },
    });
    const response = await browser.postJson("/cancel-link", {});
    expect(response.status).toBe(500);
    expect(Object.fromEntries(response.headers)).toMatchObject(securityHeaders);
  });
});

describe("methods", () => {
  test.each([
    ["/cancel-link", "GET, HEAD, POST, OPTIONS", ["PUT", "PATCH", "DELETE"]],
    ["/result", "POST, OPTIONS", ["GET", "HEAD", "PUT", "DELETE"]],
    ["/return", "GET, HEAD, POST, OPTIONS", ["PUT", "DELETE"]],
    ["/cancel", "GET, HEAD, POST, OPTIONS", ["PUT", "DELETE"]],
    ["/button.js", "GET, HEAD, OPTIONS", ["POST", "PUT", "DELETE"]],
    ["/health", "GET, HEAD, OPTIONS", ["POST", "DELETE"]],
    ["/metrics", "GET, HEAD, OPTIONS", ["POST", "DELETE"]],
    ["/admin", "GET, HEAD, POST, OPTIONS", ["PUT", "DELETE"]],
  ])("%s takes %s", async (path, allow, others) => {
    const { browser } = await startServer();
    for (const method of others) {
      const response = await browser.send(path, { method });
      expect([method, response.status]).toEqual([method, 405]);
      expect(response.headers.get("allow")).toBe(allow);
    }
    const options = await browser.send(path, { method: "OPTIONS" });
    expect(options.status).toBe(204);
    expect(options.headers.get("allow")).toBe(allow);
  });

  test("HEAD is answered as GET is, without the body", async () => {
    const { browser } = await startServer();
    for (const path of ["/cancel", "/return", "/button.js", "/health"]) {
      const response = await browser.send(path, { method: "HEAD" });
      expect(response.status).toBe(200);
      expect(await response.text()).toBe("");
      expect(response.headers.get("content-type")).toBe(
        (await browser.get(path)).headers.get("content-type"),
      );
    }
  });
});

describe("an address where there is nothing", () => {
  test.each([
    "",
    "/",
    "//cancel-link",
    "/cancel-link//",
    "/cancel-link/x",
    "/cancel-link/x/",
    "/Cancel-Link",
    "/cancel%2Dlink",
    "/%63ancel-link",
    "/x/%2e%2e/../../cancel-link",
    "/%2e%2e/cancel-link",
    "/..%2fretent/cancel-link",
    "/%2fcancel-link",
    "/\\cancel-link",
    "/cancel-link;a=b",
    "/cancel-link%00",
    "/__proto__",
    "/constructor",
  ])("%j is 404", async (path) => {
    const { browser, retentbase } = await startServer();
    for (const method of ["GET", "POST", "OPTIONS"]) {
      const response = await browser.send(path, { method, headers: { accept: "application/json" } });
      expect(response.status).toBe(404);
    }
    expect(retentbase.sent).toEqual([]);
  });

  test.each([
    "https://shop.example/cancel-link",
    "https://shop.example/api/retentx/cancel-link",
    "https://shop.example/api/retent",
  ])("%s is outside the base path", async (url) => {
    const { browser } = await startServer();
    expect((await browser.postJson(url, {})).status).toBe(404);
  });

  test("the query is no part of the address", async () => {
    const { browser } = await startServer();
    expect((await browser.postJson("/cancel-link?x=/../y", {})).status).toBe(200);
  });
});

describe("problems", () => {
  test("are told to scripts as problem documents", async () => {
    const { browser } = await startServer();
    const response = await browser.get("/nothing", { accept: "application/json" });
    expect(response.headers.get("content-type")).toBe("application/problem+json");
    expect(await response.json()).toEqual({
      type: "about:blank",
      title: "Not Found",
      status: 404,
      code: "not_found",
      detail: expect.stringMatching(/\w/),
    });
  });

  test.each([
    ["not_identified", 401, "/cancel-link", "{}"],
    ["invalid_request", 400, "/result", "{}"],
    ["result_token_invalid", 400, "/result", '{"token": "x"}'],
  ])("have the stable code %s", async (code, status, path, body) => {
    const { browser, session } = await startServer();
    session.customer = null;
    const response = await browser.postJson(path, body);
    const problem = (await response.json()) as Record<string, unknown>;
    const members = [
      "code",
      "detail",
      ...(code === "not_identified" ? ["hint"] : []),
      "status",
      "title",
      "type",
    ];
    expect(Object.keys(problem).sort()).toEqual(members);
    expect(problem).toMatchObject({ code, status });
    expect(response.status).toBe(status);
  });

  test.each<[string, string, RequestInit]>([
    ["a page that is not there", "/nothing", {}],
    ["an answer read from the address bar", "/result", {}],
    ["a form that is incomplete", "/cancel", { method: "POST", body: "event=" }],
    ["a return without a cancellation", "/return", { method: "POST" }],
    ["a form that comes from elsewhere", "/cancel-link", { method: "POST", headers: { origin: "null" } }],
  ])("are told to people in a page with a way on: %s", async (_, path, init) => {
    const { browser } = await startServer({ afterUrl: "https://shop.example/account" });
    const response = await browser.send(path, {
      ...init,
      headers: {
        accept: "text/html,application/xhtml+xml",
        "content-type": "application/x-www-form-urlencoded",
        ...(init.headers as Record<string, string>),
      },
    });
    expect(response.status).toBeGreaterThanOrEqual(400);
    expect(response.headers.get("content-type")).toBe("text/html; charset=utf-8");
    const page = await response.text();
    expect(page).toContain('<html lang="en" dir="ltr">');
    expect(page.match(/<h1>/g)).toHaveLength(1);
    expect(page).toContain('href="https://shop.example/account"');
    expect(page).not.toContain("<script");
  });

  test("a page with the wrong method still says which would be right", async () => {
    const { browser } = await startServer();
    const response = await browser.get("/result", { accept: "text/html" });
    expect(response.status).toBe(405);
    expect(response.headers.get("allow")).toBe("POST, OPTIONS");
  });

  test("the plain page is no way on where it is what failed, unless the customer has signed in since", async () => {
    const { browser, session } = await startServer();
    session.customer = null;
    const page = await (await browser.get("/cancel", { accept: "text/html" })).text();
    expect(page.match(/<a [^>]*\/api\/retent\/cancel".*?<\/a>/g)).toEqual([
      '<a href="/api/retent/cancel">I’ve signed in: start again</a>',
    ]);
  });
});

test("an identify that throws is named to developers, and its message is not", async () => {
  const identify = () => {
    throw new Error("canary of the session store");
  };
  const { browser } = await startServer({ identify });
  const response = await browser.postJson("/cancel-link", {});
  const problem = await response.json();
  expect(problem).toMatchObject({ code: "internal", hint: expect.stringMatching(/^identify threw/) });
  expect(JSON.stringify(problem)).not.toContain("canary");
});

test("an identify that never answers is given up, and the request answered", async () => {
  const { browser, eventsOf } = await startServer({
    identify: () => new Promise(() => {}),
    identifyTimeoutMs: 1,
  });
  expect((await browser.get("/cancel")).status).toBe(500);
  expect(eventsOf("identify_failed")).toMatchObject([
    { error: { message: expect.stringMatching(/^identify did not answer/) } },
  ]);
});
