import { describe, expect, test } from "vitest";
import { declare, german, theDeclaration } from "../http/declaration-form.ts";
import { healthToken, operator } from "../http/operator-page.ts";
import { day, type Shop, useLocalStripe } from "./stripe-shop.ts";

// When a subscription ends whose customer has declared a date.

const local = useLocalStripe();
const declarations = { presets: ["de" as const] };
const mail = { from: "hello@shop.example", send: async () => {} };

/** In seconds since the epoch. */
const periodEnd = (shop: Shop) => shop.subscription.items.data[0]?.current_period_end ?? 0;

/** The last second of a day, so many days from now. */
function dayIn(days: number): { date: string; end: number } {
  const date = new Date(local.clock.now + days * day).toISOString().slice(0, 10);
  return { date, end: Date.parse(`${date}T23:59:59Z`) / 1000 };
}

async function declareEnd(shop: Shop, fields: Record<string, string>): Promise<void> {
  shop.session.customer = { userId: "user_1" };
  expect((await declare(shop, { ...german, ...fields })).status).toBe(303);
  await shop.retent.drainOnce();
}

describe("a date that the customer wishes for", () => {
  test("is when the subscription ends, if it comes after the period that is paid", async () => {
    const shop = await local.startShop({ onChurned: "cancel_at_period_end" }, { declarations, mail });
    const { date, end } = dayIn(100);
    await declareEnd(shop, { end: date });
    expect(shop.state()).toMatchObject({ cancel_at: end, cancel_at_period_end: false });
  });

  test("before the end of the period that is paid is too early: that end stands", async () => {
    const shop = await local.startShop({ onChurned: "cancel_at_period_end" }, { declarations, mail });
    local.clock.now = periodEnd(shop) * 1000 - 20 * day;
    const { date, end } = dayIn(3);
    expect(end).toBeLessThan(periodEnd(shop));
    await declareEnd(shop, { end: date });
    expect(shop.state()).toMatchObject({ cancel_at_period_end: true });
  });

  test("is kept where subscriptions otherwise end at once", async () => {
    const shop = await local.startShop({ onChurned: "cancel_now" }, { declarations, mail });
    const { date, end } = dayIn(10);
    await declareEnd(shop, { end: date });
    expect(shop.state()).toMatchObject({ cancel_at: end, status: "active" });
  });

  test("that has passed when Stripe can be reached at last is the usual end", async () => {
    const shop = await local.startShop({ onChurned: "cancel_at_period_end" }, { declarations, mail });
    const { date } = dayIn(2);
    local.faults.push(...Array(20).fill({ status: 503 }));
    await declareEnd(shop, { end: date });
    local.faults.length = 0;
    local.clock.now += 4 * day;
    await shop.retent.drainOnce();
    expect(shop.state()).toMatchObject({ cancel_at_period_end: true });
  });
});

describe("a contract that ends for cause", () => {
  test.each([
    ["in the future, also within the period that is paid", 3],
    ["of today: at its end", 0],
  ])("ends on the operator's date, %s", async (_, days) => {
    const shop = await local.startShop(
      { onChurned: "cancel_at_period_end" },
      { declarations, mail, healthToken },
    );
    await declareEnd(shop, { kind: "for_cause", reason: "Umzug" });
    expect(shop.state()).toMatchObject({ cancel_at: null, cancel_at_period_end: false });
    const { date, end } = dayIn(days);
    const { id: declaration } = await theDeclaration(shop);
    const fields = { do: "match", declaration, user: "user_1", date };
    expect((await shop.browser.postForm("/admin", fields, operator)).status).toBe(303);
    await shop.retent.drainOnce();
    expect(shop.state()).toMatchObject({ cancel_at: end });
  });

  test("is over at once if the operator's date has passed", async () => {
    const shop = await local.startShop(
      { onChurned: "cancel_at_period_end" },
      { declarations, mail, healthToken },
    );
    await declareEnd(shop, { kind: "for_cause", reason: "Umzug" });
    const { id: declaration } = await theDeclaration(shop);
    const fields = { do: "match", declaration, user: "user_1", date: dayIn(-2).date };
    await shop.browser.postForm("/admin", fields, operator);
    await shop.retent.drainOnce();
    expect(shop.state()).toMatchObject({ status: "canceled" });
  });
});
