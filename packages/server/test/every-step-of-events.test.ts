import { describe, expect, test } from "vitest";
import { createDatabase, openStore } from "./database.ts";
import { createFakeRetentBase } from "./fake-retentbase.ts";
import { start } from "./server-under-test.ts";
import { deleted } from "./stripe/stripe-messages.ts";
import { startStripeServer } from "./stripe/stripe-server.ts";
import { expectSameEndAtEveryStep } from "./sweep-steps.ts";
import { type Trouble, troubled } from "./troubled-store.ts";

const minute = 60_000;
const event = deleted(start + minute);

/** Stripe tells that a subscription has ended while the store meets with trouble; where it gets no 200 it tells it again. */
async function run(step: number, trouble: Trouble) {
  const clock = { now: start };
  const retentbase = createFakeRetentBase(clock);
  const database = await createDatabase();
  const first = await startStripeServer({ clock, retentbase, store: await openStore(database) });
  const { eventId } = await first.leave();

  const trial = troubled(await openStore(database), step, trouble);
  const disturbed = await startStripeServer({ clock, retentbase, store: trial.store });
  const attempt = async () => {
    const status = await disturbed.tell(event);
    await disturbed.retent.drainOnce();
    return status;
  };
  const attempts = attempt();
  // What a killed process left open ends with the test.
  attempts.catch(() => {});
  const status = await Promise.race([attempts, trial.killed]);

  const next = await startStripeServer({ clock, retentbase, store: await openStore(database) });
  clock.now += 2 * minute;
  const again = status === 200 ? 200 : await next.tell(event);
  for (let drains = 0; drains < 3; drains += 1) {
    await next.retent.drainOnce();
    clock.now += 2 * minute;
  }
  const left = (await next.store.list()).filter(({ kind }) => kind !== "look_up");
  const { status: stands, settlement } = (await next.store.find(eventId)) ?? {};
  const outcomes = [...new Set(retentbase.calls("update").map(({ body }) => JSON.stringify(body)))];
  return { hasMetTrouble: trial.hasMetTrouble(), status, end: { again, stands, settlement, left, outcomes } };
}

describe("whatever happens at whichever step of taking an event and working it off", () => {
  test.each<Trouble>(["fails", "killed before", "killed after"])(
    "the end is that of an undisturbed run: a call of the store %s",
    async (trouble) => {
      const { end: expected } = await run(Number.POSITIVE_INFINITY, trouble);
      expect(expected).toMatchObject({ again: 200, stands: "forwarded", left: [] });
      expect(expected.outcomes).toHaveLength(1);
      await expectSameEndAtEveryStep(run, trouble, expected);
    },
  );
});
