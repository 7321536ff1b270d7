import { describe, expect, test } from "vitest";
import { accept, day, offer, type Shop, useLocalStripe } from "./stripe-shop.ts";

const local = useLocalStripe();

describe("an accepted offer", () => {
  test.each([
    ["adds a coupon", { coupon: "half" }, { discounts: ["di_half"] }],
    [
      "pauses collection for so many months from the decision on",
      { pauseMonths: 2 },
      { pause_collection: { behavior: "void", resumes_at: Date.parse("2026-07-30T00:00:00Z") / 1000 } },
    ],
    ["changes the price", { price: "price_small" }, { items: { data: [{ price: { id: "price_small" } }] } }],
    [
      "changes price and quantity",
      { price: "price_small", quantity: 3 },
      { items: { data: [{ quantity: 3, price: { id: "price_small" } }] } },
    ],
    [
      "changes the quantity",
      { quantity: 2 },
      { items: { data: [{ quantity: 2, price: { id: "price_team" } }] } },
    ],
  ])("%s", async (_, action, state) => {
    const shop = await local.startShop({ onOffer: { "50% off": action } });
    const { flow, answer } = await accept(shop);
    expect(answer).toMatchObject({ status: "settled", outcome: "recovered" });
    expect(shop.state()).toMatchObject({ ...state, metadata: { retentEventId: flow.eventId } });
    // Said again, it is not done again.
    await shop.bringBack(flow, { outcome: "recovered", offer });
    expect(shop.writes()).toHaveLength(1);
  });

  test("puts off the next payment by so many days, after what is paid or free already", async () => {
    const onOffer = { discount: { extendTrialDays: 14 } };
    const paying = await local.startShop({ onOffer });
    local.stripe.advanceTo(local.clock.now / 1000);
    const end = paying.state()?.items.data[0]?.current_period_end ?? 0;
    await accept(paying);
    expect(paying.state()).toMatchObject({ status: "trialing", trial_end: end + 14 * 86_400 });
    const trying = await local.startShop(
      { onOffer },
      { sold: { trialDays: 200, metadata: { userId: "user_2" } } },
    );
    trying.session.customer = { userId: "user_2" };
    await trying.bringBack(await trying.startFlow(), { sub: "user_2", outcome: "recovered", offer });
    expect(trying.state()).toMatchObject({ trial_end: (trying.subscription.trial_end ?? 0) + 14 * 86_400 });
  });

  test("that is given once in a customer's life is not given in a later flow, and RetentBase is sent that", async () => {
    const onOffer = { discount: { pauseMonths: 2, once: true } };
    const shop = await local.startShop({ onOffer });
    await accept(shop);
    const first = shop.state()?.pause_collection;
    expect(first).not.toBeNull();
    local.clock.now += 60 * day;
    const { answer } = await accept(shop);
    expect(answer).toMatchObject({ status: "settled", outcome: "recovered" });
    expect(shop.state()?.pause_collection).toEqual(first);
    await shop.retent.drainOnce();
    // Two cancellations are reported side by side, in whichever order.
    expect(shop.retentbase.calls("update").map(({ body }) => body)).toContainEqual(
      expect.objectContaining({ outcome: "recovered", metadata: { offer: "given before" } }),
    );
  });

  test("that is given once is told from others that begin with the same words", async () => {
    for (const coupon of ["RETENTION_50_PERCENT_3_MONTHS", "RETENTION_50_PERCENT_6_MONTHS"])
      local.stripe.addCoupon(coupon);
    const shop = await local.startShop({
      onOffer: {
        short: { coupon: "RETENTION_50_PERCENT_3_MONTHS", once: true },
        long: { coupon: "RETENTION_50_PERCENT_6_MONTHS", once: true },
      },
    });
    for (const label of ["short", "long"]) {
      await accept(shop, { offer: { type: "discount", label, accepted: true } });
      local.clock.now += day;
    }
    expect(shop.state()?.discounts).toEqual([
      "di_RETENTION_50_PERCENT_3_MONTHS",
      "di_RETENTION_50_PERCENT_6_MONTHS",
    ]);
  });

  test("that is given once is given after a crash between the note and the change", async () => {
    const shop = await local.startShop({ onOffer: { discount: { coupon: "half", once: true } } });
    const drop = { status: "drop" as const };
    local.faults.push({ status: "drop", isApplied: true }, drop);
    await accept(shop);
    for (let tries = 0; tries < 3; tries += 1) {
      local.clock.now += 20 * 60_000;
      await shop.retent.drainOnce();
    }
    expect(shop.state()).toMatchObject({ discounts: ["di_half"] });
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
