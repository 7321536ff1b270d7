import { describe, expect, test } from "vitest";
import { minute, type Shop, useLocalStripe } from "./stripe-shop.ts";

// What Stripe really does with schedules, flexible billing, idempotency keys and its search.

const local = useLocalStripe();
const atPeriodEnd = { onChurned: "cancel_at_period_end" } as const;

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

  test("a subscription that only a checkout names the user for does not hide the one that names the user itself", async () => {
    const shop = await local.startShop(atPeriodEnd);
    const stranger = local.stripe.addCustomer({}).id;
    const bought = local.stripe.addSubscription({ customer: stranger });
    await shop.tell({
      object: "event",
      id: "evt_checkout_of_a_stranger",
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
          customer: stranger,
          subscription: bought.id,
        },
      },
    });
    local.clock.now += minute;
    await shop.leave();
    expect(local.stripe.subscriptions.get(bought.id)).toMatchObject({ cancel_at_period_end: false });
    expect(shop.eventsOf("billing_pending")).toEqual([]);
    expect((await shop.browser.get("/portal")).status).toBe(404);
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
