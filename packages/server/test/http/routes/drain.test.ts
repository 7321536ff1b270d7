import { expect, test, vi } from "vitest";
import { StoreError } from "../../../src/store.ts";
import { openStore } from "../../database.ts";
import { startServer } from "../../server-under-test.ts";

const healthToken = "health_token_of_these_tests_9Qx2";
const bearer = { authorization: `Bearer ${healthToken}` };

test.each(["GET", "POST"])("a timer's %s works off what is due, and says what waits", async (method) => {
  const server = await startServer({ healthToken });
  await server.bringBack(await server.startFlow());
  // Its session is looked up once its link has expired.
  await server.startFlow();
  const response =
    method === "GET"
      ? await server.browser.get("/drain", bearer)
      : await server.browser.postJson("/drain", {}, bearer);
  expect([response.status, await response.json()]).toEqual([200, { done: 1, left: 2 }]);
  expect(server.retentbase.calls("update")).toHaveLength(1);
});

test("without the health token nothing is worked off", async () => {
  const server = await startServer({ healthToken });
  await server.bringBack(await server.startFlow());
  for (const headers of [{}, { authorization: "Bearer " }, { authorization: "Bearer guess" }]) {
    const response = await server.browser.get("/drain", headers as Record<string, string>);
    expect([response.status, await response.json()]).toMatchObject([401, { code: "not_authorized" }]);
  }
  expect(server.retentbase.calls("update")).toEqual([]);
});

test("there is no such address where no health token is set", async () => {
  const { browser } = await startServer();
  const response = await browser.get("/drain", bearer);
  expect([response.status, await response.json()]).toMatchObject([404, { code: "not_found" }]);
});

test("a timer hears that the store is down", async () => {
  const store = await openStore();
  const { browser } = await startServer({ healthToken, store });
  vi.spyOn(store, "count").mockRejectedValue(new StoreError("unavailable", "down"));
  const response = await browser.get("/drain", bearer);
  expect([response.status, await response.json()]).toMatchObject([503, { code: "store_unavailable" }]);
});
