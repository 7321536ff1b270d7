import { describe, expect, test } from "vitest";
import type { Notifier } from "../src/notifications/notifier.ts";
import { createDatabase, openStore } from "./database.ts";
import { createFakeRetentBase } from "./fake-retentbase.ts";
import { start, startServer } from "./server-under-test.ts";
import { expectSameEndAtEveryStep } from "./sweep-steps.ts";
import { type Trouble, troubled } from "./troubled-store.ts";

// Whatever happens at whichever step, the end is the same as that of an undisturbed run.

const minute = 60_000;

/** A customer leaves while the store meets with trouble, and comes back with the result until it is settled. */
async function run(step: number, trouble: Trouble) {
  const clock = { now: start };
  const retentbase = createFakeRetentBase(clock);
  const database = await createDatabase();
  const billed = new Set<string>();
  const onResult = ({ eventId, revision }: { eventId: string; revision: number }) => {
    billed.add(`${eventId} ${revision}`);
    return { outcome: "churned", effectiveAt: "2026-03-31T00:00:00Z" } as const;
  };
  const told = new Map<string, string>();
  const notifier: Notifier = {
    compose: ({ type }) => type,
    async send({ id, content }) {
      told.set(id, content);
      return { status: 204, body: "" };
    },
  };
  const common = { clock, retentbase, onResult, notifier };

  const first = await startServer({ ...common, store: await openStore(database) });
  const flow = await first.startFlow();
  const trial = troubled(await openStore(database), step, trouble);
  const disturbed = await startServer({ ...common, store: trial.store });
  const body = { token: first.token(flow) };
  const comeBack = async (server: typeof first) => {
    const browser = server.newBrowser();
    for (const [name, value] of first.browser.cookies) browser.cookies.set(name, value);
    return (await browser.postJson("/result", body)).status;
  };
  const attempt = async () => {
    const status = await comeBack(disturbed);
    await disturbed.retent.drainOnce();
    return status;
  };
  const attempts = attempt();
  // What a killed process left open ends with the test.
  attempts.catch(() => {});
  const status = await Promise.race([attempts, trial.killed]);

  const next = await startServer({ ...common, store: await openStore(database) });
  clock.now += 2 * minute;
  const again = await comeBack(next);
  for (let drains = 0; drains < 3; drains += 1) {
    await next.retent.drainOnce();
    clock.now += 2 * minute;
  }
  const left = (await next.store.list()).filter(({ kind }) => kind !== "look_up");
  const { status: stands, settlement } = (await next.store.find(flow.eventId)) ?? {};
  return {
    hasMetTrouble: trial.hasMetTrouble(),
    status,
    end: {
      again,
      stands,
      settlement,
      left,
      billed: billed.size,
      // What comes twice has the same id.
      told: [...told.values()],
      outcomes: [...new Set(retentbase.calls("update").map(({ body: sent }) => JSON.stringify(sent)))],
    },
  };
}

describe("whatever happens at whichever step of settling and forwarding", () => {
  const undisturbed = Number.POSITIVE_INFINITY;

  test.each<Trouble>(["fails", "killed before", "killed after"])(
    "the end is that of an undisturbed run: a call of the store %s",
    async (trouble) => {
      const { end: expected } = await run(undisturbed, trouble);
      expect(expected).toMatchObject({ again: 200, stands: "forwarded", left: [], billed: 1 });
      expect(expected.outcomes).toHaveLength(1);
      expect(expected.told).toEqual([
        "cancellation.returned",
        "cancellation.settled",
        "cancellation.forwarded",
      ]);
      await expectSameEndAtEveryStep(run, trouble, expected);
    },
  );
});
