import { describe, expect, test } from "vitest";
import { startServer } from "../../server-under-test.ts";
import { confirm, openPage } from "../plain-page.ts";

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

  test("is not shown to a visitor who is not signed in", async () => {
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

  test("goes on with the cancellation that led to it, without signing in again", async () => {
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
    expect(receipt).toContain("<h1>Your subscription is cancelled</h1>");
    expect(receipt).toContain("Team");
    expect(receipt).toMatch(/March 1, 2026 at 12:01\sAM UTC/);
    expect(receipt).toContain(event);
    expect(receipt).toContain("ends on March\u00a031,\u00a02026");
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
          subscription: null,
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
    expect(receipt).toContain("Your cancellation is now being processed.");
    expect(receipt).not.toMatch(/cancelled|ends on/i);
    await server.retent.settle(event, { outcome: "churned", effectiveAt: "2026-03-31T00:00:00Z" });
    expect(await (await server.browser.get(`/cancel?event=${event}`)).text()).toContain(
      "ends on March\u00a031,\u00a02026",
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
