import { describe, expect, test } from "vitest";
import { rejection, startServer } from "../server-under-test.ts";

describe("a slash at the end of an address", () => {
  test.each([
    "/cancel-link",
    "/return",
    "/result",
    "/cancel",
    "/button.js",
    "/languages/de.js",
    "/health",
    "/admin",
  ])("counts as none: %s", async (path) => {
    const { browser, eventsOf } = await startServer({ healthToken: "health_token_of_these_tests_5Yq1" });
    const allowed = async (suffix: string) =>
      (await browser.send(path + suffix, { method: "OPTIONS" })).headers.get("allow");
    expect(await allowed("/")).toBe(await allowed(""));
    const get = async (suffix: string) => {
      const response = await browser.get(path + suffix);
      return [response.status, response.headers.get("content-type")];
    };
    expect(await get("/?x=1")).toEqual(await get("?x=1"));
    expect(new Set(eventsOf("answered").map(({ route }) => route))).toEqual(new Set([path]));
  });

  test("does not stop a cancellation", async () => {
    const { browser, token, store } = await startServer();
    const started = await browser.postJson("/cancel-link/", {});
    const { eventId } = (await started.json()) as { eventId: string };
    const sessionId = (await store.find(eventId))?.sessionId ?? "";
    const result = await browser.postJson("/result/", { token: token({ eventId, sessionId }) });
    expect(await result.json()).toMatchObject({ status: "settled", outcome: "churned" });
  });

  test("the plain page is no way on where it is what failed", async () => {
    const { browser } = await startServer({ identify: () => Promise.reject(new Error("broken")) });
    const page = await (await browser.get("/cancel/", { accept: "text/html" })).text();
    expect(page).not.toContain('href="/api/retent/cancel"');
  });
});

describe("a host that takes the beginning of the path away", () => {
  const deep = "https://shop.example/shop/api/retent";

  /** The statuses of these addresses, as the host passes them on. */
  async function statuses(options: object, urls: string[]) {
    const { retent } = await startServer(options);
    const send = async (url: string) => (await retent.fetch(new Request(url), undefined)).status;
    return Promise.all(urls.map(send));
  }

  test("is recognised: what is left has to be the end of the public path", async () => {
    const found = [
      "/shop/api/retent/health",
      "/api/retent/health",
      "/retent/health/",
      "/retent/languages/de.js",
    ];
    const missing = [
      "/health",
      "/nothing/retent/health",
      "/api/health",
      "/shop/health",
      "/shop/api/health",
      "/retent",
    ];
    const at = (path: string) => `http://localhost:3000${path}`;
    expect(await statuses({ publicUrl: deep }, found.map(at))).toEqual(found.map(() => 200));
    expect(await statuses({ publicUrl: deep }, missing.map(at))).toEqual(missing.map(() => 404));
  });

  test("takes a customer through, who sees the public path alone", async () => {
    const { retent } = await startServer({ publicUrl: deep });
    const headers = { "content-type": "application/x-www-form-urlencoded", "sec-fetch-site": "same-origin" };
    const init = { method: "POST", headers, body: "mode=direct" };
    const link = await retent.fetch(
      new Request("http://localhost:3000/api/retent/cancel-link", init),
      undefined,
    );
    expect(link.headers.get("location")).toMatch(
      /^https:\/\/shop\.example\/shop\/api\/retent\/cancel\?event=/,
    );
    expect(link.headers.getSetCookie()[0]).toContain("; Path=/shop/api/retent;");
  });

  test.each([
    ["all of it", "/", ["/health", "/button.js/"], ["/retent/health", "/other/health"]],
    [
      "all of it, with another one in its place",
      "/hooks/retent/",
      ["/hooks/retent/health"],
      ["/retent/health"],
    ],
    ["nothing and adds to it", "/api/retent/v1", ["/api/retent/v1/health"], ["/v1/health"]],
    ["nothing", "/api/retent", ["/api/retent/health"], ["/retent/health", "/health"]],
  ])("is told by mountPath if it takes %s", async (_, mountPath, found, missing) => {
    const options = { publicUrl: "https://shop.example/api/retent", mountPath };
    const at = (path: string) => `http://localhost:3000${path}`;
    expect(await statuses(options, found.map(at))).toEqual(found.map(() => 200));
    expect(await statuses(options, missing.map(at))).toEqual(missing.map(() => 404));
    // Express and who passes the path on unchanged.
    expect(await statuses(options, ["https://shop.example/api/retent/health"])).toEqual([200]);
  });

  test("is named once, with what to do, if it takes all of a route's path", async () => {
    const { retent, eventsOf } = await startServer({ publicUrl: deep });
    for (const path of ["/cancel-link", "/cancel-link", "/favicon.ico"])
      await retent.fetch(new Request(`http://localhost:3000${path}`), undefined);
    expect(eventsOf("settings_warning").map(({ message }) => message)).toEqual([
      expect.stringMatching(/^a request for \/cancel-link came without \/shop\/api\/retent .*mountPath/),
    ]);
  });

  test.each(["", "api", "api/", "//", "/api//retent", "/api?x", "/api#x", "https://shop.example/api"])(
    "has no mountPath such as %j",
    async (mountPath) => {
      const error = await rejection(startServer({ mountPath }));
      expect(error.message).toMatch(/^createRetent: mountPath: .*"\/api\/retent"/);
    },
  );
});

test("two servers with other base paths don't share addresses", async () => {
  const { browser } = await startServer({ publicUrl: "https://shop.example" });
  expect((await browser.get("https://shop.example/health")).status).toBe(200);
  expect((await browser.get("https://shop.example/api/retent/health")).status).toBe(404);
});
