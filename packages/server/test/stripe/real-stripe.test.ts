import { describe, expect, test } from "vitest";
import { accept, day, minute, offer, type Shop, useLocalStripe } from "./stripe-shop.ts";

// What Stripe really does with schedules, flexible billing, idempotency keys and its search.

const local = useLocalStripe();
const atPeriodEnd = { onChurned: "cancel_at_period_end" } as const;
const flexible = { sold: { billingMode: "flexible" as const } };

/** An end that the customer has scheduled in Stripe's portal. */
async function cancelInPortal(shop: Shop, action: "cancel" | "keep" = "cancel"): Promise<void> {
  await fetch(`${local.stripe.url}/p/session?customer=${shop.customer}`, {
    method: "POST",
    body: new URLSearchParams({ subscription: shop.subscription.id, action }),
  });
}

describe("a subscription that a schedule manages", () => {
  test("is released first, and ends at the end of its period", async () => {
    const shop = await local.startShop(atPeriodEnd);
    const schedule = local.stripe.addSchedule(shop.subscription.id);
    await shop.leave();
    expect(shop.eventsOf("billing_failed")).toEqual([]);
    expect(local.stripe.schedules.get(schedule.id)).toMatchObject({ status: "released" });
    expect(shop.state()).toMatchObject({ cancel_at_period_end: true, schedule: null });
    local.stripe.endPeriod(shop.subscription.id);
    await shop.catchUp();
    expect(shop.told()).toMatchObject([{ outcome: "churned" }]);
  });

  test.each([1, 2])("is left whole, wherever the connection broke: at write %i", async (broken) => {
    const shop = await local.startShop(atPeriodEnd);
    local.stripe.addSchedule(shop.subscription.id);
    const drop = { status: "drop" as const, isApplied: true };
    for (let write = 1; write < broken; write += 1) local.faults.push({ status: 502 });
    local.faults.push(drop, drop);
    await shop.leave();
    for (let tries = 0; tries < 3; tries += 1) {
      local.clock.now += 20 * minute;
      await shop.retent.drainOnce();
    }
    expect(shop.state()).toMatchObject({ cancel_at_period_end: true, schedule: null });
  });

  test("ends with its schedule where it is ended at once", async () => {
    const shop = await local.startShop({ onChurned: "cancel_now" });
    const schedule = local.stripe.addSchedule(shop.subscription.id);
    const { answer } = await shop.bringBack(await shop.startFlow());
    expect(answer).toMatchObject({ status: "settled", outcome: "churned", confirmed: true });
    expect(local.stripe.schedules.get(schedule.id)).toMatchObject({ status: "canceled" });
  });

  test("that its schedule ends stays so for a customer who stays, and no page says that it goes on", async () => {
    const shop = await local.startShop(atPeriodEnd);
    local.stripe.addSchedule(shop.subscription.id, { endBehavior: "cancel" });
    const { answer } = await shop.bringBack(await shop.startFlow(), { outcome: "recovered", offer });
    expect(answer).toMatchObject({ status: "pending", outcome: null });
    local.stripe.endPeriod(shop.subscription.id);
    await shop.catchUp();
    expect(shop.told()).toMatchObject([{ outcome: "churned" }]);
  });
});

describe("flexible billing", () => {
  test("ends at the end of the period", async () => {
    const shop = await local.startShop(atPeriodEnd, flexible);
    await shop.leave();
    local.stripe.endPeriod(shop.subscription.id);
    await shop.catchUp();
    expect(shop.state()).toMatchObject({ status: "canceled" });
    expect(shop.told()).toMatchObject([{ outcome: "churned" }]);
  });

  test.each([
    ["an offer is accepted", { outcome: "recovered", offer }],
    ["the customer stays in the same flow", { outcome: "recovered" }],
  ])("loses an end that stands in its date alone, if %s", async (_, claims) => {
    const shop = await local.startShop(
      { ...atPeriodEnd, onOffer: { discount: { coupon: "half" } } },
      flexible,
    );
    const flow = await shop.leave();
    local.stripe.change(shop.subscription.id, {
      cancel_at: shop.subscription.items.data[0]?.current_period_end ?? 0,
    });
    expect(shop.state()).toMatchObject({ cancel_at_period_end: false });
    local.clock.now += minute;
    const { answer } = await shop.bringBack(flow, claims);
    expect(answer).toMatchObject({ status: "settled", outcome: "recovered" });
    expect(shop.state()).toMatchObject({ cancel_at: null, cancel_at_period_end: false });
    expect(local.stripe.endPeriod(shop.subscription.id).status).toBe("active");
  });
});

describe("an end that the customer has scheduled in the portal", () => {
  test.each([
    ["classic", {}],
    ["flexible", flexible],
  ])(
    "stays pending for a customer who stays without asking for more, until it comes (%s billing)",
    async (_, sold) => {
      const shop = await local.startShop(atPeriodEnd, sold);
      await cancelInPortal(shop);
      await shop.catchUp();
      local.clock.now += minute;
      const { answer } = await shop.bringBack(await shop.startFlow(), { outcome: "recovered" });
      expect(answer).toMatchObject({ status: "pending", outcome: null });
      local.stripe.endPeriod(shop.subscription.id);
      await shop.catchUp();
      expect(shop.told()).toMatchObject([{ outcome: "churned" }]);
    },
  );

  test.each([atPeriodEnd, {}])(
    "stays pending until it is undone there: on a server that does %j",
    async (options) => {
      const shop = await local.startShop(options);
      await cancelInPortal(shop);
      await shop.catchUp();
      local.clock.now += minute;
      await shop.bringBack(await shop.startFlow(), { outcome: "recovered" });
      local.clock.now += minute;
      expect(shop.told()).toEqual([]);
      await cancelInPortal(shop, "keep");
      await shop.catchUp();
      expect(shop.told()).toMatchObject([{ outcome: "recovered" }]);
    },
  );

  test("is undone for a customer who accepts an offer", async () => {
    const shop = await local.startShop({ ...atPeriodEnd, onOffer: { discount: { coupon: "half" } } });
    await cancelInPortal(shop);
    local.clock.now += minute;
    const { answer } = await accept(shop);
    expect(answer).toMatchObject({ status: "settled", outcome: "recovered" });
    expect(shop.state()).toMatchObject({
      cancel_at: null,
      cancel_at_period_end: false,
      discounts: ["di_half"],
    });
  });

  test("far ahead is not taken for staying when a period before it is paid", async () => {
    const shop = await local.startShop();
    const end = shop.subscription.items.data[0]?.current_period_end ?? 0;
    local.stripe.change(shop.subscription.id, { cancel_at: end + 150 * 86_400 });
    await shop.catchUp();
    local.clock.now += minute;
    await shop.bringBack(await shop.startFlow(), { outcome: "recovered" });
    local.stripe.advanceTo(end + 1);
    await shop.catchUp();
    expect(shop.told()).toEqual([]);
    local.stripe.advanceTo(end + 151 * 86_400);
    await shop.catchUp();
    expect(shop.told()).toMatchObject([{ outcome: "churned" }]);
  });
});

describe("a coupon that Stripe refuses", () => {
  const onOffer = { discount: { coupon: "soon" } };

  test("is given soon after it exists, although Stripe would refuse the same call for a day", async () => {
    const shop = await local.startShop({ onOffer });
    expect((await accept(shop)).answer).toMatchObject({ status: "pending" });
    expect(shop.eventsOf("billing_failed")).toMatchObject([
      { error: { message: expect.stringContaining("No such coupon: 'soon'") } },
    ]);
    local.stripe.addCoupon("soon");
    local.clock.now += minute;
    await shop.retent.drainOnce();
    expect(shop.state()).toMatchObject({ discounts: ["di_soon"] });
    expect(shop.told()).toMatchObject([{ outcome: "recovered" }]);
  });

  test("is given after a restart, too, which forgot how often it was refused", async () => {
    const shop = await local.startShop({ onOffer });
    await accept(shop);
    for (let tries = 0; tries < 3; tries += 1) {
      local.clock.now += 20 * minute;
      await shop.retent.drainOnce();
    }
    local.stripe.addCoupon("soon");
    local.clock.now += 20 * minute;
    const restarted = await local.restart(shop, { onOffer });
    await restarted.retent.drainOnce();
    expect(shop.state()).toMatchObject({ discounts: ["di_soon"] });
  });

  test("that was exchanged for another one in the options is not asked for again", async () => {
    const shop = await local.startShop({ onOffer });
    await accept(shop);
    local.clock.now += minute;
    const restarted = await local.restart(shop, { onOffer: { discount: { coupon: "half" } } });
    await restarted.retent.drainOnce();
    expect(shop.state()).toMatchObject({ discounts: ["di_half"] });
  });
});

test.each([false, true])(
  "a server error of Stripe's is not repeated for a day: with the work done (%s)",
  async (isApplied) => {
    const shop = await local.startShop({ ...atPeriodEnd, onOffer: {} });
    local.faults.push({ status: 500, isApplied });
    await shop.leave();
    expect(shop.eventsOf("billing_failed")).toHaveLength(1);
    local.clock.now += minute;
    await shop.retent.drainOnce();
    expect(shop.eventsOf("billing_failed")).toHaveLength(1);
    expect(shop.state()).toMatchObject({ cancel_at_period_end: true });
  },
);

test("a lost answer keeps its key, so that Stripe does it once", async () => {
  const shop = await local.startShop(atPeriodEnd);
  const drop = { status: "drop" as const, isApplied: true };
  local.faults.push(drop);
  await shop.leave();
  local.clock.now += minute;
  await shop.retent.drainOnce();
  const changes = local.stripe.events.filter(({ type }) => type === "customer.subscription.updated");
  expect(changes).toHaveLength(1);
});

describe("where Stripe's search is missing or behind", () => {
  /** Stripe's events arrive, and teach whose subscription it is. */
  async function learn(shop: Shop): Promise<void> {
    await shop.catchUp();
  }

  test.each(["unavailable", "empty", "stale"] as const)(
    "a customer is found by what webhooks have taught: %s",
    async (state) => {
      const shop = await local.startShop(atPeriodEnd);
      await learn(shop);
      local.stripe.setSearch(state);
      await shop.leave();
      expect(shop.state()).toMatchObject({ cancel_at_period_end: true });
      expect((await shop.browser.get("/portal")).status).toBe(303);
    },
  );

  test("and nothing was learned, the operator is told what to do", async () => {
    const shop = await local.startShop(atPeriodEnd);
    local.stripe.setSearch("unavailable");
    const { answer } = await shop.bringBack(await shop.startFlow());
    expect(answer).toMatchObject({ status: "pending" });
    expect(shop.eventsOf("billing_failed")).toMatchObject([
      { error: { message: expect.stringMatching(/search.*findSubscription/) } },
    ]);
    await learn(shop);
    local.clock.now += minute;
    await shop.retent.drainOnce();
    expect(shop.state()).toMatchObject({ cancel_at_period_end: true });
  });

  test("a new subscription that its index does not have yet counts beside the ended one that it has", async () => {
    const shop = await local.startShop(atPeriodEnd);
    local.stripe.end(shop.subscription.id);
    local.stripe.setSearch("stale");
    local.clock.now += minute;
    const { id } = local.stripe.addSubscription({ customer: shop.customer, metadata: { userId: "user_1" } });
    local.clock.now += minute;
    const { answer } = await shop.bringBack(await shop.startFlow());
    expect(answer).toMatchObject({ status: "pending", outcome: null });
    expect(local.stripe.subscriptions.get(id)).toMatchObject({ cancel_at_period_end: true });
  });

  test("a subscription that only a checkout names a user for is found", async () => {
    const shop = await local.startShop(atPeriodEnd, { sold: { metadata: {} } });
    local.stripe.setSearch("unavailable");
    await shop.tell({
      id: "evt_checkout",
      object: "event",
      type: "checkout.session.completed",
      livemode: false,
      created: Math.floor(local.clock.now / 1000),
      data: {
        object: {
          object: "checkout.session",
          mode: "subscription",
          payment_status: "paid",
          amount_total: 2400,
          client_reference_id: "user_1",
          customer: shop.customer,
          subscription: shop.subscription.id,
        },
      },
    });
    local.clock.now += minute;
    await shop.leave();
    expect(shop.state()).toMatchObject({ cancel_at_period_end: true });
  });

  test("a colleague at the same customer is not taken for the user", async () => {
    const shop = await local.startShop(atPeriodEnd);
    const other = local.stripe.addSubscription({ customer: shop.customer, metadata: { userId: "user_2" } });
    await learn(shop);
    local.stripe.setSearch("unavailable");
    await shop.leave();
    expect(shop.state()).toMatchObject({ cancel_at_period_end: true });
    expect(local.stripe.subscriptions.get(other.id)).toMatchObject({ cancel_at_period_end: false });
  });
});

describe("of several subscriptions", () => {
  test("the one that support has ended meanwhile does not make the other one the one that was meant", async () => {
    const shop = await local.startShop({ onChurned: "cancel_now" });
    const other = local.stripe.addSubscription({ customer: shop.customer, metadata: { userId: "user_1" } });
    local.clock.now += day;
    await shop.leave();
    local.clock.now += minute;
    local.stripe.end(other.id);
    for (let tries = 0; tries < 3; tries += 1) {
      local.clock.now += 20 * minute;
      await shop.retent.drainOnce();
    }
    expect(shop.state()).toMatchObject({ status: "active", cancel_at_period_end: false });
    expect(shop.told()).toEqual([]);
  });

  test("the new one ends at once for a customer who had left the old one and bought again", async () => {
    const shop = await local.startShop(atPeriodEnd);
    await shop.leave();
    local.clock.now += day;
    const { id } = local.stripe.addSubscription({ customer: shop.customer, metadata: { userId: "user_1" } });
    local.clock.now += day;
    await shop.leave();
    expect(shop.eventsOf("billing_failed")).toEqual([]);
    expect(local.stripe.subscriptions.get(id)).toMatchObject({ cancel_at_period_end: true });
  });

  test("one that was bought after the decision is not ended by it, however late it is found out", async () => {
    const shop = await local.startShop({ onChurned: "cancel_now" });
    shop.loseFlow(await shop.startFlow(), "churned");
    local.clock.now += minute;
    local.stripe.end(shop.subscription.id);
    local.clock.now += 2 * day;
    const { id } = local.stripe.addSubscription({ customer: shop.customer, metadata: { userId: "user_1" } });
    await shop.retent.drainOnce();
    expect(shop.retentbase.calls("session")).toHaveLength(1);
    expect(local.stripe.subscriptions.get(id)).toMatchObject({
      status: "active",
      cancel_at_period_end: false,
    });
  });
});

describe("a trial", () => {
  test("without a card that Stripe pauses is over for a customer who left", async () => {
    const shop = await local.startShop(
      {},
      { isCardless: true, sold: { trialDays: 100, missingPaymentMethod: "pause" } },
    );
    await shop.leave();
    local.stripe.endPeriod(shop.subscription.id);
    await shop.catchUp();
    const end = new Date((shop.subscription.trial_end ?? 0) * 1000).toISOString();
    expect(shop.told()).toEqual([{ outcome: "churned", effectiveAt: end }]);
  });

  test("that is paused already ends at once", async () => {
    const shop = await local.startShop(atPeriodEnd, {
      isCardless: true,
      sold: { trialDays: 14, missingPaymentMethod: "pause" },
    });
    local.stripe.advanceTo((shop.subscription.trial_end ?? 0) + 1);
    expect(shop.state()).toMatchObject({ status: "paused" });
    const { answer } = await shop.bringBack(await shop.startFlow());
    expect(answer).toMatchObject({ status: "settled", outcome: "churned" });
    expect(shop.state()).toMatchObject({ status: "canceled" });
  });
});

test("a period that credit pays for counts as staying", async () => {
  const shop = await local.startShop();
  await shop.leave();
  local.stripe.setBalance(shop.customer, -5000);
  local.stripe.endPeriod(shop.subscription.id);
  await shop.catchUp();
  expect(shop.told()).toMatchObject([{ outcome: "recovered" }]);
});

test.each([
  ["that the server asked for", { onChurned: "cancel_now" as const }],
  ["that support made after the decision", {}],
])("an end %s counts, with Stripe's clock five minutes behind", async (_, options) => {
  const shop = await local.startShop(options);
  await shop.catchUp();
  local.lag.ms = 5 * minute;
  await shop.leave();
  if (shop.state()?.status !== "canceled") local.stripe.end(shop.subscription.id);
  await shop.catchUp();
  expect(shop.told()).toMatchObject([{ outcome: "churned" }]);
});
