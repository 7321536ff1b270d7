import { describe, expect, test } from "vitest";
import { answer, sharedLink, silence, unreachable } from "../../fake-retentbase.ts";
import { publicUrl, type ServerUnderTest, startServer } from "../../server-under-test.ts";

// Written by hand from what this project assumes of RetentBase's diagnostics.
const completed = {
  session_id: "cs_1",
  status: "completed",
  environment: "sandbox",
  created_at: "2026-03-01T00:00:00Z",
  expires_at: "2026-03-01T00:30:00Z",
  user_id: "user_1",
  event_id: "ev_00000001",
  outcome: "churned",
  reason_key: "too_expensive",
  offer: { type: "discount", accepted: false, label: "50% off" },
  unheard_of: true,
};

const hour = 3_600_000;

describe("the return page", () => {
  test("runs its own script and nothing else, and can't be framed", async () => {
    const { browser } = await startServer();
    const response = await browser.get("/return");
    expect(response.status).toBe(200);
    expect(response.headers.get("content-type")).toBe("text/html; charset=utf-8");
    const page = await response.text();
    const policy = response.headers.get("content-security-policy") ?? "";
    const nonce = /<script nonce="([^"]+)">/.exec(page)?.[1];
    expect(nonce).toMatch(/.{16}/);
    for (const directive of [
      "default-src 'none'",
      `script-src 'nonce-${nonce}'`,
      `style-src 'nonce-${nonce}'`,
      "connect-src 'self'",
      "base-uri 'none'",
      "frame-ancestors 'none'",
    ]) {
      expect(policy.split("; ")).toContain(directive);
    }
    expect(policy).not.toMatch(/unsafe|\*|evil/);
    expect(page.match(/<script/g)).toHaveLength(1);
    expect(page.match(/<\/script>/g)).toHaveLength(1);
    expect(page).not.toMatch(/ src=| on\w+="/);
  });

  test("has a fresh nonce each time", async () => {
    const { browser } = await startServer();
    const policy = async () => (await browser.get("/return")).headers.get("content-security-policy");
    expect(await policy()).not.toBe(await policy());
  });

  test("says the same whatever the query says", async () => {
    const { browser } = await startServer();
    const withoutNonce = async (path: string) =>
      (await (await browser.get(path)).text()).replace(/nonce="[^"]+"/g, "");
    const plain = await withoutNonce("/return");
    const query = "?ci_result_token=eyJ.reflected&returnTo=https://evil.example&<script>alert(1)</script>";
    expect(await withoutNonce(`/return${query}`)).toBe(plain);
  });

  test("works without script: a button asks the server", async () => {
    const { browser } = await startServer();
    const page = await (await browser.get("/return")).text();
    expect(page).toMatch(/<form[^>]+method="post" action="[^"]*\/api\/retent\/return">/);
    expect(page).toContain("<noscript>");
    expect(page).toContain('href="https://shop.example/"');
  });
});

describe("the return page's way to the plain page", () => {
  const hrefOn = (page: string) => /<a id="plain-page" href="([^"]+)"/.exec(page)?.[1];

  test("goes on with the flow that this browser left open, so that it stays one cancellation", async () => {
    const { browser, newBrowser, startFlow, bringBack } = await startServer();
    const page = async (from = browser) => hrefOn(await (await from.get("/return")).text());
    expect(await page()).toBe("/api/retent/cancel");
    const flow = await startFlow();
    expect(await page()).toBe(`/api/retent/cancel?event=${flow.eventId}`);
    expect(await page(newBrowser())).toBe("/api/retent/cancel");
    await bringBack(flow);
    expect(await page()).toBe("/api/retent/cancel");
  });

  test("is there while the store is not, and so is the script that takes the token out of the address", async () => {
    const { browser, startFlow, store } = await startServer();
    await startFlow();
    await store.close();
    const response = await browser.get("/return");
    expect(response.status).toBe(200);
    const page = await response.text();
    expect(hrefOn(page)).toBe("/api/retent/cancel");
    expect(page).toContain("<script nonce=");
  });
});

describe("the return page of a known cancellation", () => {
  test("says how it ended, and where to go on", async () => {
    const { browser, startFlow, bringBack } = await startServer({
      onResult: () => ({ outcome: "churned", effectiveAt: "2026-03-31T00:00:00Z" }),
    });
    const flow = await startFlow({ returnTo: "/plans" });
    await bringBack(flow);
    const page = await (await browser.get(`/return?event=${flow.eventId}`)).text();
    expect(page).toContain("Your subscription ends on March 31, 2026.");
    expect(page).toMatch(/<a id="continue" href="https:\/\/shop.example\/plans"[^>]* data-settled>/);
    expect(page).not.toContain("<noscript>");
  });

  test("leads nobody on before billing has settled it", async () => {
    const { browser, startFlow, bringBack } = await startServer({ onResult: () => ({ pending: true }) });
    const flow = await startFlow();
    await bringBack(flow);
    const page = await (await browser.get(`/return?event=${flow.eventId}`)).text();
    expect(page).toContain("We have received your cancellation");
    expect(page).toContain("It is now being processed.");
    expect(page).toContain("March 1, 2026");
    expect(page).toContain(flow.eventId);
    expect(page).not.toContain(" data-settled");
  });

  test("is shown to the browser that started it and to its customer alone, and says nothing before there is an answer", async () => {
    const { browser, newBrowser, startFlow, bringBack, session } = await startServer();
    const flow = await startFlow();
    const path = `/return?event=${flow.eventId}`;
    expect(await (await browser.get(path)).text()).toContain("<noscript>");
    await bringBack(flow);
    expect(await (await newBrowser().get(path)).text()).not.toContain("<noscript>");
    expect(await (await browser.get("/return?event=%00")).text()).toContain("<noscript>");
    session.customer = { userId: "user_2" };
    expect(await (await browser.get(path)).text()).toContain("<noscript>");
    expect(await (await newBrowser().get(path)).text()).toContain("<noscript>");
    session.customer = null;
    expect(await (await newBrowser().get(path)).text()).toContain("<noscript>");
  });
});

describe("the button of the return page", () => {
  test("settles a finished session and leads to where the customer wanted to go", async () => {
    const { browser, startFlow, retentbase, retent, billing } = await startServer({
      newId: idsFrom("ev_00000001"),
    });
    await startFlow({ returnTo: "/plans" });
    retentbase.reply("session", answer(200, completed));
    const response = await browser.postForm("/return");
    expect(response.status).toBe(303);
    expect(response.headers.get("location")).toBe("https://shop.example/plans");
    expect(retentbase.calls("session").map(({ path }) => path)).toEqual(["/api/v1/cancel-sessions/cs_1"]);
    expect(billing.mock.calls[0]?.[0]).toMatchObject({
      eventId: "ev_00000001",
      revision: 1,
      outcome: "churned",
      reasonKey: "too_expensive",
      reasonText: null,
      offer: completed.offer,
    });
    await retent.drainOnce();
    expect(retentbase.calls("update")[0]?.body).toEqual({ outcome: "churned", environment: "sandbox" });
  });

  test("pressed again, or after the token has come back, has no second effect", async () => {
    const { browser, startFlow, bringBack, retentbase, billing } = await startServer();
    const flow = await startFlow();
    await bringBack(flow);
    retentbase.reply("session", answer(200, { ...completed, event_id: undefined }), 2);
    expect((await browser.postForm("/return")).status).toBe(303);
    expect((await browser.postForm("/return")).status).toBe(303);
    expect(billing).toHaveBeenCalledTimes(1);
  });

  test("says so where the customer has not finished", async () => {
    const { browser, startFlow, billing } = await startServer();
    const { eventId } = await startFlow({ returnTo: "/plans" });
    const response = await browser.postForm("/return");
    expect(response.status).toBe(200);
    const page = await response.text();
    expect(page).toContain("not finished");
    expect(page).toContain('href="https://shop.example/plans"');
    expect(page).toContain(`/cancel?event=${eventId}"`);
    expect(billing).not.toHaveBeenCalled();
  });

  test.each([
    ["expired", { ...completed, status: "expired" }],
    ["finished without an outcome", { ...completed, outcome: undefined }],
  ])("does not take a session that is %s for a decision", async (_, session) => {
    const { browser, startFlow, retentbase, billing } = await startServer();
    await startFlow();
    retentbase.reply("session", answer(200, session));
    expect(await (await browser.postForm("/return")).text()).toContain("not finished");
    expect(billing).not.toHaveBeenCalled();
  });

  test.each([
    ["of another user", { ...completed, user_id: "user_2" }],
    ["of the other environment", { ...completed, environment: "prod" }],
  ])("gives no effect to a session %s", async (_, session) => {
    const { browser, startFlow, retentbase, billing, eventsOf } = await startServer();
    await startFlow();
    retentbase.reply("session", answer(200, session));
    expect(await (await browser.postForm("/return")).text()).toContain("not finished");
    expect(billing).not.toHaveBeenCalled();
    expect(eventsOf("result_refused")).toHaveLength(1);
  });

  test.each([
    ["are not in the plan", answer(403)],
    ["don't answer", silence],
    ["can't be reached", unreachable],
    ["are broken", answer(500)],
    ["know nothing of it", answer(404)],
    ["answer with a page", answer(200, "<h1>hello</h1>")],
  ])("leads on to the plain page where the diagnostics %s", async (_, reply) => {
    const { browser, startFlow, retentbase, eventsOf, billing } = await startServer({ linkTimeoutMs: 20 });
    const { eventId } = await startFlow();
    retentbase.reply("session", reply);
    const response = await browser.postForm("/return");
    expect(response.status).toBe(303);
    const target = new URL(response.headers.get("location") ?? "", publicUrl).href;
    expect(target).toBe(`${publicUrl}/cancel?event=${eventId}&unread`);
    const page = await browser.get(target);
    expect(page.status).toBe(200);
    expect(await page.text()).toContain("can’t look up your answer right now");
    expect(eventsOf("session_unavailable")).toMatchObject([{ eventId }]);
    expect(billing).not.toHaveBeenCalled();
  });

  test("leads straight to the plain page on the core plan", async () => {
    const { browser, startFlow, retentbase } = await startServer({ plan: "core" });
    const { eventId } = await startFlow();
    const response = await browser.postForm("/return");
    expect(response.headers.get("location")).toContain(`/api/retent/cancel?event=${eventId}`);
    expect(retentbase.calls("session")).toEqual([]);
  });

  test("finds the finished one of two tabs", async () => {
    const { browser, startFlow, retentbase, clock, billing } = await startServer();
    const finished = await startFlow({ returnTo: "/plans" });
    clock.now += 1000;
    await startFlow();
    retentbase.reply("session", answer(200, { ...completed, session_id: "cs_2", status: "open" }));
    retentbase.reply("session", answer(200, { ...completed, event_id: undefined }));
    const response = await browser.postForm("/return");
    expect(response.headers.get("location")).toBe("https://shop.example/plans");
    expect(billing.mock.calls.map(([{ eventId }]) => eventId)).toEqual([finished.eventId]);
  });

  test("decides a session that two clicks led to once, and says how it ended", async () => {
    const { browser, startFlow, retentbase, billing } = await startServer();
    retentbase.reply("link", sharedLink, 2);
    await startFlow({ returnTo: "/plans" });
    await startFlow({ returnTo: "/plans" });
    retentbase.reply(
      "session",
      answer(200, { ...completed, session_id: "cs_shared", event_id: undefined }),
      9,
    );
    for (let presses = 0; presses < 2; presses += 1) {
      const response = await browser.postForm("/return");
      expect(response.headers.get("location")).toBe("https://shop.example/plans");
    }
    expect(billing).toHaveBeenCalledTimes(1);
    expect(retentbase.calls("session")).toHaveLength(1);
  });

  test("takes the flow that the customer comes back from for the later decision, and says how that one ended", async () => {
    const { browser, startFlow, bringBack, retentbase, clock, billing } = await startServer({
      onResult: ({ outcome }) => (outcome === "churned" ? { pending: true } : { outcome }),
    });
    const first = await startFlow({ returnTo: "/plans" });
    clock.now += 60_000;
    await bringBack(await startFlow());
    clock.now += 60_000;
    retentbase.reply("session", answer(200, { ...completed, event_id: undefined, outcome: "recovered" }));
    const response = await browser.postForm("/return");
    expect(response.headers.get("location")).toBe("https://shop.example/plans");
    const [, stays] = billing.mock.calls.map(([result]) => result);
    expect(stays).toMatchObject({ eventId: first.eventId, decidedAt: new Date(clock.now).toISOString() });
  });

  test("lets the decision to leave count where several flows turn out to be finished", async () => {
    const { browser, startFlow, retentbase, clock, billing } = await startServer();
    await startFlow();
    clock.now += 60_000;
    await startFlow();
    clock.now += 60_000;
    const session = { ...completed, event_id: undefined };
    retentbase.reply("session", answer(200, { ...session, session_id: "cs_2" }));
    retentbase.reply("session", answer(200, { ...session, outcome: "recovered" }));
    await browser.postForm("/return");
    const results = billing.mock.calls.map(([result]) => result);
    const [leaves, stays] = ["churned", "recovered"].map((wanted) =>
      results.find(({ outcome }) => outcome === wanted),
    );
    expect(Date.parse(leaves?.decidedAt ?? "")).toBeGreaterThan(Date.parse(stays?.decidedAt ?? ""));
  });

  test("says that billing has still to confirm it, where it has", async () => {
    const { browser, startFlow, retentbase } = await startServer({ onResult: () => ({ pending: true }) });
    const { eventId } = await startFlow({ returnTo: "/plans" });
    retentbase.reply("session", answer(200, { ...completed, event_id: undefined }));
    const response = await browser.postForm("/return");
    expect(response.headers.get("location")).toBe(`/api/retent/return?event=${eventId}`);
    const page = await (await browser.get(`/return?event=${eventId}`)).text();
    expect(page).toContain("We have received your cancellation");
    expect(page).not.toMatch(/cancelled|ends on/i);
    expect(page).toContain('href="https://shop.example/plans"');
  });

  test.each([
    ["started nothing", ""],
    ["holds a forged cookie", `retent_flow_ev_00000001=${"A".repeat(43)}`],
  ])("is no use in a browser that %s", async (_, cookie) => {
    const { browser, startFlow, retentbase } = await startServer({ newId: idsFrom("ev_00000001") });
    await startFlow();
    const response = await browser.postForm("/return", {}, { cookie });
    expect(response.status).toBe(403);
    expect(response.headers.get("content-type")).toContain("text/html");
    expect(await response.text()).toContain('href="https://shop.example/"');
    expect(retentbase.calls("session")).toEqual([]);
  });
});

/** Ids of which the first is this one. */
function idsFrom(first: string): () => string {
  let ids = 0;
  return () => {
    ids += 1;
    return ids === 1 ? first : `id_${String(ids).padStart(8, "0")}`;
  };
}

test("a finished flow leads back although an older one of this browser can't be looked up any more", async () => {
  const { startFlow, browser, retentbase, clock } = await startServer();
  await startFlow();
  clock.now += 12 * hour;
  await startFlow({ returnTo: "/plans" });
  const session = { session_id: "cs_2", status: "completed", environment: "sandbox", user_id: "user_1" };
  retentbase.reply("session", answer(200, { ...session, outcome: "recovered" }));
  retentbase.reply("session", answer(404));
  const response = await browser.postForm("/return");
  expect(response.headers.get("location")).toBe("https://shop.example/plans");
});

describe("script of the return page, after its token was refused,", () => {
  const session = { ...completed, event_id: undefined };
  const ask = async (from: ServerUnderTest["browser"], fields: object = {}) => {
    const response = await from.postJson("/return", fields);
    return {
      status: response.status,
      event: response.headers.get("retent-event"),
      body: await response.json(),
    };
  };

  test("gets the same answer as with a good one, if RetentBase knows how it ended", async () => {
    const { browser, startFlow, token, retentbase, clock, billing } = await startServer();
    const flow = await startFlow({ returnTo: "/plans" });
    const late = token(flow);
    clock.now += 3 * hour;
    expect((await browser.postJson("/result", { token: late })).status).toBe(400);
    retentbase.reply("session", answer(200, session));
    expect(await ask(browser, { token: late })).toEqual({
      status: 200,
      event: flow.eventId,
      body: {
        status: "settled",
        outcome: "churned",
        effectiveAt: null,
        environment: "sandbox",
        returnTo: "https://shop.example/plans",
        confirmed: true,
      },
    });
    expect(billing).toHaveBeenCalledTimes(1);
  });

  test("learns a day later, and without the cookie, how a flow of the signed-in customer ended", async () => {
    const { newBrowser, startFlow, token, retentbase, clock, retent, session: shop } = await startServer();
    const flow = await startFlow();
    const late = token(flow);
    retentbase.reply("session", answer(200, session));
    clock.now += 25 * hour;
    await retent.drainOnce();
    const phone = newBrowser();
    expect((await phone.postJson("/result", { token: late })).status).toBe(400);
    expect(await ask(phone, { token: late })).toMatchObject({
      event: flow.eventId,
      body: { outcome: "churned" },
    });
    for (const customer of [{ userId: "user_2" }, null]) {
      shop.customer = customer;
      expect(await ask(phone, { token: late })).toMatchObject({
        status: 403,
        body: { code: "result_not_yours" },
      });
    }
  });

  test("hears that nothing has changed only if RetentBase says so", async () => {
    const { browser, startFlow, retentbase } = await startServer();
    const { eventId } = await startFlow();
    const url = `/api/retent/cancel?event=${eventId}`;
    expect((await ask(browser)).body).toEqual({ status: "unfinished", url });
    retentbase.reply("session", answer(500));
    expect((await ask(browser)).body).toEqual({ status: "unknown", url: `${url}&unread` });
  });

  test("goes on to the plain page of its flow on the core plan, which says what is true", async () => {
    const { browser, startFlow, token, clock } = await startServer({ plan: "core" });
    const flow = await startFlow();
    const late = token(flow);
    clock.now += 3 * hour;
    expect((await browser.postJson("/result", { token: late })).status).toBe(400);
    const url = `/api/retent/cancel?event=${flow.eventId}&unread`;
    expect((await ask(browser, { token: late })).body).toEqual({ status: "unknown", url });
    const page = await (await browser.get(url.replace("/api/retent", ""))).text();
    expect(page).toContain("We can’t look up your answer right now.");
    expect(page).not.toContain("othing has changed");
  });

  test("asks about the flow that the token names, and not about another of this browser", async () => {
    const { browser, startFlow, token, retentbase, clock } = await startServer();
    const flow = await startFlow();
    const late = token(flow);
    await startFlow();
    clock.now += 3 * hour;
    retentbase.reply("session", answer(200, session));
    expect((await ask(browser, { token: late })).event).toBe(flow.eventId);
    expect(retentbase.calls("session").map(({ path }) => path)).toEqual(["/api/v1/cancel-sessions/cs_1"]);
  });

  test("learns nothing from a token of another customer's flow, nor of this browser's by it", async () => {
    const { browser, newBrowser, startFlow, token, retentbase, session: shop } = await startServer();
    shop.customer = { userId: "user_2" };
    const theirs = await startFlow({}, newBrowser());
    shop.customer = { userId: "user_1" };
    await startFlow();
    expect(await ask(browser, { token: token(theirs, { sub: "user_2" }) })).toMatchObject({ status: 403 });
    expect(await ask(browser, { token: token(theirs) })).toMatchObject({ status: 403 });
    expect(retentbase.calls("session")).toEqual([]);
  });

  test.each(["", "a.b.c", "x".repeat(9000), "e30.e30.", "e30.bnVsbA.", "e30.eyJzZXNzaW9uX2lkIjo3fQ."])(
    "is answered for this browser if its token is none: %j",
    async (token) => {
      const { browser, startFlow } = await startServer();
      const { eventId } = await startFlow();
      const url = `/api/retent/cancel?event=${eventId}`;
      expect((await ask(browser, { token })).body).toEqual({ status: "unfinished", url });
    },
  );
});
