import { describe, expect, test } from "vitest";
import { createChargebeeStandIn } from "../chargebee/chargebee-stand-in.ts";
import { createPaddleStandIn } from "../paddle/paddle-stand-in.ts";
import { rejection, start, startServer } from "../server-under-test.ts";
import { addSubscription, type Message, type StandIn, type StoredSubscription } from "./stand-in.ts";

const day = 86_400_000;
const iso = (ms: number) => new Date(ms).toISOString();

describe.each<[string, (clock: { now: number }) => StandIn]>([
  ["Paddle", createPaddleStandIn],
  ["Chargebee", createChargebeeStandIn],
])("%s", (_, createStandIn) => {
  type Options = Partial<Parameters<StandIn["create"]>[0]> & { isUnknown?: boolean };

  /** Unless it `isUnknown`, every user is this customer. */
  async function startShop({ isUnknown = false, ...options }: Options = {}) {
    const clock = { now: start };
    const service = createStandIn(clock);
    const billing = service.create({
      end: "at_period_end",
      ...(!isUnknown && { findCustomer: () => "ctm_1" }),
      ...options,
    });
    const server = await startServer({ clock, billing });
    const add = (fields: Partial<StoredSubscription> = {}) => addSubscription(service, clock, fields);
    const post = async ({ body, headers }: Message) => {
      const init = { method: "POST", body, headers: { "content-type": "application/json", ...headers } };
      const { status } = await server.browser.send(service.path, init);
      await server.retent.drainOnce();
      return status;
    };
    const tell = (kind: "changed" | "created" | "paid", { id }: StoredSubscription) =>
      post(service.tell(kind, id, clock.now));
    const told = () =>
      server.retentbase.calls("update").map(({ body: { outcome, effectiveAt } }) => [outcome, effectiveAt]);
    const decide = async () => {
      const flow = await server.startFlow();
      await server.bringBack(flow);
      await server.retent.drainOnce();
      return flow;
    };
    return { ...server, service, billing, add, post, tell, told, decide, clock };
  }

  const result = {
    eventId: "ev_1",
    revision: 1,
    userId: "user_1",
    environment: "sandbox",
    outcome: "churned",
    reasonKey: null,
    reasonText: null,
    offer: null,
    decidedAt: iso(start),
    subscription: null,
  } as const;

  test("schedules the end, and RetentBase hears of it once it has come", async () => {
    const { add, decide, tell, told, clock, store } = await startShop();
    const subscription = add();
    const { eventId } = await decide();
    expect(subscription).toMatchObject({ isEnding: true, endedAt: null });
    expect(await store.find(eventId)).toMatchObject({
      status: "pending",
      billingCustomer: "ctm_1",
      subscription: "sub_1",
    });
    expect(await tell("changed", subscription)).toBe(200);
    expect(told()).toEqual([]);
    clock.now = subscription.periodEndsAt;
    Object.assign(subscription, { endedAt: clock.now, isEnding: false });
    expect(await tell("changed", subscription)).toBe(200);
    expect(told()).toEqual([["churned", iso(clock.now)]]);
  });

  test("ends at once where that was said", async () => {
    const { add, decide, told } = await startShop({ end: "now" });
    const subscription = add();
    await decide();
    expect(subscription.endedAt).toBe(start);
    expect(told()).toEqual([["churned", iso(start)]]);
  });

  test("ends a paused subscription at once, for it has no period that could end", async () => {
    const { add, billing } = await startShop();
    const subscription = add({ isPaused: true });
    expect(await billing.onResult?.(result)).toEqual({ outcome: "churned", effectiveAt: new Date(start) });
    expect(subscription.endedAt).toBe(start);
  });

  test("says before when a subscription would end", async () => {
    const { add, billing } = await startShop();
    add();
    add({ isPaused: true });
    const listed = await billing.subscriptions?.("user_1", { lang: "en" });
    expect(listed?.map(({ endsIfCancelled }) => endsIfCancelled)).toEqual([iso(start + 30 * day), "now"]);
    for (const [end, said] of [
      ["now", "now"],
      ["nothing", undefined],
    ] as const) {
      const shop = await startShop({ end });
      shop.add();
      const [only] = (await shop.billing.subscriptions?.("user_1", { lang: "en" })) ?? [];
      expect(only?.endsIfCancelled).toBe(said);
    }
  });

  test("ends nothing where that was said, and its events decide", async () => {
    const { add, decide, tell, told, billing, clock } = await startShop({ end: "nothing" });
    const subscription = add();
    await decide();
    expect(subscription.isEnding).toBe(false);
    expect(billing.whoEnds?.isAutomatic).toBe(false);
    clock.now += day;
    expect(await tell("paid", subscription)).toBe(200);
    expect(told()).toEqual([["recovered", undefined]]);
  });

  test("does nothing twice: what ends already is left as it is", async () => {
    const { add, billing, service } = await startShop();
    const subscription = add();
    const pending = { pending: true, customer: "ctm_1", subscription: "sub_1" };
    for (let times = 0; times < 3; times += 1) expect(await billing.onResult?.(result)).toEqual(pending);
    expect(service.calls.filter((call) => call.startsWith("POST"))).toHaveLength(1);
    Object.assign(subscription, { endedAt: start + day, isEnding: false });
    expect(await billing.onResult?.(result)).toEqual({
      outcome: "churned",
      effectiveAt: new Date(start + day),
    });
  });

  test("leaves a subscription alone that was bought since", async () => {
    const { add, billing } = await startShop();
    const [old, bought] = [add({ isEnding: true }), add({ createdAt: start + day })];
    expect(await billing.onResult?.(result)).toMatchObject({ pending: true, subscription: old.id });
    expect(bought.isEnding).toBe(false);
  });

  test("never guesses between several, and ends the one that was chosen", async () => {
    const { add, billing } = await startShop();
    const [first, second] = [add(), add()];
    const { message } = await rejection(Promise.resolve(billing.onResult?.(result)));
    expect(message).toMatch(/several subscriptions/);
    await billing.onResult?.({ ...result, subscription: second.id });
    expect([first.isEnding, second.isEnding]).toEqual([false, true]);
    const lang = { lang: "en" };
    expect(await billing.subscriptions?.("user_1", lang)).toMatchObject([{ id: first.id, label: "Team" }]);
  });

  test.each([
    ["ended", { endedAt: start + day }],
    ["let run out", { isEnding: true }],
  ])(
    "never guesses: one of several that support has %s since does not make the other one meant",
    async (__, change) => {
      const { add, billing } = await startShop();
      const [first, second] = [add(), add()];
      Object.assign(first, { ...change, changedAt: start + day });
      const { message } = await rejection(Promise.resolve(billing.onResult?.(result)));
      expect(message).toMatch(/several subscriptions/);
      expect([second.isEnding, second.endedAt]).toEqual([false, null]);
    },
  );

  test("ends the other one where one of two was ending before the decision", async () => {
    const { add, billing } = await startShop();
    const [first, second] = [add({ isEnding: true }), add()];
    expect(await billing.onResult?.(result)).toMatchObject({ pending: true, subscription: second.id });
    expect([first.isEnding, second.isEnding]).toEqual([true, true]);
  });

  test("ends no subscription that names another user, and says where there is none", async () => {
    const { add, billing } = await startShop({ readsUserId: true });
    const theirs = add({ userId: "user_2" });
    const { message } = await rejection(Promise.resolve(billing.onResult?.(result)));
    expect(message).toMatch(/no subscription was found.*findCustomer/);
    expect(theirs.isEnding).toBe(false);
  });

  test("learns from its events who the customer is, where the subscription names the user", async () => {
    const { add, tell, decide } = await startShop({ isUnknown: true, readsUserId: true });
    const [own, other] = [add({ userId: "user_1" }), add({ userId: null })];
    await tell("created", own);
    await decide();
    expect([own.isEnding, other.isEnding]).toEqual([true, false]);
  });

  test("takes the end back for a customer who changes their mind or accepts an offer", async () => {
    const { add, billing } = await startShop();
    const accepted = { type: "discount", label: "50% off", accepted: true };
    for (const change of [{ revision: 2 }, { offer: accepted }]) {
      const subscription = add({ isEnding: true });
      const stay = { ...result, outcome: "recovered", subscription: subscription.id, ...change } as const;
      for (let times = 0; times < 2; times += 1)
        expect(await billing.onResult?.(stay)).toEqual({ outcome: "recovered" });
      expect(subscription.isEnding).toBe(false);
    }
  });

  test("leaves an end that was asked for after a decision to stay that is heard of late", async () => {
    const { add, billing } = await startShop();
    const subscription = add({ isEnding: true, changedAt: start + 5 * 60_000 });
    const accepted = { type: "discount", label: "50% off", accepted: true };
    const stay = { ...result, outcome: "recovered", offer: accepted } as const;
    expect(await billing.onResult?.(stay)).toMatchObject({ pending: true, subscription: "sub_1" });
    expect(subscription.isEnding).toBe(true);
  });

  test.each([
    ["stays", "churned", "recovered", false],
    ["leaves", "recovered", "churned", true],
  ] as const)(
    "a customer who %s in a later flow does so, though it hears of the earlier one last",
    async (__, earlier, later, isEnding) => {
      const { add, service, startFlow, bringBack, retent, clock } = await startShop();
      const subscription = add();
      const offer = { type: "discount", label: "50% off", accepted: true };
      const decide = async (outcome: "churned" | "recovered") =>
        bringBack(await startFlow(), { outcome, ...(outcome === "recovered" && { offer }) });
      service.failWith(503);
      await decide(earlier);
      service.failWith(undefined);
      clock.now += 1000;
      await decide(later);
      clock.now += day;
      await retent.drainOnce();
      expect(subscription).toMatchObject({ isEnding, endedAt: null });
    },
  );

  test("takes no end back that others have scheduled: its events say what comes of it", async () => {
    const { add, billing } = await startShop();
    add({ isEnding: true });
    const stay = { ...result, outcome: "recovered" } as const;
    expect(await billing.onResult?.(stay)).toMatchObject({ pending: true, subscription: "sub_1" });
  });

  test("tries again while it is down, and shows neither its key nor its words", async () => {
    const { add, decide, service, eventsOf, clock, retent } = await startShop();
    const subscription = add();
    service.failWith(503);
    await decide();
    const [{ error } = { error: null }] = eventsOf("billing_failed");
    expect(String(error)).toMatch(/could not list subscriptions: it responded 503 \(internal_error\)$/);
    expect(String(error)).not.toContain("canary");
    service.failWith(undefined);
    clock.now += day;
    await retent.drainOnce();
    expect(subscription.isEnding).toBe(true);
  });

  test("is believed only with its secret, and whatever it tells again changes nothing", async () => {
    const { add, decide, post, service, told, clock } = await startShop();
    const subscription = add();
    await decide();
    Object.assign(subscription, { endedAt: clock.now, isEnding: false });
    const message = service.tell("changed", subscription.id, clock.now);
    expect(await post(service.forge(message))).toBe(400);
    expect(await post({ ...message, headers: {} })).toBe(400);
    expect(told()).toEqual([]);
    for (let times = 0; times < 2; times += 1) expect(await post(message)).toBe(200);
    expect(told()).toHaveLength(1);
  });
});
