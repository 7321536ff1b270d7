import { describe, expect, test } from "vitest";
import { answer } from "../../fake-retentbase.ts";
import { type ServerUnderTest, startServer } from "../../server-under-test.ts";
import { completed } from "../completed-session.ts";

const hour = 3_600_000;

const returnTo = "https://shop.example/";

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
        keepUrl: null,
      },
    });
    expect(billing).toHaveBeenCalledTimes(1);
  });

  test("learns a day later, and without the cookie, how a cancellation of the signed-in customer ended", async () => {
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
    expect((await ask(browser)).body).toEqual({ status: "unfinished", url, returnTo });
    retentbase.reply("session", answer(500));
    expect((await ask(browser)).body).toEqual({ status: "unknown", url: `${url}&unread`, returnTo });
  });

  test("goes on to the plain page of its cancellation on the core plan, which says what is true", async () => {
    const { browser, startFlow, token, clock } = await startServer({ plan: "core" });
    const flow = await startFlow();
    const late = token(flow);
    clock.now += 3 * hour;
    expect((await browser.postJson("/result", { token: late })).status).toBe(400);
    const url = `/api/retent/cancel?event=${flow.eventId}&unread`;
    expect((await ask(browser, { token: late })).body).toEqual({ status: "unknown", url, returnTo });
    const page = await (await browser.get(url.replace("/api/retent", ""))).text();
    expect(page).toContain("We can’t see right now what you chose.");
    expect(page).not.toContain("othing has changed");
  });

  test("asks about the cancellation that the token names, and not about another of this browser", async () => {
    const { browser, startFlow, token, retentbase, clock } = await startServer();
    const flow = await startFlow();
    const late = token(flow);
    await startFlow();
    clock.now += 3 * hour;
    retentbase.reply("session", answer(200, session));
    expect((await ask(browser, { token: late })).event).toBe(flow.eventId);
    expect(retentbase.calls("session").map(({ path }) => path)).toEqual(["/api/v1/cancel-sessions/cs_1"]);
  });

  test("learns nothing from a token of another customer's cancellation, nor of this browser's by it", async () => {
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
      expect((await ask(browser, { token })).body).toEqual({ status: "unfinished", url, returnTo });
    },
  );
});
