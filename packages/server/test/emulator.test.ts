import { createEmulator, type Emulator } from "@retent/emulator";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { answerQuestions } from "./hosted-page.ts";
import { startServer } from "./server-under-test.ts";

let emulator: Emulator;

beforeEach(async () => {
  emulator = await createEmulator({ port: 0, returnHosts: ["shop.example"] });
});

afterEach(() => emulator.close());

/** A server whose RetentBase is the emulator, really called over HTTP. */
async function startWithEmulator(options: Parameters<typeof startServer>[0] = {}) {
  return startServer({
    apiKey: emulator.apiKey,
    apiUrl: emulator.url,
    cancelUrl: emulator.url,
    resultToken: { secret: emulator.signingSecret, audience: emulator.workspaceKey },
    fetch: globalThis.fetch,
    clock: {
      get now() {
        return Date.now();
      },
    },
    ...options,
  });
}

describe("with a RetentBase that really answers", () => {
  test.each([
    ["churned", "decline"],
    ["recovered", "accept"],
  ] as const)("a customer who %s is settled and forwarded", async (outcome, choice) => {
    const { startFlow, browser, retent, billing } = await startWithEmulator();
    const flow = await startFlow();
    const token = await answerQuestions(flow.url, choice);
    const response = await browser.postJson("/result", { token });
    expect(await response.json()).toMatchObject({ status: "settled", outcome });
    expect(billing.mock.calls[0]?.[0]).toMatchObject({
      eventId: flow.eventId,
      outcome,
      reasonKey: "too_expensive",
    });
    await retent.drainOnce();
    expect(emulator.state().events).toMatchObject([{ eventId: flow.eventId, decision: outcome, outcome }]);
  });

  test("a customer without JavaScript gets there by the return page's button", async () => {
    const { startFlow, browser, retent } = await startWithEmulator();
    const flow = await startFlow({ returnTo: "/plans" });
    const early = await browser.postForm("/return");
    expect(early.headers.get("location")).toBe("https://shop.example/plans");
    await answerQuestions(flow.url, "decline");
    const response = await browser.postForm("/return");
    expect(response.headers.get("location")).toBe(`/api/retent/return?event=${flow.eventId}`);
    await retent.drainOnce();
    expect(emulator.state().events).toMatchObject([{ eventId: flow.eventId, outcome: "churned" }]);
  });

  test("a customer of the plain page is recorded and forwarded", async () => {
    const { startFlow, browser, retent } = await startWithEmulator();
    emulator.addFault({ endpoint: "cancel-link", status: 503 });
    const flow = await startFlow();
    expect(flow.fallback).toBe("unreachable");
    await browser.postForm("/cancel", { event: flow.eventId });
    await retent.drainOnce();
    expect(emulator.state().events).toMatchObject([
      { eventId: flow.eventId, reasonKey: "not_asked", outcome: "churned" },
    ]);
  });

  test("an outcome whose answer was lost is applied once more, and is the same", async () => {
    const clock = { now: Date.now() };
    const { startFlow, browser, retent } = await startWithEmulator({ clock });
    const flow = await startFlow();
    await browser.postJson("/result", { token: await answerQuestions(flow.url, "decline") });
    emulator.addFault({ endpoint: "update", loseAnswer: true });
    clock.now += 1000;
    await retent.drainOnce();
    clock.now += 1000;
    await retent.drainOnce();
    const [event] = emulator.state().events;
    expect(event?.updates).toMatchObject([{ outcome: "churned" }, { outcome: "churned" }]);
  });
});
