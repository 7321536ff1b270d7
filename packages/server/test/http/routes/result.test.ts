import { setImmediate } from "node:timers/promises";
import { describe, expect, test } from "vitest";
import { sharedLink } from "../../fake-retentbase.ts";
import { startServer } from "../../server-under-test.ts";

describe("a result", () => {
  test("is settled by billing and answered with what billing said", async () => {
    const { startFlow, bringBack } = await startServer({
      onResult: () => ({ outcome: "churned", effectiveAt: "2026-03-31T00:00:00Z" }),
    });
    expect(await bringBack(await startFlow({ returnTo: "/plans" }))).toEqual({
      status: 200,
      answer: {
        status: "settled",
        outcome: "churned",
        effectiveAt: "2026-03-31T00:00:00Z",
        environment: "sandbox",
        returnTo: "https://shop.example/plans",
        confirmed: true,
        keepUrl: expect.stringContaining("/api/retent/keep?event="),
      },
    });
  });

  test("reaches billing with everything that the token says", async () => {
    const { startFlow, bringBack, billing } = await startServer();
    const flow = await startFlow();
    await bringBack(flow);
    expect(billing.mock.calls).toEqual([
      [
        {
          eventId: flow.eventId,
          revision: 1,
          userId: "user_1",
          environment: "sandbox",
          outcome: "churned",
          reasonKey: "too_expensive",
          reasonText: "My budget was cut.",
          offer: { type: "discount", accepted: false, label: "50% off" },
          decidedAt: "2026-03-01T00:00:00.000Z",
          subscription: null,
        },
      ],
    ]);
  });

  test("needs no reason and no offer", async () => {
    const { startFlow, bringBack, billing } = await startServer();
    const claims = { outcome: "recovered", reason_key: undefined, reason_text: null, offer: undefined };
    const { answer: told } = await bringBack(await startFlow(), claims);
    expect(told).toMatchObject({ status: "settled", outcome: "recovered", effectiveAt: null });
    expect(billing.mock.calls[0]?.[0]).toMatchObject({ reasonKey: null, reasonText: null, offer: null });
  });

  test("is final by itself where the host app has no billing to ask", async () => {
    const { startFlow, bringBack, retentbase, retent } = await startServer({ onResult: undefined as never });
    expect((await bringBack(await startFlow())).answer).toMatchObject({
      status: "settled",
      outcome: "churned",
    });
    await retent.drainOnce();
    expect(retentbase.calls("update")[0]?.body).toMatchObject({ outcome: "churned" });
  });

  test("is found by its event id where the token names no session, and the other way round", async () => {
    const { startFlow, bringBack } = await startServer();
    expect((await bringBack(await startFlow(), { session_id: undefined })).status).toBe(200);
    expect((await bringBack(await startFlow(), { event_id: undefined })).status).toBe(200);
  });

  test("goes to the click that the token names where two clicks got one session", async () => {
    const { startFlow, bringBack, retentbase, store } = await startServer();
    retentbase.reply("link", sharedLink, 2);
    const [first, second] = [await startFlow(), await startFlow()];
    await bringBack(first);
    expect((await store.find(first.eventId))?.status).toBe("settled");
    expect((await store.find(second.eventId))?.status).toBe("started");
  });

  test("has no second effect in a browser that holds the other click of its session alone", async () => {
    const { startFlow, browser, newBrowser, token, retentbase, billing } = await startServer();
    retentbase.reply("link", sharedLink, 2);
    const first = await startFlow();
    const phone = newBrowser();
    await startFlow({}, phone);
    const results = [
      {},
      { event_id: undefined, jti: "rt_2", iat: Date.parse("2026-03-01T00:00:00Z") / 1000 + 5 },
    ];
    for (const claims of results) {
      for (const device of [browser, phone]) {
        const response = await device.postJson("/result", { token: token(first, claims) });
        expect(await response.json()).toMatchObject({ status: "settled", outcome: "churned" });
      }
    }
    expect(billing).toHaveBeenCalledTimes(1);
  });

  test("of each of two tabs is taken", async () => {
    const { startFlow, bringBack, billing } = await startServer();
    const [first, second] = [await startFlow(), await startFlow()];
    expect((await bringBack(second)).answer.status).toBe("settled");
    expect((await bringBack(first)).answer.status).toBe("settled");
    expect(billing.mock.calls.map(([{ eventId }]) => eventId)).toEqual([second.eventId, first.eventId]);
  });

  test("is on disk before billing hears of it", async () => {
    const { startFlow, bringBack, store, billing } = await startServer();
    const flow = await startFlow();
    let before: unknown;
    billing.mockImplementation(async ({ eventId }) => {
      before = await store.find(eventId);
      return { outcome: "churned" };
    });
    await bringBack(flow);
    expect(before).toMatchObject({
      status: "returned",
      revision: 1,
      decision: { outcome: "churned", source: "token", reasonKey: "too_expensive" },
      settlement: null,
    });
  });

  test("is sent to RetentBase under the token's own event id where that differs from ours", async () => {
    const { startFlow, bringBack, retentbase, retent, billing } = await startServer();
    await bringBack(await startFlow(), { event_id: "ev/of RetentBase?#" });
    await retent.drainOnce();
    expect(retentbase.calls("update").map(({ url }) => url)).toEqual([
      "https://api.retentbase.com/api/v1/cancellations/ev%2Fof%20RetentBase%3F%23",
    ]);
    expect(billing.mock.calls[0]?.[0].eventId).toBe("ev/of RetentBase?#");
  });
});

describe("the same result again", () => {
  test("gives the same answer and has no second effect, in whatever spelling", async () => {
    const { startFlow, browser, token, billing, retentbase, retent } = await startServer();
    const flow = await startFlow({ returnTo: "/plans" });
    const original = token(flow);
    const [header, payload, signature] = original.split(".");
    const spellings = [
      original,
      original,
      `${original}=`,
      ` ${original}`,
      `${original}\n`,
      `${header}=.${payload}.${signature}`,
      `${header}.${payload} .${signature}`,
    ];
    const answers: string[] = [];
    for (const spelling of spellings) {
      const response = await browser.postJson("/result", { token: spelling });
      const body = await response.text();
      // A spelling may be refused, but never be taken for another result.
      if (response.status === 200) answers.push(body);
      else expect(JSON.parse(body)).toMatchObject({ code: "result_token_invalid" });
    }
    await retent.drainOnce();
    expect(answers.length).toBeGreaterThanOrEqual(2);
    expect(new Set(answers).size).toBe(1);
    expect(billing).toHaveBeenCalledTimes(1);
    expect(retentbase.calls("update")).toHaveLength(1);
  });

  test("has no second effect with another signature of the same token id, nor in a fresh token", async () => {
    const { startFlow, bringBack, clock, billing, retentbase, retent } = await startServer();
    const flow = await startFlow();
    const first = await bringBack(flow, { jti: "rt_1" });
    clock.now += 5000;
    expect(await bringBack(flow, { jti: "rt_1", exp: clock.now / 1000 + 60 })).toEqual(first);
    expect(await bringBack(flow, { jti: "rt_1", outcome: "recovered" })).toEqual(first);
    expect(await bringBack(flow, { jti: "rt_2" })).toEqual(first);
    await retent.drainOnce();
    expect(billing).toHaveBeenCalledTimes(1);
    expect(retentbase.calls("update")).toHaveLength(1);
  });

  test("is answered as before also once RetentBase knows it, and after the server has started again", async () => {
    const before = await startServer();
    const flow = await before.startFlow();
    const token = before.token(flow);
    const first = await (await before.browser.postJson("/result", { token })).json();
    await before.retent.drainOnce();
    const after = await startServer({ store: before.store, retentbase: before.retentbase });
    for (const [name, value] of before.browser.cookies) after.browser.cookies.set(name, value);
    expect(await (await after.browser.postJson("/result", { token })).json()).toEqual(first);
    await after.retent.drainOnce();
    expect(after.billing).not.toHaveBeenCalled();
    expect(after.retentbase.calls("update")).toHaveLength(1);
  });

  test("posted twice at once calls billing once, and both get its answer", async () => {
    const { startFlow, browser, token, billing } = await startServer();
    const flow = await startFlow();
    let decide = () => {};
    const answered = new Promise<void>((resolve) => {
      decide = resolve;
    });
    billing.mockImplementation(async () => {
      await answered;
      return { outcome: "churned", effectiveAt: "2026-03-31T00:00:00Z" };
    });
    const body = { token: token(flow) };
    const posts = [browser.postJson("/result", body), browser.postJson("/result", body)];
    while (billing.mock.calls.length === 0) await setImmediate();
    await setImmediate();
    decide();
    for (const post of posts) {
      expect(await (await post).json()).toMatchObject({
        status: "settled",
        effectiveAt: "2026-03-31T00:00:00Z",
      });
    }
    expect(billing).toHaveBeenCalledTimes(1);
  });
});

describe("a later result of the same cancellation", () => {
  test("with another outcome is a new revision, and RetentBase hears of both in order", async () => {
    const { startFlow, bringBack, clock, billing, retentbase, retent } = await startServer();
    const flow = await startFlow();
    await bringBack(flow);
    clock.now += 60_000;
    expect((await bringBack(flow, { outcome: "recovered" })).answer.outcome).toBe("recovered");
    await retent.drainOnce();
    expect(
      billing.mock.calls.map(([{ eventId, revision, outcome }]) => [eventId, revision, outcome]),
    ).toEqual([
      [flow.eventId, 1, "churned"],
      [flow.eventId, 2, "recovered"],
    ]);
    expect(retentbase.calls("update").map(({ body }) => body.outcome)).toEqual(["churned", "recovered"]);
  });

  test("that takes another offer is a new revision as well", async () => {
    const { startFlow, bringBack, clock, billing } = await startServer();
    const flow = await startFlow();
    const offer = { type: "discount", accepted: true, label: "50% off" };
    await bringBack(flow, { outcome: "recovered", offer });
    clock.now += 1000;
    await bringBack(flow, { outcome: "recovered", offer });
    clock.now += 1000;
    await bringBack(flow, { outcome: "recovered", offer: { ...offer, label: "One month free" } });
    expect(billing.mock.calls.map(([{ revision, offer: taken }]) => [revision, taken?.label])).toEqual([
      [1, "50% off"],
      [2, "One month free"],
    ]);
  });

  test("stands, whatever older one comes after it", async () => {
    const { startFlow, bringBack, clock, billing, retentbase, retent } = await startServer();
    const flow = await startFlow();
    const iat = clock.now / 1000;
    await bringBack(flow, { outcome: "recovered", iat });
    expect((await bringBack(flow, { outcome: "churned", iat: iat - 10 })).answer.outcome).toBe("recovered");
    await retent.drainOnce();
    expect(billing).toHaveBeenCalledTimes(1);
    expect(retentbase.calls("update").map(({ body }) => body.outcome)).toEqual(["recovered"]);
  });
});
