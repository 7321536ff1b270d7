import { describe, expect, test } from "vitest";
import { giveUp, open, operator, read } from "../operator-page.ts";

/** A server with one customer whose outcome has reached RetentBase. */
async function openWithLeaver(userId = "user_1") {
  const server = await open();
  server.session.customer = { userId };
  const flow = await server.startFlow();
  await server.bringBack(flow, { sub: userId, reason_text: "My words." });
  await server.retent.drainOnce();
  return { ...server, ...flow };
}

describe("the export of a customer's data", () => {
  test("is a JSON file with a name that says what it is, which no cache keeps", async () => {
    const server = await openWithLeaver();
    expect((await read(server, "?user=user_1")).text).toContain(
      '<a class="button" href="/api/retent/admin?user=user_1&amp;view=export">Export</a>',
    );
    const response = await server.browser.get("/admin?user=user_1&view=export", operator);
    expect(response.status).toBe(200);
    expect(response.headers.get("content-type")).toBe("application/json");
    expect(response.headers.get("cache-control")).toBe("no-store");
    expect(response.headers.get("content-disposition")).toBe(
      'attachment; filename="retent-customer-user_1-2026-03-01.json"',
    );
    expect(await response.json()).toEqual(await server.retent.exportCustomer("user_1"));
  });

  test("is named without what a header can't hold", async () => {
    const userId = 'a "quoted" id\u{1f600}/..';
    const server = await openWithLeaver(userId);
    const query = new URLSearchParams({ user: userId, view: "export" });
    const response = await server.browser.get(`/admin?${query}`, operator);
    expect(response.headers.get("content-disposition")).toBe(
      'attachment; filename="retent-customer-a-quoted-id--2026-03-01.json"',
    );
    expect(await response.json()).toMatchObject({ userId, cancellations: [{ userId }] });
  });

  test("is for the operator alone", async () => {
    const { browser } = await openWithLeaver();
    expect((await browser.get("/admin?user=user_1&view=export")).status).toBe(401);
  });
});

describe("erasing a customer's data", () => {
  test("is asked about first, then done, and the next page does not name the customer", async () => {
    const server = await openWithLeaver();
    expect((await read(server, "?user=user_1")).text).toContain("confirm=erase");
    const { text } = await read(server, "?user=user_1&confirm=erase");
    expect(text).toContain("<h1>Erase customer <bdi>user_1</bdi>?</h1>");
    expect(text).toContain("<dt>Cancellations</dt><dd>1</dd>");
    expect(text).not.toContain("<dd>0</dd>");
    expect(text).toContain('<button class="danger"><span>Erase customer <bdi>user_1</bdi></span></button>');
    expect(text).not.toContain("checkbox");
    const response = await server.browser.postForm("/admin?user=user_1", { do: "erase" }, operator);
    expect([response.status, response.headers.get("location")]).toEqual([303, "/api/retent/admin?erased=1"]);
    expect((await read(server, "?erased=1")).text).toContain(
      "Everything about the customer is erased, 1 cancellation included.",
    );
    expect(await server.store.find(server.eventId)).toBeUndefined();
    expect(server.eventsOf("customer_erased")).toMatchObject([{ cancellations: 1 }]);
    const again = (await read(server, "?user=user_1&confirm=erase")).text;
    expect(again).toContain("Nothing is stored about this customer.");
    expect(again).not.toContain('<button class="danger">');
  });

  test("says what would be lost, and needs the operator's word for that", async () => {
    const server = await open();
    const { eventId } = await giveUp(server);
    const { text } = await read(server, "?user=user_1&confirm=erase");
    expect(text).toContain("RetentBase has not taken the outcome");
    const reference = `${eventId.slice(0, 4)}-${eventId.slice(4, 8)}`.toUpperCase();
    expect(text).toContain(`<b>Not finished: cancellation ${reference}.</b>`);
    expect(text).toContain('<input type="checkbox" name="force" value="1" required>');
    const refused = await server.browser.postForm("/admin?user=user_1", { do: "erase" }, operator);
    expect(refused.headers.get("location")).toBe("/api/retent/admin?user=user_1&confirm=erase");
    expect(await server.store.find(eventId)).toBeDefined();
    await server.browser.postForm("/admin?user=user_1", { do: "erase", force: "1" }, operator);
    expect(await server.store.find(eventId)).toBeUndefined();
  });

  test("is refused without a user, to strangers and from other sites", async () => {
    const server = await openWithLeaver();
    const fields = { do: "erase" };
    expect((await server.browser.postForm("/admin", { do: "erase" }, operator)).status).toBe(400);
    expect((await server.browser.postForm("/admin?user=user_1", fields)).status).toBe(401);
    const foreign = { ...operator, "sec-fetch-site": "cross-site" };
    expect((await server.browser.postForm("/admin?user=user_1", fields, foreign)).status).toBe(403);
    expect(await server.store.find(server.eventId)).toBeDefined();
  });

  test("is not offered by a store that can't do it", async () => {
    const server = await openWithLeaver();
    server.store.eraseCustomer = undefined as never;
    expect((await read(server, "?user=user_1")).text).not.toContain("confirm=erase");
    expect((await read(server, "?user=user_1&confirm=erase")).status).toBe(404);
    expect((await server.browser.get("/admin?user=user_1&view=export", operator)).status).toBe(404);
  });
});
