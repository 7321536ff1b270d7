import { inspect } from "node:util";
import { describe, expect, test } from "vitest";
import type { StripeBillingOptions } from "../../src/stripe/options.ts";
import { accept, day, minute, offer, type Shop, useLocalStripe } from "./stripe-shop.ts";

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
    expect(shop.writes()).toMatchObject([{ idempotencyKey: `retent-${eventId}-1-update`, status: 200 }]);
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
        ({ type, data }) => type !== "customer.subscription.created" && "object" in data,
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
  ])("is not that of a customer whose id somebody has for a user id, on a server %s", async (_, options) => {
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
  });

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

  test("is nobody's whose id only looks alike", async () => {
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

describe("an accepted offer", () => {
  test.each([
    ["adds a coupon", { coupon: "half" }, { discounts: ["di_half"] }],
    [
      "pauses collection for so many months from the decision on",
      { pauseMonths: 2 },
      { pause_collection: { behavior: "void", resumes_at: Date.parse("2026-07-30T00:00:00Z") / 1000 } },
    ],
    ["changes the price", { price: "price_small" }, { items: { data: [{ price: { id: "price_small" } }] } }],
  ])("%s", async (_, action, state) => {
    const shop = await local.startShop({ onOffer: { "50% off": action } });
    const { flow, answer } = await accept(shop);
    expect(answer).toMatchObject({ status: "settled", outcome: "recovered" });
    expect(shop.state()).toMatchObject({ ...state, metadata: { retentEventId: flow.eventId } });
    // Said again, it is not done again.
    await shop.bringBack(flow, { outcome: "recovered", offer });
    expect(shop.writes()).toHaveLength(1);
  });

  test.each([
    ["2026-01-31T10:00:00Z", 1, "2026-02-28T10:00:00Z"],
    ["2026-08-31T10:00:00Z", 1, "2026-09-30T10:00:00Z"],
    ["2026-11-30T10:00:00Z", 3, "2027-02-28T10:00:00Z"],
    ["2026-05-15T10:00:00Z", 12, "2027-05-15T10:00:00Z"],
  ])("pauses until the last day where a month is too short: %s and %i", async (from, pauseMonths, until) => {
    const shop = await local.startShop({ onOffer: { discount: { pauseMonths } } });
    local.clock.now = Date.parse(from);
    await accept(shop);
    expect(shop.state()).toMatchObject({ pause_collection: { resumes_at: Date.parse(until) / 1000 } });
  });

  test("is given once, though the answer was lost and Stripe has forgotten the key since", async () => {
    let isLost = true;
    const lost: typeof fetch = async (input, init) => {
      const response = await fetch(input, init);
      if (isLost && init?.method !== "GET") throw new TypeError("the answer was lost");
      return response;
    };
    const shop = await local.startShop({ onOffer: { discount: { coupon: "half" } }, fetch: lost });
    const { flow, answer } = await accept(shop);
    expect(answer.status).toBe("pending");
    isLost = false;
    local.clock.now += 2 * day;
    await shop.retent.drainOnce();
    expect(shop.state()).toMatchObject({ discounts: ["di_half"], metadata: { retentEventId: flow.eventId } });
    expect(shop.told()).toMatchObject([{ outcome: "recovered" }]);
  });

  test.each([
    ["an offer, where it is named", { offer }, true],
    ["an offer, where it is searched for", { offer }, false],
    ["no offer", {}, true],
  ])("finds out that the subscription has ended: with %s", async (_, claims, isNamed) => {
    const shop: Shop = await local.startShop({
      onChurned: "cancel_now",
      onOffer: { discount: { coupon: "half" } },
      ...(isNamed && { findSubscription: () => shop.subscription.id }),
    });
    local.stripe.end(shop.subscription.id);
    const { answer } = await accept(shop, claims);
    const effectiveAt = new Date(local.clock.now).toISOString();
    expect(answer).toMatchObject({ status: "settled", outcome: "churned", effectiveAt });
    expect(shop.writes()).toEqual([]);
  });

  test("keeps the discounts that there are", async () => {
    const shop = await local.startShop({ onOffer: { discount: { coupon: "half" } } });
    local.stripe.change(shop.subscription.id, { discounts: ["di_old"] });
    await accept(shop);
    expect(shop.state()).toMatchObject({ discounts: ["di_old", "di_half"] });
  });

  test.each([
    ["was not accepted", { offer: { ...offer, accepted: false } }],
    ["has no action of its own", { offer: { ...offer, type: "pause", label: "constructor" } }],
    ["was not made", { offer: undefined }],
  ])("that %s changes nothing", async (_, claims) => {
    const shop = await local.startShop({ onOffer: { discount: { coupon: "half" } } });
    expect((await accept(shop, claims)).answer).toMatchObject({ outcome: "recovered" });
    expect(shop.writes()).toEqual([]);
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
