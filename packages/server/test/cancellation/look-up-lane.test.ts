import { describe, expect, test } from "vitest";
import { answer, sharedLink } from "../fake-retentbase.ts";
import { startServer } from "../server-under-test.ts";

const minute = 60_000;
const completed = {
  session_id: "cs_1",
  status: "completed",
  environment: "sandbox",
  user_id: "user_1",
  event_id: "ev_of_retentbase",
  outcome: "churned",
  reason_key: "too_expensive",
};

/** A cancellation without a return, and the time at which its link has expired. */
async function abandoned(options: Parameters<typeof startServer>[0] = {}) {
  const server = await startServer(options);
  const flow = await server.startFlow();
  return { ...server, flow, expire: () => (server.clock.now += 31 * minute) };
}

describe("a cancellation without a return", () => {
  test("is looked up once its link has expired, and settled and forwarded if it was finished", async () => {
    const { retent, retentbase, billing, expire } = await abandoned();
    retentbase.reply("session", answer(200, completed));
    await retent.drainOnce();
    expect(retentbase.calls("session")).toEqual([]);
    expire();
    await retent.drainOnce();
    expect(retentbase.calls("session").map(({ path }) => path)).toEqual(["/api/v1/cancel-sessions/cs_1"]);
    expect(billing.mock.calls).toMatchObject([
      [{ outcome: "churned", reasonKey: "too_expensive", revision: 1 }],
    ]);
    expect(retentbase.calls("update").map(({ path }) => path)).toEqual([
      "/api/v1/cancellations/ev_of_retentbase",
    ]);
  });

  test("is asked about once, and nothing happens, if the customer had not finished", async () => {
    const { retent, retentbase, billing, expire } = await abandoned();
    retentbase.reply("session", answer(200, { ...completed, status: "expired", outcome: undefined }));
    for (let drains = 0; drains < 3; drains += 1) {
      expire();
      await retent.drainOnce();
    }
    expect(retentbase.calls("session")).toHaveLength(1);
    expect(billing).not.toHaveBeenCalled();
  });

  test("is not asked about when its result did come back", async () => {
    const { retent, retentbase, billing, bringBack, flow, expire } = await abandoned();
    await bringBack(flow);
    expire();
    await retent.drainOnce();
    expect(retentbase.calls("session")).toEqual([]);
    expect(billing).toHaveBeenCalledTimes(1);
  });

  test("is asked about again while RetentBase is down", async () => {
    const { retent, retentbase, billing, expire, eventsOf } = await abandoned();
    retentbase.reply("session", answer(503, "nothing on user_1"), 3);
    retentbase.reply("session", answer(200, completed));
    for (let drains = 0; drains < 4; drains += 1) {
      expire();
      await retent.drainOnce();
    }
    expect(billing).toHaveBeenCalledTimes(1);
    const failed = { status: 503, body: "nothing on [redacted]" };
    expect(eventsOf("session_unavailable")).toMatchObject([failed, failed, failed]);
  });

  test("takes no result of another session", async () => {
    const { retent, retentbase, billing, eventsOf, expire } = await abandoned();
    retentbase.reply("session", answer(200, { ...completed, user_id: "user_2" }));
    expire();
    await retent.drainOnce();
    expect(billing).not.toHaveBeenCalled();
    expect(eventsOf("result_refused")).toHaveLength(1);
  });

  test("and a plan without diagnostics hold up nothing else", async () => {
    const { retent, retentbase, startFlow, bringBack, expire, eventsOf } = await abandoned();
    retentbase.reply("session", answer(403));
    expire();
    await bringBack(await startFlow());
    await retent.drainOnce();
    expect(retentbase.calls("update")).toHaveLength(1);
    expect(eventsOf("outbox_paused")).toEqual([]);
    expire();
    await retent.drainOnce();
    expect(retentbase.calls("session")).toHaveLength(1);
  });

  test("is never asked about on the Core plan", async () => {
    const { retent, retentbase, expire } = await abandoned({ plan: "core" });
    expire();
    await retent.drainOnce();
    expect(retentbase.calls("session")).toEqual([]);
  });
});

describe("a session that several clicks led to", () => {
  const shared = { ...completed, session_id: "cs_shared" };

  /** Two clicks of one customer, and the server that both came to. */
  async function clickTwice() {
    const server = await startServer();
    server.retentbase.reply("link", sharedLink, 2);
    const older = await server.startFlow();
    server.clock.now += minute;
    const newer = await server.startFlow();
    return { ...server, older, newer };
  }

  test.each(["older", "newer"] as const)(
    "is not looked up again once the %s click has brought its result back, whatever the customer decides since",
    async (name) => {
      const { retent, retentbase, billing, clock, startFlow, bringBack, ...flows } = await clickTwice();
      await bringBack(flows[name]);
      clock.now += minute;
      await bringBack(await startFlow(), { outcome: "recovered" });
      retentbase.reply("session", answer(200, shared), 9);
      clock.now += 40 * minute;
      for (let drains = 0; drains < 3; drains += 1) await retent.drainOnce();
      expect(retentbase.calls("session")).toEqual([]);
      expect(billing.mock.calls.map(([{ outcome }]) => outcome)).toEqual(["churned", "recovered"]);
    },
  );

  test("is not looked up again once its customer has confirmed on the plain page", async () => {
    const { retent, retentbase, billing, clock, browser, newer } = await clickTwice();
    await browser.postForm("/cancel", { event: newer.eventId });
    retentbase.reply("session", answer(200, { ...shared, outcome: "recovered" }), 9);
    clock.now += 40 * minute;
    await retent.drainOnce();
    expect(billing.mock.calls.map(([{ outcome }]) => outcome)).toEqual(["churned"]);
  });

  test.each([
    ["one click", "ev_of_retentbase"],
    ["no click", undefined],
  ])("is decided once without a return, and RetentBase names %s", async (_, event_id) => {
    const { retent, retentbase, billing, clock } = await clickTwice();
    retentbase.reply("session", answer(200, { ...shared, event_id }), 9);
    clock.now += 40 * minute;
    for (let drains = 0; drains < 3; drains += 1) await retent.drainOnce();
    expect(billing).toHaveBeenCalledTimes(1);
    expect(retentbase.calls("update")).toHaveLength(1);
  });

  test("is decided once though the result comes while it is looked up", async () => {
    const { retent, retentbase, billing, clock, bringBack, older } = await clickTwice();
    clock.now = Date.parse("2026-03-01T00:31:30Z");
    retentbase.reply(
      "session",
      async (sent) => {
        await bringBack(older, { iat: clock.now / 1000 - 300 });
        return answer(200, { ...shared, event_id: undefined })(sent);
      },
      9,
    );
    await retent.drainOnce();
    await retent.drainOnce();
    expect(billing).toHaveBeenCalledTimes(1);
  });
});
