import { describe, expect, test } from "vitest";
import { type LocalStripe, useLocalStripe } from "./stripe-shop.ts";

const local = useLocalStripe();

describe("a link", () => {
  const sentContext = (shop: Awaited<ReturnType<LocalStripe["startShop"]>>) =>
    shop.retentbase.calls("link").at(-1)?.body.context;

  test("tells RetentBase plan, revenue and tenure, unless the host app does", async () => {
    const shop = await local.startShop();
    await shop.startFlow();
    expect(sentContext(shop)).toEqual({ plan: "Team", mrr: 24, tenureDays: 90 });
    shop.session.customer = { userId: "user_1", context: { plan: "Gold" } };
    await shop.startFlow();
    expect(sentContext(shop)).toEqual({ plan: "Gold", mrr: 24, tenureDays: 90 });
  });

  test.each([
    ["jpy", 2400],
    ["kwd", 2.4],
    ["ugx", 24],
  ])(
    "tells the revenue in whole units of a currency that Stripe counts in others: %s",
    async (currency, mrr) => {
      const shop = await local.startShop();
      local.stripe.change(shop.subscription.id, { currency });
      await shop.startFlow();
      expect(sentContext(shop)).toMatchObject({ mrr });
    },
  );

  test("is made without where Stripe fails or is slow", async () => {
    const down = await local.startShop({ fetch: () => Promise.reject(new TypeError("fetch failed")) });
    await down.startFlow();
    expect(sentContext(down)).toBeUndefined();
    expect(down.eventsOf("context_unavailable")).toHaveLength(1);
    const slow = await local.startShop({ fetch: () => new Promise(() => {}) }, { contextTimeoutMs: 5 });
    await slow.startFlow();
    expect(sentContext(slow)).toBeUndefined();
    expect(slow.eventsOf("context_unavailable")).toMatchObject([
      { error: { message: "billing.context did not answer within 5 ms" } },
    ]);
  });
});
