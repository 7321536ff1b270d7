import { describe, expect, test } from "vitest";
import { publicUrl, type ServerUnderTest, startServer } from "../../server-under-test.ts";

/** Opens the plain page and answers the event id that its form carries. */
async function openPage({ browser }: ServerUnderTest, query = ""): Promise<string> {
  const page = await (await browser.get(`/cancel${query}`)).text();
  return /name="event" value="([^"]+)"/.exec(page)?.[1] ?? "";
}

/** Confirms and answers the page that the browser is sent to. */
async function confirm({ browser }: ServerUnderTest, event: string): Promise<string> {
  const response = await browser.postForm("/cancel", { event });
  expect(response.status).toBe(303);
  return (await browser.get(new URL(response.headers.get("location") ?? "", publicUrl).href)).text();
}

describe("the plain page", () => {
  test("says what will be cancelled, with one button and a way back", async () => {
    const { browser, session } = await startServer({ afterUrl: "https://shop.example/account" });
    session.customer = { userId: "user_1", context: { plan: "Team, yearly" } };
    const response = await browser.get("/cancel");
    expect(response.status).toBe(200);
    expect(response.headers.get("content-security-policy")).toContain("frame-ancestors 'none'");
    expect(response.headers.get("content-security-policy")).not.toContain("script-src");
    const page = await response.text();
    expect(page).toContain("Team, yearly");
    expect(page.match(/<button/g)).toHaveLength(1);
    expect(page).toMatch(/<form method="post" action="[^"]*\/api\/retent\/cancel">/);
    expect(page).toContain('href="https://shop.example/account"');
    expect(page).not.toContain("<script");
  });

  test("shows a plan as text, whatever it is called", async () => {
    const { browser, session } = await startServer();
    const plan = `<script>alert(1)</script>"'><img src=x onerror=alert(1)>&amp;`;
    session.customer = { userId: "user_1", context: { plan } };
    const page = await (await browser.get("/cancel")).text();
    expect(page).not.toMatch(/<script|<img/);
    expect(page).toContain("&lt;script&gt;alert(1)&lt;/script&gt;&quot;&#39;&gt;&lt;img");
    expect(page).toContain("&amp;amp;");
  });

  test("is shown to nobody who is not signed in", async () => {
    const { browser, session } = await startServer();
    session.customer = null;
    const response = await browser.get("/cancel", { accept: "text/html" });
    expect(response.status).toBe(401);
    const page = await response.text();
    expect(page).toContain("Please sign in");
    expect(page).not.toContain("<form");
  });

  test("changes nothing by being opened", async () => {
    const { browser, startFlow, billing, retentbase, store } = await startServer();
    const { eventId } = await startFlow({ mode: "direct" });
    await browser.get(`/cancel?event=${eventId}`);
    await browser.get(`/cancel?event=${eventId}&confirm=1`);
    expect((await store.find(eventId))?.status).toBe("started");
    expect(billing).not.toHaveBeenCalled();
    expect(retentbase.sent).toEqual([]);
  });

  test("goes on with the flow that led to it, without signing in again", async () => {
    const server = await startServer();
    server.session.customer = { userId: "user_1", context: { plan: "Team" } };
    const { eventId } = await server.startFlow({ mode: "direct" });
    server.session.customer = null;
    expect(await openPage(server, `?event=${eventId}`)).toBe(eventId);
    expect(await confirm(server, eventId)).toContain("Team");
  });
});

describe("confirming on the plain page", () => {
  test("shows a receipt with what, when and under which reference", async () => {
    const server = await startServer({
      onResult: () => ({ outcome: "churned", effectiveAt: "2026-03-31T22:00:00Z" }),
    });
    server.session.customer = { userId: "user_1", context: { plan: "Team" } };
    const event = await openPage(server);
    server.clock.now += 90_000;
    const receipt = await confirm(server, event);
    expect(receipt).toContain("We have received your cancellation");
    expect(receipt).toContain("Team");
    expect(receipt).toMatch(/March 1, 2026 at 12:01\sAM UTC/);
    expect(receipt).toContain(event);
    expect(receipt).toContain("ends on March 31, 2026");
    expect(receipt).toContain("Print or save");
  });

  test("calls billing, and tells RetentBase first what was decided, then how it was settled", async () => {
    const server = await startServer({
      onResult: () => ({
        outcome: "churned",
        effectiveAt: "2026-03-31T00:00:00Z",
        metadata: { refund: 12.5 },
      }),
    });
    server.session.customer = {
      userId: "user_1",
      context: { plan: "Team", mrr: 24 },
      metadata: { seats: 3 },
    };
    const event = await openPage(server);
    await confirm(server, event);
    expect(server.billing.mock.calls).toEqual([
      [
        {
          eventId: event,
          revision: 1,
          userId: "user_1",
          environment: "sandbox",
          outcome: "churned",
          reasonKey: "not_asked",
          reasonText: null,
          offer: null,
          decidedAt: "2026-03-01T00:00:00.000Z",
        },
      ],
    ]);
    await server.retent.drainOnce();
    expect(server.retentbase.sent.map(({ method, path, body }) => ({ method, path, body }))).toEqual([
      {
        method: "POST",
        path: "/api/v1/cancellations",
        body: {
          eventId: event,
          userId: "user_1",
          reasonKey: "not_asked",
          context: { plan: "Team", mrr: 24 },
          occurredAt: "2026-03-01T00:00:00.000Z",
          environment: "sandbox",
          metadata: { seats: 3 },
        },
      },
      {
        method: "PATCH",
        path: `/api/v1/cancellations/${event}`,
        body: {
          environment: "sandbox",
          outcome: "churned",
          effectiveAt: "2026-03-31T00:00:00Z",
          metadata: { refund: 12.5 },
        },
      },
    ]);
  });

  test("twice is once: one event, one bill, the same receipt", async () => {
    const server = await startServer();
    const event = await openPage(server);
    const first = await confirm(server, event);
    server.clock.now += 5000;
    const second = await confirm(server, event);
    const withoutNonce = (page: string) => page.replace(/nonce="[^"]+"/g, "");
    expect(withoutNonce(second)).toBe(withoutNonce(first));
    await server.retent.drainOnce();
    expect(server.billing).toHaveBeenCalledTimes(1);
    expect(server.retentbase.calls("create")).toHaveLength(1);
    expect(server.retentbase.calls("update")).toHaveLength(1);
  });

  test("by a double click is once as well", async () => {
    const server = await startServer();
    const event = await openPage(server);
    const clicks = [
      server.browser.postForm("/cancel", { event }),
      server.browser.postForm("/cancel", { event }),
    ];
    for (const click of clicks) expect((await click).status).toBe(303);
    await server.retent.drainOnce();
    expect(server.billing).toHaveBeenCalledTimes(1);
    expect(server.retentbase.calls("create")).toHaveLength(1);
  });

  test("is named neither cancelled nor ending before billing has settled it", async () => {
    const server = await startServer({ onResult: () => ({ pending: true }) });
    const event = await openPage(server);
    const receipt = await confirm(server, event);
    expect(receipt).toContain("We have received your cancellation");
    expect(receipt).toContain("It is now being processed.");
    expect(receipt).not.toMatch(/cancelled|ends on/i);
    await server.retent.settle(event, { outcome: "churned", effectiveAt: "2026-03-31T00:00:00Z" });
    expect(await (await server.browser.get(`/cancel?event=${event}`)).text()).toContain(
      "ends on March 31, 2026",
    );
  });

  test("goes through also while billing and RetentBase are down", async () => {
    const server = await startServer({
      onResult: () => {
        throw new Error("billing is down");
      },
    });
    const event = await openPage(server);
    const receipt = await confirm(server, event);
    expect(receipt).toContain("We have received your cancellation");
    expect(receipt).not.toMatch(/cancelled|ends on|billing is down/i);
    expect(receipt).toContain(event);
  });

  test("after an offer was taken on the hosted page counts as the later word", async () => {
    const server = await startServer();
    const flow = await server.startFlow();
    await server.bringBack(flow, { outcome: "recovered" });
    server.clock.now += 60_000;
    expect(await openPage(server, `?event=${flow.eventId}`)).toBe(flow.eventId);
    await confirm(server, flow.eventId);
    await server.retent.drainOnce();
    expect(server.billing.mock.calls.map(([{ revision, outcome }]) => [revision, outcome])).toEqual([
      [1, "recovered"],
      [2, "churned"],
    ]);
    // RetentBase has the event already, from its hosted page.
    expect(server.retentbase.calls("create")).toEqual([]);
    expect(server.retentbase.calls("update").map(({ body }) => body.outcome)).toEqual([
      "recovered",
      "churned",
    ]);
  });

  test("counts as the later word although RetentBase's clock is ahead", async () => {
    const server = await startServer();
    const flow = await server.startFlow();
    await server.bringBack(flow, { outcome: "recovered", iat: server.clock.now / 1000 + 30 });
    expect(await confirm(server, flow.eventId)).toContain("We have received your cancellation");
    expect(server.billing).toHaveBeenLastCalledWith(expect.objectContaining({ outcome: "churned" }));
  });

  test("on the core plan tells RetentBase nothing", async () => {
    const server = await startServer({ plan: "core" });
    await confirm(server, await openPage(server));
    await server.retent.drainOnce();
    expect(server.billing).toHaveBeenCalledTimes(1);
    expect(server.retentbase.sent).toEqual([]);
  });
});

describe("who may confirm", () => {
  test("nobody who is signed in at the browser where somebody else left a flow open", async () => {
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
    // Another browser has no cookie of the flow, so it depends on identify.
    const other = server.newBrowser();
    expect((await other.get(`/cancel?event=${eventId}`)).status).toBe(500);
    expect((await other.postForm("/cancel", { event: eventId })).status).toBe(500);
  });

  test("nobody who is not signed in and did not start it", async () => {
    const server = await startServer();
    const event = await openPage(server);
    server.session.customer = null;
    const response = await server.browser.postForm("/cancel", { event });
    expect(response.status).toBe(401);
    expect(await response.text()).toContain("Please sign in");
    expect(server.billing).not.toHaveBeenCalled();
  });

  test("nobody for somebody else's event", async () => {
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

  test("nobody on a page that was opened for another customer, who is signed in by now", async () => {
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

  test("the customer, whatever event id the browser makes up, under one of ours", async () => {
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

  test("nobody under a made-up event id that looks like one of ours", async () => {
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
  ])("nobody under the made-up event id %j", async (event) => {
    const server = await startServer();
    const response = await server.browser.postForm("/cancel", { event });
    expect(response.status).toBe(400);
    expect(response.headers.getSetCookie()).toEqual([]);
    expect(server.billing).not.toHaveBeenCalled();
  });
});
