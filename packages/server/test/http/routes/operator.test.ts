import { describe, expect, test, vi } from "vitest";
import { toReference } from "../../../src/cancellation/reference.ts";
import { answer } from "../../fake-retentbase.ts";
import { startServer } from "../../server-under-test.ts";
import { giveUp, healthToken, open, operator, read } from "../operator-page.ts";

describe("the operator's page lets in", () => {
  test("no request if neither a token nor a check is set: there is no such page", async () => {
    const { browser, store } = await startServer();
    const requeue = vi.spyOn(store, "requeue");
    expect((await browser.get("/admin", operator)).status).toBe(404);
    expect((await browser.postForm("/admin", {}, operator)).status).toBe(404);
    expect(requeue).not.toHaveBeenCalled();
  });

  test("who has the token, and asks others for it as browsers know how", async () => {
    const { browser } = await open();
    for (const headers of [{}, { authorization: `Basic ${btoa("operator:guess")}` }]) {
      const response = await browser.get("/admin", headers as Record<string, string>);
      expect(response.status).toBe(401);
      expect(response.headers.get("www-authenticate")).toBe('Basic realm="Retent", charset="UTF-8"');
      expect(await response.json()).toMatchObject({ code: "not_authorized" });
    }
    expect((await browser.get("/admin", operator)).status).toBe(200);
    expect((await browser.get("/admin", { authorization: `Bearer ${healthToken}` })).status).toBe(200);
  });

  test("who looks by mistake to a page that leads away, and not to cancelling", async () => {
    const { browser } = await open();
    const response = await browser.get("/admin", { accept: "text/html" });
    expect([response.status, response.headers.get("www-authenticate")]).toEqual([
      401,
      expect.stringMatching(/^Basic /),
    ]);
    const text = await response.text();
    expect(text).toContain('href="https://shop.example/"');
    expect(text).not.toContain("/cancel");
  });

  test("no address that guesses too often", async () => {
    const { retent } = await open();
    const guess = () =>
      retent.fetch(
        new Request(`${retent.publicUrl}/admin`, { headers: { authorization: "Bearer guess" } }),
        undefined,
        "192.0.2.1",
      );
    const statuses = new Set<number>();
    for (let count = 0; count < 31; count += 1) statuses.add((await guess()).status);
    expect([...statuses]).toEqual([401, 429]);
  });

  test.each([
    [true, 200],
    [false, 401],
    ["yes" as unknown as boolean, 401],
  ])("whom the host's own check says: %s", async (isOperator, status) => {
    const { browser } = await startServer({ isOperator: async () => isOperator });
    const response = await browser.get("/admin");
    expect(response.status).toBe(status);
    expect(response.headers.get("www-authenticate")).toBeNull();
    expect((await browser.postForm("/admin")).status).toBe(status === 200 ? 303 : 401);
  });

  test("whom the host's own check knows, however often other credentials come along", async () => {
    const { retent } = await open({ isOperator: () => true });
    const headers = { authorization: `Basic ${btoa("staging:of the host")}` };
    for (let count = 0; count < 40; count += 1) {
      const request = new Request(`${retent.publicUrl}/admin`, { headers });
      expect((await retent.fetch(request, undefined, "192.0.2.1")).status).toBe(200);
    }
  });

  test("no request if the host's own check has a fault", async () => {
    const { browser } = await startServer({ isOperator: () => Promise.reject(new Error("broken")) });
    expect((await browser.get("/admin")).status).toBe(500);
  });
});

describe("the outbox", () => {
  test("shows that there is nothing to do", async () => {
    const { status, text } = await read(await open(), "?view=outbox");
    expect(status).toBe(200);
    expect(text.match(/<p>Nothing\.<\/p>/g)).toHaveLength(2);
    expect(text).not.toContain("Retry all");
  });

  test("shows what was given up and why, and leads to it", async () => {
    const server = await open();
    const { eventId } = await giveUp(server);
    const { text } = await read(server, "?view=outbox");
    expect(text).toContain('<h2>Failed permanently</h2><span class="badge danger">1</span>');
    expect(text).toContain(
      `<a href="/api/retent/admin?event=${eventId}"><bdi>${toReference(eventId)}</bdi></a> of <a href="/api/retent/admin?user=user_1"><bdi>user_1</bdi></a>`,
    );
    expect(text).toContain("<dt>Last status</dt><dd>400</dd>");
    expect(text).toContain("no such thing");
    expect(text).not.toContain("Retry all");
    const cancellation = await read(server, `?event=${eventId}`);
    // What failed says so itself, and nothing else does.
    expect(cancellation.text).toMatch(
      /<h3>Report the outcome to RetentBase<\/h3><span class="badge danger">Failed permanently<\/span>/,
    );
    expect(cancellation.text.match(/Failed permanently/g)).toHaveLength(1);
    expect(cancellation.text).toMatch(
      /Failed permanently<\/span><\/div>\s*<p class="meta">RetentBase, <time datetime="2026-03-01T00:00:/,
    );
    // Below the heading, before everything else.
    expect(cancellation.text).toMatch(
      /<\/h1>\s*<div class="tone danger attention"><div><p><b>Failed:<\/b> Report the outcome to RetentBase\. RetentBase did not accept the outcome\.<\/p><p><b>What to do:<\/b> [^<]+<\/p><\/div><div class="actions">/,
    );
    expect(cancellation.text).toContain(
      '<nav class="trail" aria-label="Breadcrumb"><a href="/api/retent/admin?view=cancellations">Cancellations</a><a href="/api/retent/admin?user=user_1">',
    );
  });

  test("shows what waits, when it is tried next, and that it is paused", async () => {
    const server = await open();
    server.retentbase.reply("update", answer(401));
    await server.bringBack(await server.startFlow());
    await server.retent.drainOnce();
    const { text } = await read(server, "?view=outbox");
    expect(text).toContain("RetentBase does not accept the API key.");
    expect(text).toContain(
      '<dt>Next attempt</dt><dd><time datetime="2026-03-01T00:00:30.000Z">2026-03-01 00:00:30 UTC',
    );
    expect(text).toContain('<h2>Waiting to be sent</h2><span class="badge accent">1</span>');
    expect(text).toContain("1 look-up at RetentBase is planned");
  });

  test("shows a hundred rows of many, and the true count", async () => {
    const server = await open();
    server.retentbase.reply("update", answer(400), 101);
    for (let count = 0; count < 101; count += 1) {
      await server.retent.record({
        userId: "user_1",
        reasonKey: "other",
        settlement: { outcome: "churned" },
      });
    }
    await server.retent.drainOnce();
    const { text } = await read(server, "?view=outbox");
    expect(text).toContain('<h2>Failed permanently</h2><span class="badge danger">101</span>');
    expect(text).toContain("The oldest 100 of 101.");
    expect(text.match(/>Retry</g)).toHaveLength(100);
  });

  test("runs no script, and says so to the browser", async () => {
    const server = await open();
    await giveUp(server);
    const response = await server.browser.get("/admin", operator);
    expect(response.headers.get("content-security-policy")).toMatch(/^default-src 'none'; style-src 'nonce-/);
    expect(response.headers.get("content-security-policy")).not.toContain("script-src");
    expect(response.headers.get("cache-control")).toBe("no-store");
    expect(await response.text()).not.toMatch(/<script| style=| on\w+=/);
  });
});

describe("a cancellation's life", () => {
  test("is told from its start to RetentBase's knowing, with what was done", async () => {
    const server = await open({
      onResult: () => ({ outcome: "churned", effectiveAt: "2026-03-31T00:00:00Z" }),
    });
    const flow = await server.startFlow();
    server.clock.now += 60_000;
    await server.bringBack(flow, { reason_key: "too_expensive" });
    await server.retent.drainOnce();
    const { text } = await read(server, `?event=${flow.eventId}`);
    for (const part of [
      "2026-03-01 00:00:00 UTC",
      "2026-03-01 00:01:00 UTC",
      "<h3>Started</h3>",
      "<h3>Returned</h3>",
      "<h3>Settled</h3>",
      "<h3>Reported to RetentBase</h3>",
      "Forwarded</span>",
      "<bdi>user_1</bdi>",
      "Too expensive</bdi>",
      "<bdi>2026-03-31</bdi>",
    ])
      expect(text).toContain(part);
    // A task that is done is not told twice.
    expect(text).not.toContain("<h3>Report the outcome to RetentBase</h3>");
    expect(text).not.toContain("<h3>Call billing</h3>");
  });

  test("is found by RetentBase's id of it, too", async () => {
    const server = await open();
    const flow = await server.startFlow();
    await server.bringBack(flow, { event_id: "ev_theirs" });
    const { text } = await read(server, "?event=ev_theirs");
    expect(text).toContain(`<dt>Event</dt><dd><bdi class="id">${flow.eventId}</bdi></dd>`);
    expect(text).toContain('<bdi class="id">ev_theirs</bdi>');
  });

  test("holds the customer's words back until they are asked for", async () => {
    const server = await open();
    const { eventId } = await giveUp(server);
    const { text } = await read(server, `?event=${eventId}`);
    expect(text).not.toContain("I am");
    expect(text).toContain(`href="/api/retent/admin?event=${eventId}&amp;words=1"`);
    expect((await read(server, `?event=${eventId}&words=1`)).text).toContain("I am &lt;b&gt;ill&lt;/b&gt;.");
  });

  test.each(["ev_nobody", "", "%00", "%3Cscript%3E"])("that there is not (%s) is no dead end", async (id) => {
    const { status, text } = await read(await open(), `?event=${id}`);
    expect(status).toBe(404);
    expect(text).toContain('href="/api/retent/admin"');
    expect(text).not.toContain("<script>");
  });

  test("shows what others wrote as text", async () => {
    const evil = "\"><script>alert(1)</script>' \u202e";
    const server = await open();
    server.retentbase.reply("update", answer(400, `no ${evil}`));
    const { eventId } = await server.retent.record({
      eventId: `ev_${evil}`,
      userId: evil.slice(1),
      reasonKey: evil,
      reasonText: evil.slice(2),
      settlement: { outcome: "churned" },
    });
    await server.retent.drainOnce();
    const id = encodeURIComponent(eventId);
    const user = encodeURIComponent(evil.slice(1));
    for (const query of [
      "",
      "?view=cancellations",
      `?view=cancellations&search=${id}`,
      "?view=outbox",
      `?user=${user}`,
      `?event=${id}&words=1`,
      `?event=${id}&confirm=close`,
    ]) {
      const { text } = await read(server, query);
      expect(text).not.toContain("<script>");
      expect(text).toContain("&lt;script&gt;");
    }
  });
});
