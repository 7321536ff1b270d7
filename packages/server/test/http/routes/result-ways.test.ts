import { describe, expect, test } from "vitest";
import { answer } from "../../fake-retentbase.ts";
import { apiKey, startServer } from "../../server-under-test.ts";

const completed = {
  session_id: "cs_1",
  status: "completed",
  environment: "sandbox",
  user_id: "user_1",
  event_id: "ev_of_retentbase",
  outcome: "churned",
};

describe("a server that does not read the token", () => {
  const startBySession = () => startServer({ resultToken: "session" });

  test.each(["not even a token", "eyJhbGciOiJub25lIn0.e30."])(
    "takes what RetentBase's diagnostics say: %s",
    async (token) => {
      const { browser, startFlow, retentbase, billing } = await startBySession();
      await startFlow();
      retentbase.reply("session", answer(200, completed));
      const response = await browser.postJson("/result", { token });
      expect(response.status).toBe(200);
      expect(await response.json()).toMatchObject({ status: "settled", outcome: "churned" });
      expect((await browser.postJson("/result", { token })).status).toBe(200);
      expect(billing).toHaveBeenCalledTimes(1);
      expect(retentbase.calls("session")).toHaveLength(1);
    },
  );

  test("answers nothing to a browser that started nothing, whatever its token names", async () => {
    const { newBrowser, startFlow, token, retentbase, billing } = await startBySession();
    const flow = await startFlow();
    retentbase.reply("session", answer(200, completed));
    const stranger = newBrowser();
    expect((await stranger.postJson("/result", { token: token(flow) })).status).toBe(400);
    expect(retentbase.calls("session")).toEqual([]);
    expect(billing).not.toHaveBeenCalled();
  });

  test.each([
    ["is open", { status: "open", outcome: undefined }],
    ["is another customer's", { user_id: "user_2" }],
    ["is the other environment's", { environment: "prod" }],
  ])("refuses what RetentBase says of a session that %s", async (_, change) => {
    const { browser, startFlow, retentbase, billing } = await startBySession();
    await startFlow();
    retentbase.reply("session", answer(200, { ...completed, ...change }));
    expect((await browser.postJson("/result", { token: "t" })).status).toBe(400);
    expect(billing).not.toHaveBeenCalled();
  });

  test("leads on where RetentBase is down", async () => {
    const { browser, startFlow, retentbase } = await startBySession();
    await startFlow();
    for (const _ of [1, 2]) retentbase.reply("session", answer(503, {}));
    expect((await browser.postJson("/result", { token: "t" })).status).toBe(400);
    const response = await browser.postJson("/return", { token: "t" });
    expect(await response.json()).toMatchObject({
      status: "unknown",
      url: expect.stringContaining("/cancel?event="),
    });
  });

  test("needs the Advanced plan, and says so", async () => {
    await expect(startServer({ resultToken: "session", plan: "core" })).rejects.toThrow(
      /resultToken: is "session", and the plan "core" has no diagnostics/,
    );
  });
});

describe("a server with a check of its own", () => {
  test("binds the result to the customer and counts it once all the same", async () => {
    let flow = { sessionId: "", eventId: "" };
    const server = await startServer({
      resultToken: {
        verify: (token) =>
          token === "good"
            ? { sub: "user_1", session_id: flow.sessionId, environment: "sandbox", outcome: "churned" }
            : null,
      },
    });
    flow = await server.startFlow();
    expect((await server.newBrowser().postJson("/result", { token: "good" })).status).toBe(200);
    server.session.customer = { userId: "user_2" };
    expect((await server.newBrowser().postJson("/result", { token: "good" })).status).toBe(403);
    expect((await server.browser.postJson("/result", { token: "bad" })).status).toBe(400);
    expect((await server.browser.postJson("/result", { token: "good" })).status).toBe(200);
    expect(server.billing).toHaveBeenCalledTimes(1);
  });

  test("takes no result twice that does not say when it was issued, though the customer has decided otherwise since", async () => {
    let flow = { sessionId: "", eventId: "" };
    const server = await startServer({
      resultToken: {
        verify: () => ({
          sub: "user_1",
          session_id: flow.sessionId,
          environment: "sandbox",
          outcome: "recovered",
        }),
      },
    });
    flow = await server.startFlow();
    await server.browser.postJson("/result", { token: "stays" });
    server.clock.now += 60_000;
    await server.browser.postForm("/cancel", { event: flow.eventId });
    server.clock.now += 60_000;
    expect((await server.browser.postJson("/result", { token: "stays" })).status).toBe(200);
    expect(await server.store.find(flow.eventId)).toMatchObject({
      revision: 2,
      decision: { outcome: "churned" },
    });
  });

  test("that can't check right now says try again, and the result is not lost", async () => {
    let isDown = true;
    let flow = { sessionId: "", eventId: "" };
    const server = await startServer({
      resultToken: {
        verify: () => {
          if (isDown) throw new Error("canary");
          return { sub: "user_1", session_id: flow.sessionId, environment: "sandbox", outcome: "churned" };
        },
      },
    });
    flow = await server.startFlow();
    const refused = await server.browser.postJson("/result", { token: "t" });
    expect(refused.status).toBe(503);
    expect(JSON.stringify([await refused.text(), server.events])).not.toContain("canary");
    isDown = false;
    expect((await server.browser.postJson("/result", { token: "t" })).status).toBe(200);
  });
});

test("a refused token is explained by the names in it, and by no value", async () => {
  const { startFlow, bringBack, eventsOf, events } = await startServer();
  await bringBack(await startFlow(), { session_id: undefined, event_id: undefined, sid: "canary_1" });
  expect(eventsOf("result_refused")).toMatchObject([
    {
      reason: "claim_invalid",
      detail: expect.stringContaining("either a session id or an event id is needed"),
      token: {
        isJwt: true,
        header: expect.arrayContaining(["alg"]),
        claims: expect.arrayContaining(["sub", "sid"]),
      },
    },
  ]);
  expect(JSON.stringify(events)).not.toContain("canary_1");
});

describe("looking a cancellation up at once", () => {
  test.each(["sessionId", "eventId"] as const)(
    "by its %s has billing act on what the customer decided",
    async (name) => {
      const { retent, retentbase, startFlow, billing } = await startServer();
      const flow = await startFlow();
      retentbase.reply("session", answer(200, completed));
      expect(await retent.lookUp(flow[name])).toMatchObject({
        eventId: flow.eventId,
        status: "settled",
        outcome: "churned",
      });
      expect(await retent.lookUp(flow[name])).toMatchObject({ outcome: "churned" });
      expect(billing).toHaveBeenCalledTimes(1);
      await retent.drainOnce();
      expect(retentbase.calls("update")).toHaveLength(1);
    },
  );

  test("answers null while the customer has not decided", async () => {
    const { retent, retentbase, startFlow, billing } = await startServer();
    const { eventId } = await startFlow();
    retentbase.reply("session", answer(200, { ...completed, status: "open", outcome: undefined }));
    expect(await retent.lookUp(eventId)).toBeNull();
    expect(billing).not.toHaveBeenCalled();
  });

  test("says what can't be looked up", async () => {
    const { retent, startFlow, browser } = await startServer();
    await expect(retent.lookUp("ev_unknown")).rejects.toThrow(
      /no cancellation with this session id or event id/,
    );
    const response = await browser.postJson("/cancel-link", { mode: "direct" });
    const { eventId } = (await response.json()) as { eventId: string };
    await expect(retent.lookUp(eventId)).rejects.toThrow(/no hosted session/);
    const core = await startServer({ plan: "core" });
    await expect(core.retent.lookUp((await core.startFlow()).eventId)).rejects.toThrow(/Core plan/);
    await startFlow();
  });
});

test.each([
  [undefined, { authorization: `Bearer ${apiKey}` }],
  ["bearer" as const, { authorization: `Bearer ${apiKey}` }],
  ["x-api-key" as const, { "x-api-key": apiKey }],
])("the API key is sent in the header that is configured: %s", async (auth, headers) => {
  const { startFlow, retentbase } = await startServer(auth ? { auth } : {});
  await startFlow();
  const [call] = retentbase.calls("link");
  const sent = [...(call?.headers ?? [])].filter(([name]) => /authorization|api-key/.test(name));
  expect(Object.fromEntries(sent)).toEqual(headers);
});
