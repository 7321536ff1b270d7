import { describe, expect, test } from "vitest";
import { day, type Shop, useLocalStripe } from "./stripe-shop.ts";

const local = useLocalStripe();

describe("whose subscription it is", () => {
  test.each([
    ["by the user id in its metadata", {}],
    ["by the customer's id as user id", { asCustomer: true }],
    ["by the host's own word", { isNamed: true }],
  ])(
    "is found %s",
    async (_, { asCustomer = false, isNamed = false }: { asCustomer?: boolean; isNamed?: boolean }) => {
      const shop: Shop = await local.startShop({
        onChurned: "cancel_at_period_end",
        ...(isNamed && { findSubscription: () => shop.subscription.id }),
        ...(asCustomer && { userIdIsCustomer: true }),
      });
      if (asCustomer) shop.session.customer = { userId: shop.customer };
      await shop.bringBack(await shop.startFlow(), asCustomer ? { sub: shop.customer } : {});
      expect(shop.state()).toMatchObject({ cancel_at_period_end: true });
    },
  );

  test.each([
    ["that ends subscriptions", { onChurned: "cancel_now" } as const],
    ["that leaves that to others", {}],
  ])(
    "is not that of a customer whose id another customer has as user id, on a server %s",
    async (_, options) => {
      const shop = await local.startShop(options);
      shop.session.customer = { userId: shop.customer };
      const { answer } = await shop.bringBack(await shop.startFlow(), { sub: shop.customer });
      expect(answer).toMatchObject({ status: "pending" });
      expect(shop.writes()).toEqual([]);
      expect(shop.retentbase.calls("link")[0]?.body.context).toEqual({});
      expect((await shop.browser.get("/portal")).status).toBe(404);
      // What happens to the customer says nothing of who has the id.
      local.clock.now += day;
      local.stripe.end(shop.subscription.id);
      await shop.catchUp();
      expect(shop.told()).toEqual([]);
    },
  );

  test("of a user id that is the customer's ends as Stripe's events say, whatever the metadata name", async () => {
    const shop = await local.startShop({ onChurned: "cancel_at_period_end", userIdIsCustomer: true });
    shop.session.customer = { userId: shop.customer };
    await shop.bringBack(await shop.startFlow(), { sub: shop.customer });
    local.stripe.endPeriod(shop.subscription.id);
    await shop.catchUp();
    expect(shop.told()).toMatchObject([{ outcome: "churned" }]);
  });

  test("is never guessed: of several none is touched, and the fault is named", async () => {
    const shop = await local.startShop({ onChurned: "cancel_now" });
    local.stripe.addSubscription({ customer: shop.customer, metadata: { userId: "user_1" } });
    shop.session.customer = { userId: "user_1", subscriptions: [] };
    await shop.leave();
    expect(shop.writes()).toEqual([]);
    expect(shop.eventsOf("billing_failed")).toMatchObject([
      { error: { message: expect.stringContaining("several subscriptions") } },
    ]);
  });

  test("is not a colleague's, who shares the customer at Stripe", async () => {
    const shop: Shop = await local.startShop({
      onChurned: "cancel_now",
      findSubscription: () => shop.customer,
    });
    const { id } = local.stripe.addSubscription({
      customer: shop.customer,
      metadata: { userId: "user_2" },
    });
    await shop.leave();
    expect(shop.state()).toMatchObject({ status: "canceled" });
    shop.session.customer = { userId: "user_3" };
    await shop.bringBack(await shop.startFlow(), { sub: "user_3" });
    expect(shop.eventsOf("billing_failed")).toHaveLength(1);
    expect(local.stripe.subscriptions.get(id)).toMatchObject({ status: "active" });
  });

  test("is not that of a user whose id only looks alike", async () => {
    const shop = await local.startShop({ onChurned: "cancel_now" });
    shop.session.customer = { userId: "USER_1" };
    await shop.bringBack(await shop.startFlow(), { sub: "USER_1" });
    const quote = "user_1' OR metadata['userId']:'user_1";
    shop.session.customer = { userId: quote };
    await shop.bringBack(await shop.startFlow(), { sub: quote });
    expect(shop.writes()).toEqual([]);
    expect(shop.eventsOf("billing_failed")).toHaveLength(2);
  });
});
