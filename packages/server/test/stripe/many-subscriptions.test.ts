import { describe, expect, test } from "vitest";
import type { StripeBillingOptions } from "../../src/stripe/options.ts";
import { day, type Shop, useLocalStripe } from "./stripe-shop.ts";

const local = useLocalStripe();

type ToOptions = (shop: () => Shop) => Partial<StripeBillingOptions>;
const ways: [string, ToOptions][] = [
  ["whose customer is named", (shop) => ({ findSubscription: () => shop().customer })],
  ["that is searched for", () => ({})],
];

/** Adds what is newer than the shop's own subscription, and stands before it in every list. */
function addMany(shop: Shop, count: number, metadata: Record<string, string> = { userId: "user_1" }) {
  return Array.from({ length: count }, () =>
    local.stripe.addSubscription({ customer: shop.customer, metadata }),
  );
}

describe.each(ways)("a subscription %s", (_, find) => {
  async function startShop(options: Partial<StripeBillingOptions> = {}): Promise<Shop> {
    const shop: Shop = await local.startShop({ onChurned: "cancel_now", ...options, ...find(() => shop) });
    return shop;
  }

  test("is found behind any number of abandoned checkouts", async () => {
    const shop = await startShop();
    for (const { id } of addMany(shop, 1100)) local.stripe.change(id, { status: "incomplete_expired" });
    await shop.leave();
    expect(shop.state()).toMatchObject({ status: "canceled" });
  });

  test("that runs is found behind more that have ended than a page holds", async () => {
    const shop = await startShop();
    for (const { id } of addMany(shop, 120)) local.stripe.end(id);
    const { answer } = await shop.bringBack(await shop.startFlow());
    expect(answer).toMatchObject({ status: "settled", outcome: "churned" });
    expect(shop.state()).toMatchObject({ status: "canceled" });
  });

  test("is never guessed, though the second one that runs is on another page", async () => {
    const shop = await startShop();
    const [oldest] = addMany(shop, 1);
    for (const { id } of addMany(shop, 101)) local.stripe.change(id, { status: "incomplete_expired" });
    shop.session.customer = { userId: "user_1", subscriptions: [] };
    await shop.leave();
    expect(shop.eventsOf("billing_failed")).toMatchObject([
      { error: { message: expect.stringContaining("several subscriptions") } },
    ]);
    expect(local.stripe.subscriptions.get(oldest?.id ?? "")).toMatchObject({ status: "active" });
  });

  test("that ended last says when the customer left, on whichever page it is", async () => {
    const shop = await startShop();
    for (const { id } of addMany(shop, 120)) local.stripe.end(id);
    local.clock.now += day;
    local.stripe.end(shop.subscription.id);
    const { answer } = await shop.bringBack(await shop.startFlow());
    expect(answer).toMatchObject({
      outcome: "churned",
      effectiveAt: new Date(local.clock.now).toISOString(),
    });
  });

  test("that this cancellation has ended before a crash is the one, however many have come since", async () => {
    let isKilled = true;
    const lost: typeof fetch = async (input, init) => {
      const response = await fetch(input, init);
      if (isKilled && init?.method === "DELETE") throw new TypeError("the answer was lost");
      return response;
    };
    const shop = await startShop({ fetch: lost });
    await shop.leave();
    isKilled = false;
    const others = addMany(shop, 120);
    for (const { id } of others.slice(1)) local.stripe.end(id);
    local.clock.now += day;
    await shop.retent.drainOnce();
    expect(shop.eventsOf("billing_failed")).toHaveLength(1);
    expect(local.stripe.subscriptions.get(others[0]?.id ?? "")).toMatchObject({ status: "active" });
    await shop.catchUp();
    // The one that was bought since and goes on makes the customer recovered, afterwards.
    expect(shop.told()).toMatchObject([{ outcome: "churned" }, { outcome: "recovered" }]);
  });

  test("is left alone if more run than can be read, and the fault is named", async () => {
    const shop = await startShop();
    addMany(shop, 1000);
    await shop.leave();
    expect(shop.writes()).toEqual([]);
    expect(shop.eventsOf("billing_failed")).toMatchObject([
      { error: { message: expect.stringContaining("more than 1,000 subscriptions") } },
    ]);
  });
});

test("a running subscription that names no user is found on whichever page it is", async () => {
  const shop = await local.startShop({ onChurned: "cancel_now" });
  local.stripe.end(shop.subscription.id);
  addMany(shop, 1, {});
  addMany(shop, 101, { userId: "user_2" });
  const { answer } = await shop.bringBack(await shop.startFlow());
  expect(answer).toMatchObject({ status: "pending", outcome: null });
});
