import { describe, expect, test } from "vitest";
import { giveUp, open, operator, read } from "../operator-page.ts";

describe("setting aside", () => {
  test("has done with what was given up of one cancellation, until it is sent again all the same", async () => {
    const server = await open();
    const { eventId } = await giveUp(server);
    await giveUp(server);
    expect((await read(server, "?view=outbox")).text).toContain(
      `aria-label="Close without reporting: ${eventId}"`,
    );
    const response = await server.browser.postForm("/admin", { event: eventId, do: "set_aside" }, operator);
    const place = `?event=${eventId}&set_aside=1`;
    expect([response.status, response.headers.get("location")]).toEqual([303, `/api/retent/admin${place}`]);
    const { text } = await read(server, place);
    expect(text).toContain('<p role="status" class="tone good">1 task is closed.</p>');
    expect(text).toContain('<span class="badge quiet">Closed</span>');
    expect(text).toContain(`aria-label="Retry: ${eventId}"`);
    expect(text).not.toContain(`aria-label="Close without reporting: ${eventId}"`);
    const outbox = (await read(server, "?view=outbox")).text;
    expect(outbox).toContain('<h2>Failed permanently</h2><span class="badge danger">1</span>');
    const aside = outbox.slice(outbox.indexOf("<h2>Closed</h2>"));
    expect(aside).toContain(eventId);
    expect(aside).toContain(`aria-label="Retry: ${eventId}"`);
    await server.browser.postForm("/admin", {}, operator);
    expect(await server.store.listByEvent(eventId)).toContainEqual(
      expect.objectContaining({ state: "set_aside" }),
    );
    await server.browser.postForm("/admin", { event: eventId }, operator);
    await server.retent.drainOnce();
    const told = server.retentbase.calls("update").filter(({ path }) => path.includes(eventId));
    expect(told).toHaveLength(2);
  });

  test("has done with a call of billing that fails, which can't be sent again by hand", async () => {
    const server = await open({ onResult: () => Promise.reject(new Error("there is no subscription")) });
    const flow = await server.startFlow();
    await server.bringBack(flow);
    const { text } = await read(server, "?view=outbox");
    expect(text).toContain("there is no subscription");
    expect(text).toContain("Your billing threw an error or took too long.");
    expect(text).toContain(`aria-label="Close without calling billing: ${flow.eventId}"`);
    expect(text).not.toContain(`aria-label="Retry: ${flow.eventId}"`);
    await server.browser.postForm("/admin", { event: flow.eventId, do: "set_aside" }, operator);
    server.clock.now += 86_400_000;
    await server.retent.drainOnce();
    expect(server.eventsOf("billing_failed")).toHaveLength(1);
    expect((await read(server, `?event=${flow.eventId}`)).text).toContain(
      '<span class="badge quiet">Closed</span>',
    );
    expect(server.retentbase.calls("update")).toEqual([]);
  });

  test("of what waits or is not there does nothing", async () => {
    const server = await open();
    await giveUp(server);
    const { eventId } = await server.startFlow();
    for (const event of [eventId, "ev_nobody", "\0", ""]) {
      const response = await server.browser.postForm("/admin", { event, do: "set_aside" }, operator);
      expect(response.headers.get("location")).toBe(
        `/api/retent/admin?${new URLSearchParams({ event, set_aside: "0" })}`,
      );
    }
    expect(await server.store.count()).toMatchObject({ dead: 1 });
    const { text } = await read(server, `?event=${eventId}&set_aside=0`);
    expect(text).toContain(
      '<p role="status" class="tone good">Nothing is closed: none of its tasks has failed permanently or fails at billing.</p>',
    );
  });

  test("of everything is refused", async () => {
    const server = await open();
    await giveUp(server);
    const response = await server.browser.postForm("/admin", { do: "set_aside" }, operator);
    expect(response.status).toBe(400);
    expect(await server.store.count()).toMatchObject({ dead: 1 });
  });

  test("is for the operator alone", async () => {
    const server = await open();
    const { eventId } = await giveUp(server);
    expect((await server.browser.postForm("/admin", { event: eventId, do: "set_aside" })).status).toBe(401);
    expect(await server.store.count()).toMatchObject({ dead: 1 });
  });
});

describe("sending again", () => {
  test("puts everything that was given up back to work", async () => {
    const server = await open();
    await giveUp(server);
    await giveUp(server);
    const response = await server.browser.postForm("/admin", {}, operator);
    expect([response.status, response.headers.get("location")]).toEqual([303, "/api/retent/admin?queued=2"]);
    expect((await read(server, "?queued=2")).text).toContain(
      '<p role="status" class="tone good">2 tasks are queued again.</p>',
    );
    await server.retent.drainOnce();
    expect(await server.store.count()).toMatchObject({ dead: 0 });
    expect((await server.store.list()).filter(({ kind }) => kind !== "look_up")).toEqual([]);
  });

  test("is not what an action means that there is not", async () => {
    const server = await open();
    const { eventId } = await giveUp(server);
    for (const fields of [{ do: "setaside" }, { do: "end", event: eventId }]) {
      const response = await server.browser.postForm("/admin", fields, operator);
      expect(response.status).toBe(400);
    }
    expect(await server.store.count()).toMatchObject({ dead: 1 });
  });

  test("can be for one cancellation alone", async () => {
    const server = await open();
    const { eventId } = await giveUp(server);
    await giveUp(server);
    const response = await server.browser.postForm("/admin", { event: eventId }, operator);
    expect(response.headers.get("location")).toBe(`/api/retent/admin?event=${eventId}&queued=1`);
    expect(await server.store.count()).toMatchObject({ dead: 1 });
    expect((await read(server, `?event=${eventId}&queued=1`)).text).toContain("1 task is queued again.");
  });

  test("of a cancellation that there is not does nothing", async () => {
    const server = await open();
    await giveUp(server);
    for (const event of ["ev_nobody", "\0", ""]) {
      const response = await server.browser.postForm("/admin", { event }, operator);
      expect([response.status, response.headers.get("location")]).toEqual([
        303,
        `/api/retent/admin?${new URLSearchParams({ event, queued: "0" })}`,
      ]);
    }
    expect(await server.store.count()).toMatchObject({ dead: 1 });
  });

  test.each<[string, Record<string, string>, number]>([
    ["another site", { "sec-fetch-site": "cross-site", origin: "https://evil.example" }, 403],
    ["a site next door", { "sec-fetch-site": "same-site", origin: "https://blog.shop.example" }, 403],
    [
      "a site that may carry the button",
      { "sec-fetch-site": "cross-site", origin: "https://www.shop.example" },
      403,
    ],
    ["an old browser elsewhere", { "sec-fetch-site": "", origin: "https://www.shop.example" }, 403],
    ["nowhere", { "sec-fetch-site": "cross-site", origin: "null" }, 403],
    ["an old browser here", { "sec-fetch-site": "", origin: "https://shop.example" }, 303],
    ["a command line", { "sec-fetch-site": "" }, 303],
    ["the page itself", { "sec-fetch-site": "same-origin", origin: "https://shop.example" }, 303],
  ])("by a page of %s", async (_, { "sec-fetch-site": site, ...headers }, status) => {
    const server = await open({ siteOrigins: ["https://shop.example", "https://www.shop.example"] });
    await giveUp(server);
    const response = await server.browser.send("/admin", {
      method: "POST",
      headers: {
        ...operator,
        "content-type": "application/x-www-form-urlencoded",
        ...(site && { "sec-fetch-site": site }),
        ...headers,
      },
      body: "",
    });
    expect(response.status).toBe(status);
    expect(await server.store.count()).toMatchObject({ dead: status === 303 ? 0 : 1 });
  });

  test("is for the operator alone", async () => {
    const server = await open();
    await giveUp(server);
    expect((await server.browser.postForm("/admin")).status).toBe(401);
    expect(await server.store.count()).toMatchObject({ dead: 1 });
  });
});
