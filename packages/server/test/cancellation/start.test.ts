import { describe, expect, test } from "vitest";
import { answer, silence, unreachable } from "../fake-retentbase.ts";
import { publicUrl, startServer } from "../server-under-test.ts";

const link = {
  url: "https://cancel.retentbase.com/c/secret_of_link",
  expires_at: "2026-03-01T00:30:00Z",
  environment: "sandbox",
  session_id: "cs_1",
};

const faults: [string, ReturnType<typeof answer>, string][] = [
  ["no answer in time", silence, "timeout"],
  ["a broken connection", unreachable, "unreachable"],
  ["a server error", answer(500), "unreachable"],
  ["a gateway's error page", answer(503, "<h1>down</h1>", { "content-type": "text/html" }), "unreachable"],
  ["a refused body", answer(400), "rejected"],
  ["a wrong key", answer(401), "rejected"],
  ["an expired workspace", answer(402), "rejected"],
  ["another plan", answer(403), "rejected"],
  ["no default return URL", answer(409), "rejected"],
  ["another content type", answer(415), "rejected"],
  ["a redirect", answer(302, "", { location: "https://evil.example/" }), "rejected"],
  ["too many requests", answer(429, "", { "retry-after": "5" }), "rate_limited"],
  ["HTML with status 200", answer(200, "<h1>hello</h1>", { "content-type": "text/html" }), "rejected"],
  ["half an answer", answer(200, '{"url": "https://cancel.re'), "rejected"],
  ["an answer without a URL", answer(200, { ...link, url: undefined }), "rejected"],
  ["an endless answer", answer(200, { ...link, padding: "x".repeat(300_000) }), "rejected"],
  ["a URL on another host", answer(200, { ...link, url: "https://evil.example/c/1" }), "rejected"],
  [
    "a host that only starts alike",
    answer(200, { ...link, url: `${link.url}`.replace(".com", ".com.evil.example") }),
    "rejected",
  ],
  [
    "a URL with credentials",
    answer(200, { ...link, url: "https://a:b@cancel.retentbase.com/c/1" }),
    "rejected",
  ],
  ["a URL without https", answer(200, { ...link, url: "http://cancel.retentbase.com/c/1" }), "rejected"],
  ["a URL that is script", answer(200, { ...link, url: "javascript:alert(1)" }), "rejected"],
  ["the other environment", answer(200, { ...link, environment: "prod" }), "rejected"],
  ["an end that is no date", answer(200, { ...link, expires_at: "soon" }), "rejected"],
];

describe("where RetentBase can't make a link", () => {
  test.each(faults)("%s leads to the plain page", async (_, reply, fallback) => {
    const { browser, retentbase, eventsOf } = await startServer({
      linkTimeoutMs: 20,
      newId: () => "ev_00000001",
    });
    retentbase.reply("link", reply);
    const response = await browser.postJson("/cancel-link", {});
    expect(response.status).toBe(200);
    expect(await response.json()).toEqual({
      url: `${publicUrl}/cancel?event=ev_00000001`,
      expiresAt: "2026-03-02T00:00:00.000Z",
      environment: "sandbox",
      eventId: "ev_00000001",
      fallback,
    });
    expect(eventsOf("link_failed")).toMatchObject([{ eventId: "ev_00000001", fallback }]);
    expect(eventsOf("link_created")).toEqual([]);
    expect((await browser.get("/cancel?event=ev_00000001")).status).toBe(200);
  });

  test.each([
    ["timeout", silence],
    ["unreachable", unreachable],
    ["rejected", answer(403)],
    ["rate_limited", answer(429)],
  ])("a form's way there names the reason %s", async (fallback, reply) => {
    const { browser, retentbase } = await startServer({ linkTimeoutMs: 20, newId: () => "ev_00000001" });
    retentbase.reply("link", reply);
    const response = await browser.postForm("/cancel-link");
    expect(response.status).toBe(303);
    const target = response.headers.get("location") ?? "";
    expect(target).toBe(`${publicUrl}/cancel?event=ev_00000001&fallback=${fallback}`);
    expect((await browser.get(target)).status).toBe(200);
  });

  test("what RetentBase said is reported, key and customer are not, and the customer hears nothing of it", async () => {
    const { browser, retentbase, eventsOf } = await startServer();
    retentbase.reply("link", answer(401, "no such key: rb_key_of_these_tests_4f1c9a of user_1"));
    const response = await browser.postJson("/cancel-link", {});
    expect(await response.text()).not.toMatch(/no such key|rb_key/);
    expect(eventsOf("link_failed")).toMatchObject([
      { status: 401, code: "unauthorized", body: "no such key: [redacted] of [redacted]" },
    ]);
  });

  test("RetentBase is asked once and not followed anywhere", async () => {
    const { browser, retentbase } = await startServer();
    retentbase.reply("link", answer(307, "", { location: "https://evil.example/" }));
    await browser.postJson("/cancel-link", {});
    expect(retentbase.sent).toHaveLength(1);
  });
});

test("a link on the cancel host that the options name is followed", async () => {
  const { startFlow, retentbase } = await startServer({ cancelUrl: "https://leave.example/some/path" });
  retentbase.reply("link", answer(200, { ...link, url: "https://leave.example/c/1" }));
  expect(await startFlow()).toMatchObject({ url: "https://leave.example/c/1", fallback: null });
});

test("direct mode leads to the plain page without asking RetentBase, and that is no fallback", async () => {
  const { startFlow, retentbase, browser } = await startServer({ newId: () => "ev_00000001" });
  expect(await startFlow({ mode: "direct", returnTo: "/plans" })).toMatchObject({
    url: `${publicUrl}/cancel?event=ev_00000001`,
    fallback: null,
  });
  expect(retentbase.sent).toEqual([]);
  expect(await (await browser.get("/cancel?event=ev_00000001")).text()).toContain(
    'href="https://shop.example/plans"',
  );
});

test("an unknown mode is the usual one", async () => {
  const { startFlow } = await startServer();
  expect((await startFlow({ mode: "popup" })).url).toMatch(/^https:\/\/cancel\.retentbase\.com\//);
});

test("no event holds the URL of the hosted page", async () => {
  const { startFlow, events } = await startServer();
  const { eventId } = await startFlow();
  expect(events).toEqual([
    { type: "link_created", eventId, environment: "sandbox", durationMs: 0 },
    { type: "answered", route: "/cancel-link", status: 200, durationMs: 0 },
  ]);
});
