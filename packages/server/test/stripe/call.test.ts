import { inspect } from "node:util";
import { expect, test } from "vitest";
import type { StripeBillingOptions } from "../../src/stripe/options.ts";
import { accept, offer, useLocalStripe } from "./stripe-shop.ts";

const local = useLocalStripe();

test.each<[string, string, Partial<StripeBillingOptions>]>([
  ["its own id of a customer", "cus_unknown_9Xw17", { userIdIsCustomer: true }],
  ["the customer that the host names", "user_1", { findSubscription: () => "cus_unknown_9Xw17" }],
  ["the subscription that the host names", "user_1", { findSubscription: () => "sub_unknown_9Xw17" }],
])("no event says which it is that Stripe doesn't know: %s", async (_, userId, options) => {
  const shop = await local.startShop({ onChurned: "cancel_now", ...options });
  shop.session.customer = { userId };
  await shop.bringBack(await shop.startFlow(), { sub: userId });
  expect((await shop.browser.get("/portal")).status).toBe(500);
  const failures = ["billing_failed", "context_unavailable", "request_failed"] as const;
  for (const type of failures)
    expect(shop.eventsOf(type)).toMatchObject([{ error: { message: expect.stringMatching(/No such/) } }]);
  const rows = (await shop.store.list()).map(({ lastDetail }) => lastDetail);
  const said = inspect([shop.events, rows], { depth: 9 });
  expect(said).toContain("No such");
  expect(said).not.toMatch(/unknown_9Xw17|user_1\b/);
});

test("what the operator has to know is said: which coupon there is none of", async () => {
  const shop = await local.startShop({
    onOffer: { discount: { coupon: "half" } },
    fetch: async (input, init) =>
      init?.method === "GET"
        ? fetch(input, init)
        : Response.json(
            { error: { type: "invalid_request_error", message: "No such coupon: 'half'" } },
            { status: 400 },
          ),
  });
  await accept(shop, { offer });
  expect(shop.eventsOf("billing_failed")).toMatchObject([
    { error: { message: expect.stringContaining("No such coupon: 'half'") } },
  ]);
});
