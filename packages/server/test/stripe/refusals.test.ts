import { describe, expect, test } from "vitest";
import { accept, minute, useLocalStripe } from "./stripe-shop.ts";

// What Stripe really does with schedules, flexible billing, idempotency keys and its search.

const local = useLocalStripe();
const atPeriodEnd = { onChurned: "cancel_at_period_end" } as const;

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
