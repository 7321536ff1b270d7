import { describe, expect, test } from "vitest";
import { accept, minute, offer, type Shop, useLocalStripe } from "./stripe-shop.ts";

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
