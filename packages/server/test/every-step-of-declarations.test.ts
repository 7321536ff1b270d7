import { expect, test } from "vitest";
import type { DeclarationStore } from "../src/declarations/declaration-store.ts";
import { createDatabase, openStore } from "./database.ts";
import { createFakeRetentBase } from "./fake-retentbase.ts";
import { declare, german, readHidden, readLink } from "./http/declaration-form.ts";
import { start, startServer } from "./server-under-test.ts";
import { type Trouble, troubled } from "./troubled-store.ts";

// Whatever happens to the store at whichever step, a declaration ends as if nothing had happened.

const minute = 60_000;

/** A stranger declares, opens the link of the mail, and the store meets with trouble on the way. */
async function run(step: number, trouble: Trouble) {
  const clock = { now: start };
  const database = await createDatabase();
  const billed = new Set<string>();
  const sent: { id: string; text: string; at: number }[] = [];
  const common = {
    clock,
    retentbase: createFakeRetentBase(clock),
    onResult: ({ eventId, revision }: { eventId: string; revision: number }) => {
      billed.add(`${eventId} ${revision}`);
      return { outcome: "churned", effectiveAt: "2026-12-31T00:00:00Z" } as const;
    },
    declarations: {
      presets: ["de" as const],
      findCustomer: () => ({ userId: "user_1", email: "ada@example.com" }),
    },
    mail: {
      from: "hello@shop.example",
      send: async ({ id, text }: { id: string; text: string }) => void sent.push({ id, text, at: clock.now }),
    },
  };
  const first = await startServer({ ...common, store: await openStore(database) });
  first.session.customer = null;
  expect((await declare(first, german)).status).toBe(303);
  await first.retent.drainOnce();
  const link = readLink(sent.find(({ text }) => text.includes("/declaration/confirm")) as never);
  const hidden = readHidden(await (await first.browser.get(link)).text());

  const trial = troubled(await openStore(database), step, trouble);
  const disturbed = await startServer({ ...common, store: trial.store });
  const attempt = async () => {
    await disturbed.browser.postForm("/declaration/confirm", hidden);
    await disturbed.retent.drainOnce();
  };
  const attempts = attempt();
  // What a killed process left open ends with the test.
  attempts.catch(() => {});
  await Promise.race([attempts, trial.killed]);

  const next = await startServer({ ...common, store: await openStore(database) });
  clock.now += 2 * minute;
  await next.browser.postForm("/declaration/confirm", hidden);
  for (let drains = 0; drains < 4; drains += 1) {
    await next.retent.drainOnce();
    clock.now += 3 * minute;
  }
  const store = next.store as typeof next.store & DeclarationStore;
  const [declaration] = await store.listDeclarations({ environment: "sandbox", limit: 2 });
  const left = (await store.list()).filter(({ kind }) => kind !== "remind");
  const times = new Map<string, number[]>();
  for (const { id, at } of sent) times.set(id, [...(times.get(id) ?? []), at]);
  const isTwiceInAMinute = [...times.values()].some(
    ([one = 0, two]) => two !== undefined && two - one < minute,
  );
  return {
    hasMetTrouble: trial.hasMetTrouble(),
    end: {
      status: declaration?.status,
      settled: (await store.find(declaration?.id ?? ""))?.settlement?.outcome,
      billed: billed.size,
      mails: times.size,
      isTwiceInAMinute,
      left,
    },
  };
}

test.each<Trouble>(["fails", "killed before", "killed after"])(
  "a declaration ends the same if the store or process is in trouble (%s) at any step",
  async (trouble) => {
    const undisturbed = {
      status: "matched",
      settled: "churned",
      billed: 1,
      mails: 2,
      isTwiceInAMinute: false,
      left: [],
    };
    let step = 1;
    for (; ; step += 1) {
      const { hasMetTrouble, end } = await run(step, trouble);
      expect({ step, ...end }).toEqual({ step, ...undisturbed });
      if (!hasMetTrouble) break;
    }
    expect(step).toBeGreaterThan(8);
  },
);
