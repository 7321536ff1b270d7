import { describe, expect, test } from "vitest";
import { start } from "./support.ts";

const month = 30 * 86_400;

describe("a subscription that a schedule manages", () => {
  async function startScheduled(endBehavior?: "cancel" | "release") {
    const { emulator, stripe } = await start();
    const { id } = emulator.addSubscription({ customer: "cus_1" });
    const schedule = emulator.addSchedule(id, endBehavior && { endBehavior });
    return { emulator, stripe, id, schedule };
  }

  test("is not ended by a date of its own, whichever way it is written", async () => {
    const { stripe, id } = await startScheduled();
    for (const change of [
      { cancel_at_period_end: true },
      { cancel_at_period_end: false },
      { cancel_at: "" as const },
    ])
      await expect(stripe.subscriptions.update(id, change)).rejects.toMatchObject({
        statusCode: 400,
        message: expect.stringContaining("is managed by the subscription schedule"),
      });
    await stripe.subscriptions.update(id, { metadata: { note: "1" } });
  });

  test("can be ended once the schedule has released it", async () => {
    const { stripe, id, schedule } = await startScheduled();
    expect(await stripe.subscriptionSchedules.release(schedule.id)).toMatchObject({
      status: "released",
      released_subscription: id,
      subscription: null,
    });
    expect(await stripe.subscriptions.update(id, { cancel_at_period_end: true })).toMatchObject({
      schedule: null,
      cancel_at_period_end: true,
    });
    await expect(stripe.subscriptionSchedules.release(schedule.id)).rejects.toMatchObject({
      statusCode: 400,
    });
  });

  test("ends with its schedule or goes on after it, as the schedule says, and ends it when it is ended now", async () => {
    const ending = await startScheduled("cancel");
    expect(ending.emulator.endPeriod(ending.id).status).toBe("canceled");
    const going = await startScheduled("release");
    expect(going.emulator.endPeriod(going.id)).toMatchObject({ status: "active", schedule: null });
    const ended = await startScheduled();
    await ended.stripe.subscriptions.cancel(ended.id);
    expect(ended.emulator.schedules.get(ended.schedule.id)?.status).toBe("canceled");
  });

  test("gets the price of its next phase when that begins", async () => {
    const { emulator } = await start();
    emulator.addPrice("price_solo", { id: "prod_solo", name: "Solo" });
    const { id, items } = emulator.addSubscription({ customer: "cus_1" });
    const end = items.data[0]?.current_period_end ?? 0;
    emulator.addSchedule(id, {
      phases: [{ start_date: end, end_date: end + month, items: [{ price: "price_solo", quantity: 1 }] }],
    });
    expect(emulator.endPeriod(id).items.data[0]?.price.id).toBe("price_solo");
  });
});

describe("a scheduled end", () => {
  test("has a date in both spellings with classic billing, and one of them at a time", async () => {
    const { emulator, stripe } = await start();
    const { id, items } = emulator.addSubscription({ customer: "cus_1" });
    const end = items.data[0]?.current_period_end ?? 0;
    expect(await stripe.subscriptions.update(id, { cancel_at_period_end: true })).toMatchObject({
      cancel_at: end,
      cancel_at_period_end: true,
    });
    expect(await stripe.subscriptions.update(id, { cancel_at_period_end: false })).toMatchObject({
      cancel_at: null,
      canceled_at: null,
    });
    await expect(
      stripe.subscriptions.update(id, { cancel_at_period_end: true, cancel_at: end }),
    ).rejects.toMatchObject({ statusCode: 400 });
    await expect(stripe.subscriptions.update(id, { cancel_at: "min_period_end" })).rejects.toMatchObject({
      statusCode: 400,
    });
    await expect(stripe.subscriptions.update(id, { cancel_at: 1 })).rejects.toMatchObject({
      statusCode: 400,
    });
  });

  test("stands in its date alone with flexible billing, if the portal has set it", async () => {
    const { emulator, stripe } = await start();
    const { id, items } = emulator.addSubscription({ customer: "cus_1", billingMode: "flexible" });
    const end = items.data[0]?.current_period_end ?? 0;
    await fetch(`${emulator.url}/p/session?customer=cus_1`, {
      method: "POST",
      body: new URLSearchParams({ subscription: id, action: "cancel" }),
    });
    expect(await stripe.subscriptions.retrieve(id)).toMatchObject({
      cancel_at: end,
      cancel_at_period_end: false,
    });
    expect(await stripe.subscriptions.update(id, { cancel_at: "" })).toMatchObject({ cancel_at: null });
    expect(await stripe.subscriptions.update(id, { cancel_at: "max_period_end" })).toMatchObject({
      cancel_at: end,
    });
    expect(emulator.endPeriod(id).status).toBe("canceled");
  });

  test("can't be changed once it has come; notes still can", async () => {
    const { emulator, stripe } = await start();
    const { id } = emulator.addSubscription({ customer: "cus_1" });
    emulator.end(id);
    await expect(stripe.subscriptions.update(id, { cancel_at_period_end: false })).rejects.toMatchObject({
      statusCode: 400,
    });
    expect(await stripe.subscriptions.update(id, { metadata: { note: "1" } })).toMatchObject({
      metadata: { note: "1" },
    });
  });
});

test.each([
  ["fresh", 2],
  ["stale", 1],
  ["empty", 0],
] as const)("a search that is %s finds %i of two subscriptions", async (state, count) => {
  const { emulator, stripe } = await start();
  const metadata = { userId: "user_1" };
  emulator.addSubscription({ customer: "cus_1", metadata });
  emulator.setSearch(state);
  emulator.addSubscription({ customer: "cus_1", metadata });
  expect((await stripe.subscriptions.search({ query: "metadata['userId']:'user_1'" })).data).toHaveLength(
    count,
  );
});

test("a search that this account does not have is refused", async () => {
  const { emulator, stripe } = await start();
  emulator.setSearch("unavailable");
  await expect(stripe.subscriptions.search({ query: "metadata['userId']:'1'" })).rejects.toMatchObject({
    statusCode: 400,
  });
});

describe("an idempotency key", () => {
  test("keeps a refusal for a day, although its cause is gone", async () => {
    const clock = { now: Date.parse("2026-03-01T00:00:00Z") };
    const { emulator, stripe } = await start({ now: () => clock.now });
    const { id } = emulator.addSubscription({ customer: "cus_1" });
    const give = () =>
      stripe.subscriptions.update(id, { discounts: [{ coupon: "HALF" }] }, { idempotencyKey: "key_1" });
    await expect(give()).rejects.toMatchObject({ code: "resource_missing" });
    emulator.addCoupon("HALF");
    await expect(give()).rejects.toMatchObject({
      code: "resource_missing",
      headers: { "idempotent-replayed": "true" },
    });
    clock.now += 86_400_000;
    expect(await give()).toMatchObject({ discounts: ["di_HALF"] });
  });

  test.each([false, true])(
    "keeps a server error, whether the work was done (%s) or not",
    async (isApplied) => {
      const faults = [{ status: 500, isApplied }];
      const { emulator, stripe } = await start({
        fault: ({ method }) => (method === "POST" ? faults.pop() : undefined),
      });
      const { id } = emulator.addSubscription({ customer: "cus_1" });
      const change = (key: string) =>
        stripe.subscriptions.update(id, { cancel_at_period_end: true }, { idempotencyKey: key });
      await expect(change("key_1")).rejects.toMatchObject({ statusCode: 500 });
      await expect(change("key_1")).rejects.toMatchObject({ statusCode: 500 });
      expect(emulator.subscriptions.get(id)?.cancel_at_period_end).toBe(isApplied);
      expect(await change("key_2")).toMatchObject({ cancel_at_period_end: true });
    },
  );

  test("keeps nothing of what is refused before any work, and has no effect on DELETE", async () => {
    const { emulator, stripe } = await start();
    const { id } = emulator.addSubscription({ customer: "cus_1" });
    const options = { idempotencyKey: "key_1" };
    await expect(stripe.subscriptions.update(id, { description: "x" }, options)).rejects.toThrow(
      /unknown parameter/,
    );
    expect(await stripe.subscriptions.update(id, { metadata: { note: "1" } }, options)).toMatchObject({ id });
    await stripe.subscriptions.cancel(id, {}, { idempotencyKey: "key_2" });
    await expect(stripe.subscriptions.cancel(id, {}, { idempotencyKey: "key_2" })).rejects.toMatchObject({
      statusCode: 404,
    });
  });

  test("gets the first call's answer after the connection broke", async () => {
    // Stripe's client tries once more on a connection that was closed.
    const drop = { status: "drop" as const, isApplied: true };
    const faults = [drop, drop];
    const { emulator, stripe } = await start({ fault: () => faults.pop() });
    const { id } = emulator.addSubscription({ customer: "cus_1" });
    const change = () =>
      stripe.subscriptions.update(id, { metadata: { note: "1" } }, { idempotencyKey: "key_1" });
    await expect(change()).rejects.toMatchObject({ type: "StripeConnectionError" });
    expect(await change()).toMatchObject({ metadata: { note: "1" } });
    expect(emulator.events.filter(({ type }) => type === "customer.subscription.updated")).toHaveLength(1);
  });
});

describe("time passes", () => {
  const now = Date.parse("2026-03-01T00:00:00Z");

  test.each([
    ["pause", "paused", "customer.subscription.paused"],
    ["cancel", "canceled", "customer.subscription.deleted"],
    ["create_invoice", "past_due", "invoice.payment_failed"],
  ] as const)("a trial without a payment method leads to: %s", async (missingPaymentMethod, status, type) => {
    const { emulator } = await start({ now: () => now });
    const { id: customer } = emulator.addCustomer({}, { isCardless: true });
    const { id } = emulator.addSubscription({ customer, trialDays: 14, missingPaymentMethod });
    expect(emulator.subscriptions.get(id)?.status).toBe("trialing");
    expect(emulator.endPeriod(id).status).toBe(status);
    expect(emulator.events.at(-1)).toMatchObject({ type, created: now / 1000 + 14 * 86_400 });
  });

  test("credit on the balance pays an invoice without money", async () => {
    const { emulator } = await start({ now: () => now });
    const { id: customer } = emulator.addCustomer();
    const { id } = emulator.addSubscription({ customer });
    emulator.setBalance(customer, -3000);
    emulator.endPeriod(id);
    expect(emulator.events.at(-1)).toMatchObject({
      type: "invoice.paid",
      data: {
        object: { total: 2400, amount_due: 0, amount_paid: 0, starting_balance: -3000, ending_balance: -600 },
      },
    });
    expect(emulator.customers.get(customer)?.balance).toBe(-600);
  });

  test("for every subscription of the account, each at its own moment", async () => {
    const { emulator } = await start({ now: () => now });
    const [first, second] = [1, 2].map(() => emulator.addSubscription({ customer: "cus_1" }).id);
    emulator.change(first ?? "", { cancel_at_period_end: true });
    emulator.advanceTo(now / 1000 + 2 * month);
    expect(emulator.subscriptions.get(first ?? "")).toMatchObject({
      status: "canceled",
      ended_at: now / 1000 + month,
    });
    const paid = emulator.events.filter(({ type }) => type === "invoice.paid").map(({ created }) => created);
    const [bought, periodEnd] = [now / 1000, now / 1000 + month];
    expect(paid).toEqual([bought, bought, periodEnd, now / 1000 + 2 * month]);
    expect(emulator.subscriptions.get(second ?? "")?.status).toBe("active");
  });
});

describe("the portal", () => {
  test("is not opened where the account has not set it up", async () => {
    const { emulator, stripe } = await start({ hasPortalConfiguration: false });
    const { id: customer } = emulator.addCustomer();
    await expect(stripe.billingPortal.sessions.create({ customer })).rejects.toThrow(/configuration/);
    expect((await stripe.billingPortal.configurations.list()).data).toEqual([]);
  });

  test("wants to know which subscription a deep link is about", async () => {
    const { emulator, stripe } = await start();
    const { id } = emulator.addSubscription({ customer: "cus_1" });
    const open = (flow: object) =>
      stripe.billingPortal.sessions.create({
        customer: "cus_1",
        flow_data: flow as { type: "subscription_cancel" },
      });
    await expect(open({ type: "subscription_cancel" })).rejects.toMatchObject({ statusCode: 400 });
    const { url } = await open({ type: "subscription_cancel", subscription_cancel: { subscription: id } });
    expect(new URL(url).searchParams.get("flow")).toBe("subscription_cancel");
  });
});

test("every answer has the server's time, which need not be ours", async () => {
  const { emulator } = await start({ serverNow: () => Date.parse("2026-03-01T00:05:00Z") });
  const response = await fetch(`${emulator.url}/v1/subscriptions`);
  expect(response.headers.get("date")).toBe("Sun, 01 Mar 2026 00:05:00 GMT");
});
