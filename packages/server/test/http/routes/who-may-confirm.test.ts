import { describe, expect, test } from "vitest";
import { startServer } from "../../server-under-test.ts";
import { confirm, openPage } from "../plain-page.ts";

describe("who may confirm", () => {
  test("not a customer who is signed in at the browser where another one left a cancellation open", async () => {
    const { browser, startFlow, session, billing } = await startServer();
    const { eventId } = await startFlow();
    session.customer = { userId: "user_2" };
    expect((await browser.get(`/cancel?event=${eventId}`)).status).toBe(403);
    expect((await browser.postForm("/cancel", { event: eventId })).status).toBe(403);
    expect(billing).not.toHaveBeenCalled();
    session.customer = null;
    expect((await browser.postForm("/cancel", { event: eventId })).status).toBe(303);
  });

  test("the customer in the browser that started it, while identify throws", async () => {
    let fail: () => never | null = () => null;
    const identify = () => fail() ?? { userId: "user_1" };
    const server = await startServer({ identify });
    const hosted = await server.startFlow();
    const { eventId } = await server.startFlow({ mode: "direct" });
    fail = () => {
      throw new Error("the session store is down");
    };
    expect((await server.bringBack(hosted)).status).toBe(200);
    expect(await openPage(server, `?event=${eventId}`)).toBe(eventId);
    expect(await confirm(server, eventId)).toContain("We have received your cancellation");
    expect(server.billing).toHaveBeenCalledTimes(2);
    // Another browser has no cookie of the cancellation, so it depends on identify.
    const other = server.newBrowser();
    expect((await other.get(`/cancel?event=${eventId}`)).status).toBe(500);
    expect((await other.postForm("/cancel", { event: eventId })).status).toBe(500);
  });

  test("not a visitor who is not signed in and did not start it", async () => {
    const server = await startServer();
    const event = await openPage(server);
    server.session.customer = null;
    const response = await server.browser.postForm("/cancel", { event });
    expect(response.status).toBe(401);
    expect(await response.text()).toContain("Please sign in");
    expect(server.billing).not.toHaveBeenCalled();
  });

  test("not a customer for another one's event", async () => {
    const server = await startServer();
    const { eventId } = await server.startFlow({ mode: "direct" });
    server.session.customer = { userId: "user_2" };
    const thief = server.newBrowser();
    const seen = await thief.get(`/cancel?event=${eventId}`, { accept: "text/html" });
    const posted = await thief.postForm("/cancel", { event: eventId });
    for (const response of [seen, posted]) {
      expect(response.status).toBe(403);
      const page = await response.text();
      expect(page).toContain("started by another customer");
      expect(page).toContain('href="https://shop.example/"');
    }
    expect(server.billing).not.toHaveBeenCalled();
  });

  test("the customer from another browser, when signed in", async () => {
    const server = await startServer();
    const { eventId } = await server.startFlow({ mode: "direct" });
    const phone = server.newBrowser();
    expect((await phone.postForm("/cancel", { event: eventId })).status).toBe(303);
    expect(server.billing).toHaveBeenCalledTimes(1);
  });

  test("not a customer on a page that was opened for another one", async () => {
    const server = await startServer();
    const event = await openPage(server);
    server.session.customer = { userId: "user_2" };
    const response = await server.browser.postForm("/cancel", { event });
    expect(response.status).toBe(403);
    expect(await response.text()).toContain('href="https://shop.example/"');
    expect(server.billing).not.toHaveBeenCalled();
    expect(await confirm(server, await openPage(server))).toContain("We have received your cancellation");
    expect(server.billing).toHaveBeenCalledWith(expect.objectContaining({ userId: "user_2" }));
  });

  test("the customer, whatever event id the browser makes up, under one that we make", async () => {
    const server = await startServer();
    const { billing, retent, store } = server;
    const hosted = await server.startFlow();
    await server.bringBack(hosted, { event_id: "ev_of_retentbase" });
    server.session.customer = { userId: "user_2" };
    for (const event of ["ev_of_retentbase", "ev_of_the_merchant"]) {
      expect(await confirm(server, event)).toContain("We have received your cancellation");
      expect(await store.find(event)).toBeUndefined();
    }
    const calls = billing.mock.calls.map(([result]) => result);
    expect(calls.map(({ userId }) => userId)).toEqual(["user_1", "user_2", "user_2"]);
    expect(new Set(calls.map(({ eventId }) => eventId)).size).toBe(3);
    // What the merchant records and settles under these ids is what it was.
    const own = { eventId: "ev_of_the_merchant", userId: "user_3", reasonKey: "other" };
    expect(await retent.record(own)).toMatchObject({ eventId: "ev_of_the_merchant", status: "pending" });
    await retent.settle("ev_of_retentbase", { outcome: "recovered" });
    expect(await store.find(hosted.eventId)).toMatchObject({ settlement: { outcome: "recovered" } });
  });

  test("not a customer under a made-up event id that looks like one that we made", async () => {
    const server = await startServer();
    const [, id = "", keyTag = "", signature = ""] =
      /^(.+)\.(.{4})(.{22})$/.exec(await openPage(server)) ?? [];
    for (const event of [`another.${keyTag}${signature}`, `${id}.${keyTag}${"A".repeat(22)}`]) {
      expect((await server.browser.postForm("/cancel", { event })).status).toBe(403);
    }
    expect(server.billing).not.toHaveBeenCalled();
  });

  test("the customer on a page from before the API key was changed, under an id of its own", async () => {
    const before = await startServer();
    const event = await openPage(before);
    const { store } = before;
    const server = await startServer({ store, apiKey: "rb_key_after_the_change_9b2e" });
    expect(await confirm(server, event)).toContain("We have received your cancellation");
    expect(server.billing).toHaveBeenCalledTimes(1);
    expect(server.billing).toHaveBeenCalledWith(expect.objectContaining({ userId: "user_1" }));
    expect(await store.find(event)).toBeUndefined();
    // Without a customer who is signed in, it is as good as nothing.
    server.session.customer = null;
    expect((await server.browser.postForm("/cancel", { event })).status).toBe(401);
  });

  test("the customer also where the host's own event ids are as long as may be", async () => {
    let ids = 0;
    const server = await startServer({ newId: () => String(++ids).padStart(128, "e") });
    const event = await openPage(server);
    expect(await confirm(server, event)).toContain(event);
  });

  test.each([
    "",
    "..",
    "with a space",
    "../../etc/passwd",
    "ev_1; Path=/",
    "ev\r\nSet-Cookie: a=b",
    "x".repeat(129),
    "é".repeat(9),
  ])("not a customer under the made-up event id %j", async (event) => {
    const server = await startServer();
    const response = await server.browser.postForm("/cancel", { event });
    expect(response.status).toBe(400);
    expect(response.headers.getSetCookie()).toEqual([]);
    expect(server.billing).not.toHaveBeenCalled();
  });
});
