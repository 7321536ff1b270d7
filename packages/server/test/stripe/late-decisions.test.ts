import { describe, expect, test } from "vitest";
import { accept, day, minute, offer, useLocalStripe } from "./stripe-shop.ts";

// Results are brought back in any order, and what was decided in a tab that was closed is found out when its link has expired.

const local = useLocalStripe();

describe("a customer who leaves", () => {
  test("who decided to stay before leaving in another flow leaves, whichever result is brought back last", async () => {
    const shop = await local.startShop({ onChurned: "cancel_at_period_end" });
    const other = await shop.startFlow();
    const stays = shop.token(other, { outcome: "recovered" });
    local.clock.now += 60_000;
    await shop.leave();
    local.clock.now += 60_000;
    await shop.browser.postJson("/result", { token: stays });
    expect(shop.state()).toMatchObject({ cancel_at_period_end: true });
  });

  test("stays gone though an earlier flow, in which the same customer stayed, is looked up later", async () => {
    const shop = await local.startShop({ onChurned: "cancel_at_period_end" });
    shop.loseFlow(await shop.startFlow(), "recovered");
    local.clock.now += minute;
    await shop.leave();
    local.clock.now += day;
    await shop.retent.drainOnce();
    expect(shop.retentbase.calls("session")).toHaveLength(1);
    expect(shop.state()).toMatchObject({ cancel_at_period_end: true });
  });

  test.each([
    ["leaves, if the other decision may have been the earlier one", 20 * minute, true],
    ["stays, if the other decision was made after the link had expired", 40 * minute, false],
  ])("whose tab was lost after the decision to leave %s", async (_, afterMs, isScheduled) => {
    const shop = await local.startShop({
      onChurned: "cancel_at_period_end",
      onOffer: { discount: { coupon: "half" } },
    });
    shop.loseFlow(await shop.startFlow(), "churned");
    local.clock.now += afterMs;
    await shop.bringBack(await shop.startFlow(), { outcome: "recovered", offer });
    local.clock.now += day;
    await shop.retent.drainOnce();
    expect(shop.retentbase.calls("session")).toHaveLength(1);
    expect(shop.state()).toMatchObject({ cancel_at_period_end: isScheduled });
  });

  test.each(["cancel_at_period_end", "cancel_now"] as const)(
    "and is found out only after deciding to stay, without an offer, stays: %s",
    async (onChurned) => {
      const shop = await local.startShop({ onChurned });
      const leaves = shop.token(await shop.startFlow());
      local.clock.now += minute;
      const { answer } = await shop.bringBack(await shop.startFlow(), { outcome: "recovered" });
      expect(answer).toMatchObject({ status: "settled", outcome: "recovered" });
      local.clock.now += minute;
      await shop.browser.postJson("/result", { token: leaves });
      expect(shop.state()).toMatchObject({ status: "active", cancel_at_period_end: false });
    },
  );
});

test("an end that the customer asked for in the portal outlasts an earlier decision to stay that Stripe hears of late", async () => {
  const shop = await local.startShop({
    onChurned: "cancel_at_period_end",
    onOffer: { discount: { coupon: "half" } },
  });
  local.faults.push({ status: 500 });
  await accept(shop);
  local.clock.now += 5 * minute;
  local.stripe.change(shop.subscription.id, {
    cancel_at_period_end: true,
    canceled_at: Math.floor(local.clock.now / 1000),
  });
  local.clock.now += day;
  await shop.retent.drainOnce();
  expect(shop.state()).toMatchObject({ cancel_at_period_end: true, discounts: ["di_half"] });
  expect(shop.told()).toEqual([]);
});

describe("an accepted offer", () => {
  test.each(["cancel_at_period_end", "cancel_now"] as const)(
    "outlasts an earlier decision to leave that is found out later: %s",
    async (onChurned) => {
      const shop = await local.startShop({ onChurned, onOffer: { discount: { coupon: "half" } } });
      const lost = await shop.startFlow();
      const leaves = shop.token(lost);
      local.clock.now += 60_000;
      await accept(shop);
      local.clock.now += 60_000;
      const response = await shop.browser.postJson("/result", { token: leaves });
      expect(await response.json()).toMatchObject({ status: "pending" });
      expect(shop.state()).toMatchObject({
        status: "active",
        cancel_at_period_end: false,
        discounts: ["di_half"],
      });
    },
  );

  test("that is accepted in two flows is given once, and outlasts a decision to leave between them that is found out later", async () => {
    const shop = await local.startShop({
      onChurned: "cancel_now",
      onOffer: { discount: { coupon: "half" } },
    });
    local.stripe.change(shop.subscription.id, { discounts: ["di_old"] });
    await accept(shop);
    local.clock.now += minute;
    const leaves = shop.token(await shop.startFlow());
    local.clock.now += minute;
    const { flow } = await accept(shop);
    await shop.browser.postJson("/result", { token: leaves });
    expect(shop.state()).toMatchObject({
      status: "active",
      discounts: ["di_old", "di_half"],
      metadata: { retentEventId: flow.eventId },
    });
  });

  test.each(["cancel_at_period_end", "cancel_now"] as const)(
    "that is found out late leaves to the later one what that has decided: %s",
    async (onChurned) => {
      const onOffer = { discount: { coupon: "half" }, pause: { pauseMonths: 2 } };
      const shop = await local.startShop({ onChurned, onOffer });
      const stays = shop.token(await shop.startFlow(), { outcome: "recovered", offer });
      local.clock.now += minute;
      const leaves = shop.token(await shop.startFlow());
      local.clock.now += minute;
      const { flow } = await accept(shop, { offer: { type: "pause", label: "Pause", accepted: true } });
      local.clock.now += minute;
      await shop.browser.postJson("/result", { token: stays });
      await shop.browser.postJson("/result", { token: leaves });
      expect(shop.state()).toMatchObject({
        status: "active",
        cancel_at_period_end: false,
        discounts: ["di_half"],
        metadata: { retentEventId: flow.eventId },
      });
    },
  );

  test("that is found out late shortens no pause", async () => {
    const shop = await local.startShop({ onOffer: { discount: { pauseMonths: 2 } } });
    const earlier = shop.token(await shop.startFlow(), { outcome: "recovered", offer });
    local.clock.now += minute;
    await accept(shop);
    const paused = shop.state();
    await shop.browser.postJson("/result", { token: earlier });
    expect(shop.state()).toEqual(paused);
    expect(shop.eventsOf("billing_failed")).toEqual([]);
  });
});

describe("a customer who takes the cancellation back on our page", () => {
  test("keeps the subscription, whose end is undone at Stripe", async () => {
    const shop = await local.startShop({ onChurned: "cancel_at_period_end" });
    const flow = await shop.startFlow();
    const { answer } = await shop.bringBack(flow);
    expect(answer).toMatchObject({ status: "pending", keepUrl: expect.stringContaining(flow.eventId) });
    expect(shop.state()).toMatchObject({ cancel_at_period_end: true });
    local.clock.now += day;
    await shop.browser.postForm("/keep", { event: flow.eventId });
    expect(shop.state()).toMatchObject({ cancel_at_period_end: false });
    await shop.catchUp();
    expect(shop.told()).toMatchObject([{ outcome: "recovered" }]);
  });

  test("reads that it is over if it has ended meanwhile", async () => {
    const shop = await local.startShop({ onChurned: "cancel_at_period_end" });
    const flow = await shop.startFlow();
    await shop.bringBack(flow);
    local.clock.now += day;
    local.stripe.end(shop.subscription.id);
    await shop.browser.postForm("/keep", { event: flow.eventId });
    const page = await (await shop.browser.get(`/keep?event=${flow.eventId}`)).text();
    expect(page).toContain("Your subscription could not be kept");
    expect(page).not.toContain("continues");
  });
});
