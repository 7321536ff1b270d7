import { describe, expect, test } from "vitest";
import { publicUrl, startServer } from "../../server-under-test.ts";

describe("a link asked for by script", () => {
  test("is answered with where to go, until when and the event id", async () => {
    const { browser } = await startServer({ newId: () => "ev_00000001" });
    const response = await browser.postJson("/cancel-link", {});
    expect(response.status).toBe(200);
    expect(response.headers.get("content-type")).toBe("application/json");
    expect(await response.json()).toEqual({
      url: "https://cancel.retentbase.com/c/secret_of_link_1",
      expiresAt: "2026-03-01T00:30:00.000Z",
      environment: "sandbox",
      eventId: "ev_00000001",
      fallback: null,
    });
  });

  test("tells RetentBase who is signed in, where to return to and the event id", async () => {
    const { browser, session, retentbase } = await startServer({
      newId: () => "ev_00000001",
      environment: "prod",
    });
    session.customer = {
      userId: "user_7",
      context: { plan: "Team", mrr: 24, tenureDays: 412 },
      metadata: { seats: 3, trial: false },
    };
    await browser.postJson("/cancel-link", {});
    expect(retentbase.sent).toHaveLength(1);
    const [sent] = retentbase.sent;
    expect(sent?.headers.get("authorization")).toBe("Bearer rb_key_of_these_tests_4f1c9a");
    expect(sent?.headers.get("content-type")).toBe("application/json");
    expect(sent?.body).toEqual({
      userId: "user_7",
      returnUrl: `${publicUrl}/return`,
      environment: "prod",
      context: { plan: "Team", mrr: 24, tenureDays: 412 },
      metadata: { seats: 3, trial: false, eventId: "ev_00000001" },
    });
  });

  test("takes nothing but returnTo and mode from the browser", async () => {
    const { browser, retentbase } = await startServer({ newId: () => "ev_00000001" });
    await browser.postJson(
      "/cancel-link",
      `{"userId": "user_2", "environment": "prod", "returnUrl": "https://evil.example/", "eventId": "ev_evil",
        "context": {"mrr": 1}, "metadata": {"eventId": "ev_evil"}, "__proto__": {"polluted": true}}`,
      { "x-user-id": "user_2" },
    );
    expect(retentbase.sent[0]?.body).toEqual({
      userId: "user_1",
      returnUrl: `${publicUrl}/return`,
      environment: "sandbox",
      metadata: { eventId: "ev_00000001" },
    });
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });

  test("our event id is sent even where the host app has metadata of that name", async () => {
    const { browser, session, retentbase } = await startServer({ newId: () => "ev_00000001" });
    session.customer = { userId: "user_1", metadata: { eventId: "of the host app" } };
    await browser.postJson("/cancel-link", {});
    expect(retentbase.sent[0]?.body.metadata).toEqual({ eventId: "ev_00000001" });
  });

  test("the option returnUrl is sent instead of our return page", async () => {
    const { browser, retentbase } = await startServer({ returnUrl: "https://shop.example/account" });
    await browser.postJson("/cancel-link", {});
    expect(retentbase.sent[0]?.body.returnUrl).toBe("https://shop.example/account");
  });

  test("two clicks are two cancellations", async () => {
    const { startFlow, browser } = await startServer();
    const [first, second] = [await startFlow(), await startFlow()];
    expect(first.eventId).not.toBe(second.eventId);
    expect(browser.cookies.size).toBe(2);
  });
});

describe("a link asked for by a form", () => {
  test("leads straight to the hosted page", async () => {
    const { browser } = await startServer();
    const response = await browser.postForm("/cancel-link");
    expect(response.status).toBe(303);
    expect(response.headers.get("location")).toBe("https://cancel.retentbase.com/c/secret_of_link_1");
    expect(browser.cookies.size).toBe(1);
  });

  test("keeps where the customer wants to go", async () => {
    const { browser, bringBack } = await startServer({ newId: () => "ev_00000001" });
    await browser.postForm("/cancel-link", { returnTo: "/plans" });
    const { answer } = await bringBack({ sessionId: "cs_1", eventId: "ev_00000001" });
    expect(answer.returnTo).toBe("https://shop.example/plans");
  });

  test("with mode=direct leads to the plain page", async () => {
    const { browser, retentbase } = await startServer({ newId: () => "ev_00000001" });
    const response = await browser.postForm("/cancel-link", { mode: "direct" });
    expect(response.headers.get("location")).toBe(`${publicUrl}/cancel?event=ev_00000001`);
    expect(retentbase.sent).toEqual([]);
  });
});

describe("the cancellation's cookie", () => {
  test("is for this server's path alone, out of reach of scripts and other sites, and a day long", async () => {
    const { browser, startFlow } = await startServer();
    const response = await browser.postJson("/cancel-link", {});
    const [cookie, ...others] = response.headers.getSetCookie();
    expect(others).toEqual([]);
    const [pair, ...attributes] = cookie?.split("; ") ?? [];
    expect(attributes.sort()).toEqual([
      "HttpOnly",
      "Max-Age=86400",
      "Path=/api/retent",
      "SameSite=Lax",
      "Secure",
    ]);
    const value = pair?.split("=")[1] ?? "";
    expect(value).toMatch(/^[A-Za-z0-9_-]{43}$/);
    expect(cookie).not.toContain("secret_of_link");
    expect(cookie).not.toContain("cs_1");
    await startFlow();
    expect(new Set(browser.cookies.values()).size).toBe(2);
  });

  test("is not marked as secure on plain http, and belongs to the whole host without a base path", async () => {
    const { retent } = await startServer({ publicUrl: "http://localhost:8787" });
    const response = await retent.fetch(
      new Request("http://localhost:8787/cancel-link", {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: "{}",
      }),
      undefined,
    );
    const [cookie = ""] = response.headers.getSetCookie();
    expect(cookie).not.toContain("Secure");
    expect(cookie).toContain("; Path=/;");
  });

  test("makes place for new ones before there are too many for a request's headers", async () => {
    const { browser, startFlow } = await startServer();
    const first = await startFlow();
    for (let flows = 1; flows < 25; flows += 1) await startFlow();
    expect(browser.cookies.size).toBe(20);
    expect([...browser.cookies.keys()].join()).not.toContain(first.eventId);
  });

  test("is not kept in the store as it is", async () => {
    const { browser, startFlow, store } = await startServer();
    const { eventId } = await startFlow();
    const [value = ""] = browser.cookies.values();
    expect(JSON.stringify(await store.find(eventId))).not.toContain(value);
  });
});

describe("returnTo", () => {
  const sites = { siteOrigins: ["https://shop.example", "https://blog.example:8443"] };

  test.each([
    ["https://shop.example/account?tab=plan#top", "https://shop.example/account?tab=plan#top"],
    ["https://blog.example:8443/", "https://blog.example:8443/"],
    ["/account", "https://shop.example/account"],
    ["HTTPS://SHOP.example/a", "https://shop.example/a"],
  ])("%s is kept", async (returnTo, expected) => {
    const { startFlow, bringBack, events } = await startServer(sites);
    expect((await bringBack(await startFlow({ returnTo }))).answer.returnTo).toBe(expected);
    expect(events.filter(({ type }) => type === "return_to_ignored")).toEqual([]);
  });

  test.each([
    "https://evil.example/",
    "//evil.example/account",
    "https:evil.example",
    "https://shop.example@evil.example/",
    "https://joe@shop.example/",
    "https://shop.example.evil.example/",
    "https://shop.example:8443/",
    "http://shop.example/",
    "https://blog.example/",
    "javascript:alert(1)",
    "java\nscript:alert(1)",
    "data:text/html,hello",
    "\\\\evil.example",
    "/\\evil.example",
    "/\t/evil.example",
    "https://",
    "null",
  ])("%j leads nowhere else", async (returnTo) => {
    const { startFlow, bringBack, eventsOf } = await startServer(sites);
    const flow = await startFlow({ returnTo });
    const target = new URL((await bringBack(flow)).answer.returnTo);
    expect(target.origin).toBe("https://shop.example");
    expect(target.username).toBe("");
    if (returnTo === "https:evil.example" || returnTo === "null") return;
    expect(target.pathname).toBe("/");
    const origin = URL.canParse(returnTo, publicUrl) ? new URL(returnTo, publicUrl).origin : null;
    expect(eventsOf("return_to_ignored")).toEqual([
      { type: "return_to_ignored", eventId: flow.eventId, origin },
    ]);
  });

  test.each([null, ""])("%j is no address", async (returnTo) => {
    const { startFlow, bringBack } = await startServer(sites);
    expect((await bringBack(await startFlow({ returnTo }))).answer.returnTo).toBe("https://shop.example/");
  });
});

describe("who asks", () => {
  test("there is no link for a visitor who is not signed in, and RetentBase is not bothered", async () => {
    const { browser, session, retentbase } = await startServer();
    session.customer = null;
    const response = await browser.postJson("/cancel-link", { userId: "user_1" });
    expect(response.status).toBe(401);
    expect(await response.json()).toMatchObject({ code: "not_identified" });
    expect(response.headers.getSetCookie()).toEqual([]);
    expect(retentbase.sent).toEqual([]);
  });

  test("a form gets a page that asks to sign in", async () => {
    const { browser, session } = await startServer();
    session.customer = null;
    const response = await browser.postForm("/cancel-link");
    expect(response.status).toBe(401);
    const page = await response.text();
    expect(page).toContain("Please sign in");
    expect(page).toContain('href="https://shop.example/"');
  });

  test.each<[string, () => never]>([
    [
      "throws",
      () => {
        throw new Error("the session database at 10.0.0.7 is gone");
      },
    ],
    ["answers nonsense", () => ({ userId: 7, note: "10.0.0.7" }) as never],
    ["answers an empty user id", () => ({ userId: "" }) as never],
  ])("an identify that %s is answered without detail and reported", async (_, identify) => {
    const { browser, eventsOf, retentbase } = await startServer({ identify });
    const response = await browser.postJson("/cancel-link", {});
    expect(response.status).toBe(500);
    const body = await response.text();
    expect(JSON.parse(body)).toMatchObject({ code: "internal" });
    expect(body).not.toContain("10.0.0.7");
    expect(eventsOf("identify_failed")).toHaveLength(1);
    expect(retentbase.sent).toEqual([]);
  });

  test.each([
    ["context", { tenureDays: 412.5 }],
    ["metadata", { a: { b: 1 } }],
  ])("%s that RetentBase would not take does not stop a cancellation", async (name, value) => {
    const { browser, eventsOf, retentbase } = await startServer({
      identify: () => ({ userId: "user_1", [name]: value }) as never,
    });
    const response = await browser.postJson("/cancel-link", {});
    expect(await response.json()).toMatchObject({ fallback: null });
    expect(retentbase.calls("link")[0]?.body.context).toBeUndefined();
    expect(eventsOf("settings_warning").some(({ message }) => message.includes(`identify: ${name}.`))).toBe(
      true,
    );
  });

  test("identify gets the request and what the adapter passes on", async () => {
    const seen: unknown[] = [];
    const { retent } = await startServer({
      identify: (request, native) => {
        seen.push(request.headers.get("cookie"), native);
        return null;
      },
    });
    const headers = { "content-type": "application/json", cookie: "sid=1" };
    const request = new Request(`${publicUrl}/cancel-link`, { method: "POST", headers, body: "{}" });
    await retent.fetch(request, { user: "native" });
    expect(seen).toEqual(["sid=1", { user: "native" }]);
  });
});

describe("a customer who leaves by the page's form, without the script", () => {
  const isAboutScript = ({ message }: { message: string }) => message.includes("without the script");

  test.each([
    ["is named once in the log of the sandbox", "sandbox", {}, 1],
    ["is nothing unusual in production", "prod", {}, 0],
    ["is not one whose form the script has sent", "sandbox", { returnTo: "/account" }, 0],
  ] as const)("%s", async (_, environment, fields, count) => {
    const { browser, eventsOf } = await startServer({ environment });
    for (let click = 0; click < 2; click += 1)
      expect((await browser.postForm("/cancel-link", fields)).status).toBe(303);
    expect(eventsOf("settings_warning").filter(isAboutScript)).toHaveLength(count);
  });
});

describe("a form that a page's script sends instead of the browser", () => {
  const form = { "content-type": "application/x-www-form-urlencoded" };

  test("goes to the plain page if it is a fetch, which can't follow the way to RetentBase", async () => {
    const { browser } = await startServer();
    const sent = { method: "POST", headers: { ...form, "sec-fetch-dest": "empty" }, body: "" };
    const response = await browser.send("/cancel-link", sent);
    expect(response.status).toBe(303);
    expect(response.headers.get("location")).toMatch(/^https:\/\/shop\.example\/api\/retent\/cancel\?event=/);
  });

  test("goes to the hosted page if htmx sends it, which is told where", async () => {
    const { browser } = await startServer();
    const headers = { ...form, "sec-fetch-dest": "empty", "hx-request": "true" };
    const response = await browser.send("/cancel-link", { method: "POST", headers, body: "" });
    expect(response.status).toBe(200);
    expect(response.headers.get("hx-redirect")).toBe("https://cancel.retentbase.com/c/secret_of_link_1");
    expect(response.headers.get("set-cookie")).toContain("retent");
  });

  test("a browser's own form goes to the hosted page", async () => {
    const { browser } = await startServer();
    const headers = { ...form, "sec-fetch-mode": "navigate" };
    const response = await browser.send("/cancel-link", { method: "POST", headers, body: "" });
    expect(response.headers.get("location")).toBe("https://cancel.retentbase.com/c/secret_of_link_1");
  });
});

test("who opens the form's address gets the plain page", async () => {
  const { browser } = await startServer();
  const response = await browser.get("/cancel-link");
  expect([response.status, response.headers.get("location")]).toEqual([303, `${publicUrl}/cancel`]);
});
