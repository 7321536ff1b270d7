import { describe, expect, test } from "vitest";
import { findDifferences, shapes } from "./recorded-shapes.ts";
import { start } from "./support.ts";

/** Everything that Retent calls, each once. */
async function callEverything() {
  const { emulator, stripe } = await start({
    webhookUrl: "http://127.0.0.1:9/webhook",
    fetch: async () => new Response(),
  });
  emulator.addCoupon("HALF");
  emulator.addPrice("price_solo", { id: "prod_solo", name: "Solo" });
  const { id: customer } = await stripe.customers.create({ metadata: { userId: "user_1" } });
  const created = await stripe.subscriptions.create({ customer, items: [{ price: "price_team" }] });
  const schedule = await stripe.subscriptionSchedules.create({ from_subscription: created.id });
  const released = await stripe.subscriptionSchedules.release(schedule.id, { preserve_cancel_date: false });
  const [item] = created.items.data;
  const changed = await stripe.subscriptions.update(created.id, {
    cancel_at_period_end: true,
    cancellation_details: { comment: "too dear", feedback: "too_expensive" },
    discounts: [{ coupon: "HALF" }],
    items: [{ id: item?.id ?? "", price: "price_solo", quantity: 2 }],
    metadata: { note: "1" },
    pause_collection: { behavior: "void", resumes_at: 2_000_000_000 },
    proration_behavior: "none",
  });
  const [listed] = (await stripe.subscriptions.list({ customer, status: "all", limit: 100 })).data;
  return {
    emulator,
    answers: [
      await stripe.customers.retrieve(customer),
      await stripe.customers.update(customer, { metadata: { seen: "1" } }),
      created,
      item,
      item?.price,
      schedule,
      released,
      changed,
      listed,
      (await stripe.subscriptions.search({ query: "metadata['note']:'1'" })).data[0],
      (await stripe.products.list({ ids: ["prod_solo"] })).data[0],
      await stripe.prices.retrieve("price_solo"),
      await stripe.coupons.retrieve("HALF"),
      await stripe.billingPortal.sessions.create({ customer, flow_data: { type: "payment_method_update" } }),
      (await stripe.billingPortal.configurations.list({ is_default: true })).data[0],
      (await stripe.webhookEndpoints.list()).data[0],
      await stripe.subscriptions.cancel(created.id, { cancellation_details: { comment: "bye" } }),
    ],
  };
}

describe("the local Stripe answers in the shapes of Stripe's published fixtures", () => {
  test("to every call that Retent makes", async () => {
    const { answers } = await callEverything();
    for (const answer of answers) {
      const { object, ...rest } = JSON.parse(JSON.stringify(answer)) as { object: string };
      const shape = shapes[object];
      expect(shape, object).toBeDefined();
      expect({ object, differences: findDifferences({ object, ...rest }, shape ?? {}) }).toEqual({
        object,
        differences: [],
      });
    }
    const objects = new Set(answers.map((answer) => Object(answer).object));
    expect(Object.keys(shapes).filter((name) => !objects.has(name))).toEqual(["invoice"]);
  });

  test("in every event", async () => {
    const { emulator } = await callEverything();
    const { id } = emulator.addSubscription({ customer: "cus_1" });
    emulator.endPeriod(id);
    emulator.setPaymentsFail("cus_1", true);
    emulator.endPeriod(id);
    expect(emulator.events.map(({ type }) => type)).toContain("invoice.payment_failed");
    for (const { type, data } of emulator.events) {
      const shape = shapes[(data.object as { object: string }).object] ?? {};
      expect({ type, differences: findDifferences(data.object, shape) }).toEqual({ type, differences: [] });
    }
  });
});
