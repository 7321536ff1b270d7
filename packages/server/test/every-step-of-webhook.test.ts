import { describe, expect, test } from "vitest";
import { createDatabase, openStore } from "./database.ts";
import { createFakeRetentBase } from "./fake-retentbase.ts";
import { start } from "./server-under-test.ts";
import { expectSameEndAtEveryStep } from "./sweep-steps.ts";
import { type Trouble, troubled } from "./troubled-store.ts";
import { createReceiver, signHeaders, startWebhookShop } from "./webhook-billing/webhook-shop.ts";

const minute = 60_000;

/** A customer leaves, and the receiver settles what it was sent, while the store meets with trouble. */
async function run(step: number, trouble: Trouble) {
  const clock = { now: start };
  const retentbase = createFakeRetentBase(clock);
  const database = await createDatabase();
  const receiver = createReceiver(new Response("Accepted"));
  const open = async (store = openStore(database)) =>
    startWebhookShop({ clock, retentbase, receiver, store: await store });

  const first = await open();
  const flow = await first.startFlow();
  const trial = troubled(await openStore(database), step, trouble);
  const disturbed = await open(Promise.resolve(trial.store));
  const token = first.token(flow);
  const comeBack = async (server: typeof first) => {
    const browser = server.newBrowser();
    for (const [name, value] of first.browser.cookies) browser.cookies.set(name, value);
    return (await browser.postJson("/result", { token })).status;
  };
  /** As often as it takes, the same message. */
  const settle = async (server: typeof first) => {
    const settlement = { eventId: flow.eventId, revision: 1, outcome: "churned" };
    return (await server.post(settlement, signHeaders(settlement, clock.now))).status;
  };
  const attempt = async () => {
    const status = await comeBack(disturbed);
    await disturbed.retent.drainOnce();
    if (receiver.received.length === 0) return status;
    const settled = await settle(disturbed);
    await disturbed.retent.drainOnce();
    return Math.max(status, settled);
  };
  const attempts = attempt();
  // What a killed process left open ends with the test.
  attempts.catch(() => {});
  const status = await Promise.race([attempts, trial.killed]);

  const next = await open();
  clock.now += 2 * minute;
  const again = [await comeBack(next)];
  await next.retent.drainOnce();
  again.push(await settle(next));
  for (let drains = 0; drains < 3; drains += 1) {
    await next.retent.drainOnce();
    clock.now += 2 * minute;
  }
  const left = (await next.store.list()).filter(({ kind }) => kind !== "look_up");
  const { status: stands, settlement } = (await next.store.find(flow.eventId)) ?? {};
  // What comes twice has the same id.
  const posted = [...new Set(receiver.received.map(({ headers }) => headers.get("webhook-id")))];
  const outcomes = [...new Set(retentbase.calls("update").map(({ body }) => JSON.stringify(body)))];
  const end = { again, stands, settlement, left, posted: posted.length, outcomes };
  return { hasMetTrouble: trial.hasMetTrouble(), status, end };
}

describe("whatever happens at whichever step of posting a decision and settling it", () => {
  test.each<Trouble>(["fails", "killed before", "killed after"])(
    "the end is that of an undisturbed run: a call of the store %s",
    async (trouble) => {
      const { end: expected } = await run(Number.POSITIVE_INFINITY, trouble);
      expect(expected).toMatchObject({ again: [200, 200], stands: "forwarded", left: [], posted: 1 });
      expect(expected.outcomes).toHaveLength(1);
      await expectSameEndAtEveryStep(run, trouble, expected);
    },
  );
});
