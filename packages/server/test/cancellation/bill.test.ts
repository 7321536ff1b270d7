import { setImmediate } from "node:timers/promises";
import { describe, expect, test } from "vitest";
import type { BillingAnswer, OnResult } from "../../src/billing/billing.ts";
import { startServer } from "../server-under-test.ts";

const pendingAnswer = {
  status: "pending",
  outcome: null,
  effectiveAt: null,
  environment: "sandbox",
  returnTo: "https://shop.example/",
  confirmed: false,
  keepUrl: expect.stringContaining("/api/retent/keep?event="),
};

const failures: [string, OnResult][] = [
  [
    "throws",
    () => {
      throw new Error("billing is down");
    },
  ],
  ["rejects", () => Promise.reject(new Error("billing is down"))],
  ["throws something that is no error", () => Promise.reject("billing is down")],
  ["rejects with nothing", () => Promise.reject(undefined)],
  ["never answers", () => new Promise(() => {})],
  ...(
    [
      ["nothing", undefined],
      ["null", null],
      ["a text", "churned"],
      ["no outcome", {}],
      ["an unknown outcome", { outcome: "refunded" }],
      ["pending: false", { pending: false }],
      ["a date without its offset", { outcome: "churned", effectiveAt: "2026-03-31" }],
      ["a date that is none", { outcome: "churned", effectiveAt: new Date("never") }],
      ["nested metadata", { outcome: "churned", metadata: { a: { b: 1 } } }],
    ] as const
  ).map(([name, answer]): [string, OnResult] => [
    `answers ${name}`,
    () => answer as unknown as BillingAnswer,
  ]),
];

describe.each(failures)("billing that %s", (_, onResult) => {
  test("leaves the result pending and is asked again later, with the same key", async () => {
    const server = await startServer({ onResult, billingTimeoutMs: 20 });
    const { startFlow, bringBack, clock, retent, billing, eventsOf, retentbase } = server;
    const flow = await startFlow();
    expect(await bringBack(flow)).toEqual({ status: 200, answer: pendingAnswer });
    expect(eventsOf("billing_failed")).toMatchObject([{ eventId: flow.eventId, revision: 1, attempts: 1 }]);

    await retent.drainOnce();
    expect(billing).toHaveBeenCalledTimes(1);
    expect(retentbase.calls("update")).toEqual([]);

    billing.mockImplementation(() => ({ outcome: "churned" }));
    clock.now += 1000;
    await retent.drainOnce();
    expect(billing).toHaveBeenCalledTimes(2);
    expect(billing.mock.calls[1]?.[0]).toEqual(billing.mock.calls[0]?.[0]);
    expect((await bringBack(flow)).answer).toEqual({
      ...pendingAnswer,
      status: "settled",
      outcome: "churned",
      confirmed: true,
      // No date says that the end lies ahead.
      keepUrl: null,
    });
    expect(billing).toHaveBeenCalledTimes(2);
    await retent.drainOnce();
    expect(retentbase.calls("update")).toHaveLength(1);
  });
});

test("billing that stays down is asked less and less often, and never given up", async () => {
  const { startFlow, bringBack, clock, retent, billing } = await startServer({
    onResult: () => {
      throw new Error("billing is down");
    },
  });
  const begin = clock.now;
  await bringBack(await startFlow());
  const asked: number[] = [];
  billing.mockImplementation(() => {
    asked.push(clock.now - begin);
    throw new Error("billing is down");
  });
  for (let looks = 0; looks < 400; looks += 1) {
    clock.now += looks < 100 ? 500 : 30_000;
    await retent.drainOnce();
  }
  // In the middle of the jitter: half of 1 s, then of 2 s, 4 s …, and of 15 minutes in the end.
  expect(asked.slice(0, 5)).toEqual([500, 1500, 3500, 7500, 15_500]);
  const waits = asked.map((time, index) => time - (asked[index - 1] ?? 0));
  expect(waits.at(-1)).toBe(450_000);
});

test("a result that comes again while billing is down does not make it be asked more often", async () => {
  const { startFlow, bringBack, billing } = await startServer({
    onResult: () => {
      throw new Error("billing is down");
    },
  });
  const flow = await startFlow();
  for (let posts = 0; posts < 5; posts += 1) {
    expect((await bringBack(flow)).answer).toEqual(pendingAnswer);
  }
  expect(billing).toHaveBeenCalledTimes(1);
});

test("billing that is down for one customer is asked for the others", async () => {
  const { startFlow, bringBack, billing } = await startServer();
  const [stuck, fine] = [await startFlow(), await startFlow()];
  billing.mockImplementation(({ eventId }) => {
    if (eventId === stuck.eventId) throw new Error("this customer's account is locked");
    return { outcome: "churned" };
  });
  expect((await bringBack(stuck)).answer.status).toBe("pending");
  expect((await bringBack(fine)).answer.status).toBe("settled");
});

test("a later decision replaces one that billing has not taken yet", async () => {
  const { startFlow, bringBack, clock, billing, retent, retentbase, store } = await startServer({
    onResult: () => {
      throw new Error("billing is down");
    },
  });
  const flow = await startFlow();
  await bringBack(flow);
  billing.mockImplementation(({ outcome }) => ({ outcome }));
  clock.now += 2000;
  await bringBack(flow, { outcome: "recovered" });
  await retent.drainOnce();
  await retent.drainOnce();
  expect(billing.mock.calls.slice(1).map(([{ revision, outcome }]) => [revision, outcome])).toEqual([
    [2, "recovered"],
  ]);
  expect(retentbase.calls("update").map(({ body }) => body.outcome)).toEqual(["recovered"]);
  expect(await store.find(flow.eventId)).toMatchObject({ revision: 2, settlement: { outcome: "recovered" } });
});

test("what billing says of a decision that was overtaken meanwhile does not count", async () => {
  const { startFlow, browser, token, clock, billing, retent, retentbase, store } = await startServer();
  const flow = await startFlow();
  const decide: (() => void)[] = [];
  billing.mockImplementation(
    ({ outcome }) => new Promise((resolve) => decide.push(() => resolve({ outcome }))),
  );
  const first = browser.postJson("/result", { token: token(flow) });
  await untilCalled(billing, 1);
  clock.now += 1000;
  const second = browser.postJson("/result", { token: token(flow, { outcome: "recovered" }) });
  while ((await store.find(flow.eventId))?.revision !== 2) await setImmediate();
  decide[0]?.();
  await untilCalled(billing, 2);
  decide[1]?.();
  await Promise.all([first, second]);
  await retent.drainOnce();
  expect(await store.find(flow.eventId)).toMatchObject({ revision: 2, settlement: { outcome: "recovered" } });
  expect(retentbase.calls("update").map(({ body }) => body.outcome)).toEqual(["recovered"]);
});

async function untilCalled(mock: { mock: { calls: unknown[] } }, times: number): Promise<void> {
  while (mock.mock.calls.length < times) await setImmediate();
}
