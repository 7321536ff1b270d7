import { inspect } from "node:util";
import { describe, expect, test } from "vitest";
import type { StripeBillingOptions } from "../../src/stripe/options.ts";
import { day, minute, offer, type Shop, useLocalStripe } from "./stripe-shop.ts";

const local = useLocalStripe();

describe("a customer who leaves", () => {
  test("is left alone by default: Stripe is only asked whose subscription it is", async () => {
    const shop = await local.startShop();
    await shop.leave();
    expect(shop.writes()).toEqual([]);
    expect(shop.state()).toEqual(shop.subscription);
    const [cancellation] = await shop.store.findByBilling({
      environment: "sandbox",
      customer: shop.customer,
      subscription: null,
      userId: null,
    });
    expect(cancellation).toMatchObject({ status: "pending", subscription: shop.subscription.id });
  });

  test("leaves at the end of the period, and is churned when it is over", async () => {
    const shop = await local.startShop({ onChurned: "cancel_at_period_end" });
    const { eventId } = await shop.leave();
    expect(shop.state()).toMatchObject({
      cancel_at_period_end: true,
      metadata: { userId: "user_1", retentEventId: eventId, retentRevision: "1" },
    });
    expect(shop.writes()).toMatchObject([
      {
        idempotencyKey: expect.stringMatching(new RegExp(`^retent-${eventId}-1-update-[\\w-]{16}-0$`)),
        status: 200,
      },
    ]);
    await shop.catchUp();
    expect(shop.told()).toEqual([]);
    const { ended_at: endedAt } = local.stripe.endPeriod(shop.subscription.id);
    await shop.catchUp();
    expect(shop.told()).toEqual([
      { outcome: "churned", effectiveAt: new Date((endedAt ?? 0) * 1000).toISOString() },
    ]);
  });

  test("leaves at once", async () => {
    const shop = await local.startShop({ onChurned: "cancel_now" });
    const { eventId } = await shop.leave();
    expect(shop.state()).toMatchObject({ status: "canceled", metadata: { retentEventId: eventId } });
    await shop.catchUp();
    expect(shop.told()).toEqual([
      { outcome: "churned", effectiveAt: new Date(local.clock.now).toISOString() },
    ]);
  });

  test("who stays after all, on Stripe's own page, is recovered", async () => {
    const shop = await local.startShop({ onChurned: "cancel_at_period_end" });
    await shop.leave();
    local.clock.now += day;
    local.stripe.change(shop.subscription.id, { cancel_at_period_end: false });
    await shop.catchUp();
    expect(shop.told()).toEqual([{ outcome: "recovered", effectiveAt: undefined }]);
  });

  test("who decides to stay in the same flow keeps the subscription", async () => {
    const shop = await local.startShop({ onChurned: "cancel_at_period_end" });
    const flow = await shop.leave();
    local.clock.now += 60_000;
    await shop.bringBack(flow, { outcome: "recovered" });
    await shop.retent.drainOnce();
    expect(shop.state()).toMatchObject({ cancel_at_period_end: false });
    expect(shop.told()).toMatchObject([{ outcome: "recovered" }]);
  });

  test("who has bought another subscription since, and decides to stay in the same flow, is recovered", async () => {
    const shop = await local.startShop({ onChurned: "cancel_now" });
    const flow = await shop.leave();
    local.clock.now += minute;
    const { id } = local.stripe.addSubscription({ customer: shop.customer, metadata: { userId: "user_1" } });
    const { answer } = await shop.bringBack(flow, { outcome: "recovered" });
    expect(answer).toMatchObject({ status: "settled", outcome: "recovered" });
    expect(local.stripe.subscriptions.get(id)).toMatchObject({ status: "active" });
  });

  test("who comes back in a later flow and decides to stay keeps the subscription", async () => {
    const shop = await local.startShop({ onChurned: "cancel_at_period_end" });
    await shop.leave();
    local.clock.now += day;
    await shop.bringBack(await shop.startFlow(), { outcome: "recovered" });
    expect(shop.state()).toMatchObject({ cancel_at_period_end: false });
  });

  test.each([
    ["", undefined],
    [", nor after an offer that was accepted before", { outcome: "recovered", offer }],
    [", nor after a decision to stay before", { outcome: "recovered" }],
  ])("whose end the merchant has scheduled can't undo it by deciding to stay%s", async (_, before) => {
    const onOffer = { discount: { coupon: "half" } };
    const shop = await local.startShop({ onChurned: "cancel_at_period_end", onOffer });
    if (before) await shop.bringBack(await shop.startFlow(), before);
    local.clock.now += minute;
    local.stripe.change(shop.subscription.id, { cancel_at_period_end: true });
    local.clock.now += minute;
    await shop.bringBack(await shop.startFlow(), { outcome: "recovered" });
    expect(shop.state()).toMatchObject({ cancel_at_period_end: true });
  });

  test.each(["cancel_at_period_end", "cancel_now"] as const)(
    "leaves once, though the server was killed before it could note it, by %s",
    async (onChurned) => {
      let isKilled = true;
      const lost: typeof fetch = async (input, init) => {
        const response = await fetch(input, init);
        if (isKilled && init?.method !== "GET") throw new TypeError("the answer was lost");
        return response;
      };
      const shop = await local.startShop({ onChurned, fetch: lost });
      await shop.leave();
      expect(shop.eventsOf("billing_failed")).toHaveLength(1);
      isKilled = false;
      // Stripe has forgotten its keys by then.
      local.clock.now += 2 * day;
      for (let tries = 0; tries < 3; tries += 1) {
        local.clock.now += day;
        await shop.retent.drainOnce();
      }
      await shop.catchUp();
      const changes = local.stripe.events.filter(
        ({ type }) => type === "customer.subscription.updated" || type === "customer.subscription.deleted",
      );
      expect(changes.map(({ type }) => type)).toEqual(
        onChurned === "cancel_now"
          ? ["customer.subscription.updated", "customer.subscription.deleted"]
          : ["customer.subscription.updated"],
      );
    },
  );

  test.each<[string, (shop: () => Shop) => Partial<StripeBillingOptions>]>([
    ["where it is named", (shop) => ({ findSubscription: () => shop().subscription.id })],
    ["where its customer is named", (shop) => ({ findSubscription: () => shop().customer })],
    ["where it is searched for", () => ({})],
  ])("whose subscription had ended before is churned at once, by its own date, %s", async (_, find) => {
    const shop: Shop = await local.startShop({ onChurned: "cancel_now", ...find(() => shop) });
    const older = { customer: shop.customer, metadata: { userId: "user_1" } };
    local.stripe.end(local.stripe.addSubscription(older).id);
    local.clock.now += day;
    local.stripe.end(shop.subscription.id);
    const { answer } = await shop.bringBack(await shop.startFlow());
    expect(answer).toMatchObject({
      status: "settled",
      outcome: "churned",
      effectiveAt: new Date(local.clock.now).toISOString(),
    });
    expect(shop.writes()).toEqual([]);
  });

  test.each([
    ["is not told to be gone, where it may be the customer's own", {}, { status: "pending", outcome: null }],
    ["is gone, where it is another user's", { userId: "user_2" }, { status: "settled", outcome: "churned" }],
  ])(
    "whose subscription has ended while another of the same customer at Stripe runs %s",
    async (_, metadata, told) => {
      const shop = await local.startShop({ onChurned: "cancel_now" });
      local.stripe.end(shop.subscription.id);
      local.clock.now += day;
      const { id } = local.stripe.addSubscription({ customer: shop.customer, metadata });
      const { answer } = await shop.bringBack(await shop.startFlow());
      expect(answer).toMatchObject(told);
      expect(shop.eventsOf("billing_failed")).toHaveLength(told.status === "pending" ? 1 : 0);
      expect(local.stripe.subscriptions.get(id)).toMatchObject({ status: "active" });
    },
  );

  test("who never had a subscription at Stripe is told nothing, and the fault is named", async () => {
    const shop = await local.startShop({ onChurned: "cancel_now", findSubscription: () => null });
    const { answer } = await shop.bringBack(await shop.startFlow());
    expect(answer).toMatchObject({ status: "pending" });
    expect(shop.eventsOf("billing_failed")).toMatchObject([
      { error: { message: expect.stringContaining("no subscription was found") } },
    ]);
  });
});

describe("Stripe that fails", () => {
  test("is tried again, and says neither key nor secret", async () => {
    const shop = await local.startShop({
      onChurned: "cancel_now",
      secretKey: "sk_test_canary_of_another_account",
    });
    await shop.leave();
    const [failed] = shop.eventsOf("billing_failed");
    expect(failed?.error).toMatchObject({ message: expect.stringContaining("secret key is not valid") });
    expect(inspect(shop.events, { depth: 9 })).not.toMatch(/canary|whsec/);
  });

  test("that sends elsewhere is not followed", async () => {
    const asked: string[] = [];
    const elsewhere: typeof fetch = async (input, init) => {
      asked.push(String(input));
      expect(init?.redirect).toBe("manual");
      return new Response(null, { status: 302, headers: { location: "https://evil.example/" } });
    };
    const shop = await local.startShop({ onChurned: "cancel_now", fetch: elsewhere });
    await shop.leave();
    expect(shop.eventsOf("billing_failed")).toHaveLength(1);
    expect(asked.every((url) => url.startsWith(local.stripe.url))).toBe(true);
  });
});
