import { expect, test } from "vitest";
import { startServer } from "../../server-under-test.ts";

test("the shallow check says that the process answers, and nothing else", async () => {
  const { browser, retentbase, session } = await startServer();
  session.customer = null;
  const response = await browser.get("/health");
  expect(response.status).toBe(200);
  expect(await response.json()).toEqual({ status: "ok" });
  expect(retentbase.sent).toEqual([]);
});

test.each(["?deep=1", "?deep", "?deep=1&deep=0"])("the deep check %s needs a token", async (query) => {
  const { browser } = await startServer();
  for (const headers of [{}, { authorization: "Bearer " }, { authorization: "Bearer guess" }]) {
    const response = await browser.get(`/health${query}`, headers as Record<string, string>);
    expect(response.status).toBe(401);
    expect(await response.json()).toMatchObject({ code: "not_authorized" });
  }
});
