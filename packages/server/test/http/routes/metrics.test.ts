import { expect, test } from "vitest";
import { startServer } from "../../server-under-test.ts";

const healthToken = "health_token_of_these_tests_9Qx2";
const metrics = async () => "shop_figure 1\n";

test("the host's figures are for who has the health token", async () => {
  const { browser } = await startServer({ healthToken, metrics });
  for (const headers of [{}, { authorization: "Bearer guess_of_somebody" }]) {
    const response = await browser.get("/metrics", headers as Record<string, string>);
    expect([response.status, await response.json()]).toMatchObject([401, { code: "not_authorized" }]);
  }
  const response = await browser.get("/metrics", { authorization: `Bearer ${healthToken}` });
  expect([response.status, await response.text()]).toEqual([200, "shop_figure 1\n"]);
  expect(response.headers.get("content-type")).toBe("text/plain; version=0.0.4; charset=utf-8");
  expect(response.headers.get("cache-control")).toBe("no-store");
});

test.each([
  ["figures", { healthToken }],
  ["a health token", { metrics }],
])("there is nothing without %s", async (_, options) => {
  const { browser } = await startServer(options);
  const response = await browser.get("/metrics", { authorization: `Bearer ${healthToken}` });
  expect([response.status, await response.json()]).toMatchObject([404, { code: "not_found" }]);
});

test("a request is told by its route and status, and by nothing that a caller may choose", async () => {
  const { browser, eventsOf, clock, retentbase } = await startServer();
  await browser.get("/health?secret=1");
  await browser.get("/nothing/secret");
  retentbase.reply("link", async () => {
    clock.now += 250;
    return new Response("down", { status: 503 });
  });
  await browser.postJson("/cancel-link", {});
  expect(eventsOf("answered")).toEqual([
    { type: "answered", route: "/health", status: 200, durationMs: 0 },
    { type: "answered", route: null, status: 404, durationMs: 0 },
    { type: "answered", route: "/cancel-link", status: 200, durationMs: 250 },
  ]);
  expect(eventsOf("link_failed")).toMatchObject([{ durationMs: 250 }]);
});
