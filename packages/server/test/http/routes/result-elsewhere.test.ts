import { describe, expect, test } from "vitest";
import { start, startServer } from "../../server-under-test.ts";
import { signToken } from "../../signed-token.ts";

describe("a result that comes back in another browser", () => {
  test("counts if its customer is signed in there", async () => {
    const { startFlow, bringBack, newBrowser, billing, session } = await startServer();
    const flow = await startFlow();
    const phone = newBrowser();
    session.customer = { userId: "user_2" };
    expect((await bringBack(flow, {}, phone)).status).toBe(403);
    session.customer = null;
    expect((await bringBack(flow, {}, phone)).status).toBe(403);
    expect(billing).not.toHaveBeenCalled();
    session.customer = { userId: "user_1" };
    expect((await bringBack(flow, {}, phone)).answer).toMatchObject({
      status: "settled",
      outcome: "churned",
    });
    expect(billing).toHaveBeenCalledTimes(1);
    const page = await (await phone.get(`/return?event=${flow.eventId}`)).text();
    expect(page).toContain("We have received your cancellation");
  });

  test("counts if an identity token comes with it that is its customer's", async () => {
    const secret = "an identity secret of these tests, long enough";
    const { startFlow, token, newBrowser, billing } = await startServer({
      identity: { secret },
      identify: () => null,
    });
    const exp = start / 1000 + 3600;
    const identityOf = (sub: string) => signToken({ sub, exp }, { alg: "HS256" }, secret);
    const flow = await startFlow({ identity: identityOf("user_1") });
    const post = async (identity: string, headers = {}) =>
      (await newBrowser().postJson("/result", { token: token(flow), identity }, headers)).status;
    expect(await post(identityOf("user_2"))).toBe(403);
    expect(await post(`${identityOf("user_1")}x`)).toBe(403);
    expect(await post("")).toBe(403);
    expect(billing).not.toHaveBeenCalled();
    expect(await post(identityOf("user_1"))).toBe(200);
    expect(await post("", { authorization: `Bearer ${identityOf("user_1")}` })).toBe(200);
    expect(billing).toHaveBeenCalledTimes(1);
  });

  test("is kept for another try while the host app can't say who is signed in", async () => {
    let isBroken = true;
    const { startFlow, bringBack, newBrowser } = await startServer({
      identify: () => {
        if (isBroken) throw new Error("the session store is down");
        return { userId: "user_1" };
      },
    });
    isBroken = false;
    const flow = await startFlow();
    isBroken = true;
    expect((await bringBack(flow, {}, newBrowser())).status).toBe(500);
    isBroken = false;
    expect((await bringBack(flow, {}, newBrowser())).status).toBe(200);
  });
});

describe("a result that does not belong here", () => {
  const thieves: [string, (headers: Record<string, string>) => Record<string, string>][] = [
    ["without a cookie", () => ({ cookie: "" })],
    ["with a forged cookie", ({ name }) => ({ cookie: `${name}=${"A".repeat(43)}` })],
    ["with an empty cookie", ({ name }) => ({ cookie: `${name}=` })],
    ["with another cancellation's cookie", ({ name, other }) => ({ cookie: `${name}=${other}` })],
    [
      "with the cookie under another name",
      ({ value }) => ({ cookie: `retent_flow_=${value}; flow=${value}` }),
    ],
  ];

  test.each(thieves)("%s has no effect", async (_, cookieOf) => {
    const { startFlow, browser, token, billing, store, session, eventsOf } = await startServer();
    const flow = await startFlow();
    const name = `retent_flow_${flow.eventId}`;
    const value = browser.cookies.get(name) ?? "";
    session.customer = { userId: "user_2" };
    await startFlow();
    const other = [...browser.cookies.values()][1] ?? "";
    const response = await browser.postJson(
      "/result",
      { token: token(flow) },
      cookieOf({ name, value, other }),
    );
    expect(response.status).toBe(403);
    expect(await response.json()).toMatchObject({ code: "result_not_yours" });
    expect(billing).not.toHaveBeenCalled();
    expect((await store.find(flow.eventId))?.status).toBe("started");
    expect(eventsOf("result_refused")).toHaveLength(1);
    // The customer who started it can still bring it back.
    expect((await browser.postJson("/result", { token: token(flow) })).status).toBe(200);
  });

  test("of another user has no effect in a browser that started a cancellation", async () => {
    const { startFlow, bringBack, billing } = await startServer();
    const { status } = await bringBack(await startFlow(), { sub: "user_2" });
    expect(status).toBe(403);
    expect(billing).not.toHaveBeenCalled();
  });

  test("made for an attacker's own cancellation has no effect in the victim's browser", async () => {
    const { session, newBrowser, startFlow, bringBack, billing } = await startServer();
    const attacker = newBrowser();
    session.customer = { userId: "user_attacker" };
    const theirs = await startFlow({}, attacker);
    session.customer = { userId: "user_1" };
    await startFlow();
    expect((await bringBack(theirs, { sub: "user_attacker" })).status).toBe(403);
    expect(billing).not.toHaveBeenCalled();
  });

  test("of a cancellation that was never started is refused", async () => {
    const { startFlow, bringBack, billing } = await startServer();
    await startFlow();
    expect((await bringBack({ sessionId: "cs_unknown", eventId: "ev_unknown" })).status).toBe(403);
    expect(billing).not.toHaveBeenCalled();
  });
});

test("a browser that also holds other cookies is understood", async () => {
  const { startFlow, browser, token } = await startServer();
  const flow = await startFlow();
  const [[name, value] = ["", ""]] = browser.cookies;
  for (const cookie of [`a=b;${name}=${value}`, `a="x=y"; ${name}=${value} ; c`, `; ;=;${name}=${value}`]) {
    const response = await browser.postJson("/result", { token: token(flow) }, { cookie });
    expect(response.status).toBe(200);
  }
});
