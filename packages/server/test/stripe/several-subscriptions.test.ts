import { describe, expect, test } from "vitest";
import { day, minute, useLocalStripe } from "./stripe-shop.ts";

// What Stripe really does with schedules, flexible billing, idempotency keys and its search.

const local = useLocalStripe();
const atPeriodEnd = { onChurned: "cancel_at_period_end" } as const;

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
