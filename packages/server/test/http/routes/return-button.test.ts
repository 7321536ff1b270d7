import { describe, expect, test } from "vitest";
import { answer, sharedLink, silence, unreachable } from "../../fake-retentbase.ts";
import { publicUrl, startServer } from "../../server-under-test.ts";
import { completed } from "../completed-session.ts";

const hour = 3_600_000;

describe("the button of the return page", () => {
  test("settles a finished session and says how it ended", async () => {
    const { browser, startFlow, retentbase, retent, billing } = await startServer({
      newId: idsFrom("ev_00000001"),
    });
    await startFlow({ returnTo: "/plans" });
    retentbase.reply("session", answer(200, completed));
    const response = await browser.postForm("/return");
    expect(response.status).toBe(303);
    expect(response.headers.get("location")).toBe("/api/retent/return?event=ev_00000001");
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

  test("leads straight back to where the customer came from if nothing was decided", async () => {
    const { browser, startFlow, billing } = await startServer();
    await startFlow({ returnTo: "/plans" });
    const response = await browser.postForm("/return");
    expect(response.status).toBe(303);
    expect(response.headers.get("location")).toBe("https://shop.example/plans");
    expect(billing).not.toHaveBeenCalled();
  });

  test.each([
    ["expired", { ...completed, status: "expired" }],
    ["finished without an outcome", { ...completed, outcome: undefined }],
  ])("does not take a session that is %s for a decision", async (_, session) => {
    const { browser, startFlow, retentbase, billing } = await startServer();
    await startFlow();
    retentbase.reply("session", answer(200, session));
    expect((await browser.postForm("/return")).headers.get("location")).toBe("https://shop.example/");
    expect(billing).not.toHaveBeenCalled();
  });

  test.each([
    ["of another user", { ...completed, user_id: "user_2" }],
    ["of the other environment", { ...completed, environment: "prod" }],
  ])("gives no effect to a session %s", async (_, session) => {
    const { browser, startFlow, retentbase, billing, eventsOf } = await startServer();
    await startFlow();
    retentbase.reply("session", answer(200, session));
    expect((await browser.postForm("/return")).headers.get("location")).toBe("https://shop.example/");
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
    expect(await page.text()).toContain("can’t see right now what you chose");
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
    expect(response.headers.get("location")).toBe(`/api/retent/return?event=${finished.eventId}`);
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
      const shown = new URL(response.headers.get("location") ?? "", publicUrl).href;
      expect(await (await browser.get(shown)).text()).toContain("We have received your cancellation");
    }
    expect(billing).toHaveBeenCalledTimes(1);
    expect(retentbase.calls("session")).toHaveLength(1);
  });

  test("takes the cancellation that the customer comes back from for the later decision, and says how that one ended", async () => {
    const { browser, startFlow, bringBack, retentbase, clock, billing } = await startServer({
      onResult: ({ outcome }) => (outcome === "churned" ? { pending: true } : { outcome }),
    });
    const first = await startFlow({ returnTo: "/plans" });
    clock.now += 60_000;
    await bringBack(await startFlow());
    clock.now += 60_000;
    retentbase.reply("session", answer(200, { ...completed, event_id: undefined, outcome: "recovered" }));
    const response = await browser.postForm("/return");
    expect(response.headers.get("location")).toBe(`/api/retent/return?event=${first.eventId}`);
    const [, stays] = billing.mock.calls.map(([result]) => result);
    expect(stays).toMatchObject({ eventId: first.eventId, decidedAt: new Date(clock.now).toISOString() });
  });

  test("lets the decision to leave count where several cancellations turn out to be finished", async () => {
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

test("a finished cancellation is shown although an older one of this browser can't be looked up any more", async () => {
  const { startFlow, browser, retentbase, clock } = await startServer();
  await startFlow();
  clock.now += 12 * hour;
  const finished = await startFlow({ returnTo: "/plans" });
  const session = { session_id: "cs_2", status: "completed", environment: "sandbox", user_id: "user_1" };
  retentbase.reply("session", answer(200, { ...session, outcome: "recovered" }));
  retentbase.reply("session", answer(404));
  const response = await browser.postForm("/return");
  expect(response.headers.get("location")).toBe(`/api/retent/return?event=${finished.eventId}`);
});
