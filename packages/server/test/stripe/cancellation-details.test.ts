import { expect, test } from "vitest";
import type { StripeBillingOptions } from "../../src/stripe/options.ts";
import { useLocalStripe } from "./stripe-shop.ts";

const local = useLocalStripe();
const said = { reason_key: "price", reason_text: "It is too dear for what I do with it." };

test.each<[string, Partial<StripeBillingOptions>, Record<string, unknown>, object]>([
  [
    "by default by Stripe's keys alone, without a word of the customer's",
    {},
    said,
    { feedback: "too_expensive", comment: null },
  ],
  [
    "with the customer's words where that is wanted",
    { reasonToStripe: true },
    said,
    { feedback: "too_expensive", comment: said.reason_text },
  ],
  [
    "by the merchant's own mapping",
    { feedback: { price: "switched_service" } },
    said,
    { feedback: "switched_service" },
  ],
  ["by a key that is Stripe's own", {}, { reason_key: "too_complex" }, { feedback: "too_complex" }],
  [
    "by nothing more than that there was a reason, where its key is the merchant's own",
    {},
    { reason_key: "moon_phase" },
    { feedback: "other" },
  ],
  [
    "by nothing, where no reason was given",
    {},
    { reason_key: undefined, reason_text: undefined },
    { feedback: null, comment: null },
  ],
  [
    "cut to what Stripe takes",
    { reasonToStripe: true },
    { reason_text: "x".repeat(2000) },
    { comment: "x".repeat(2000) },
  ],
])("Stripe keeps why a customer left %s", async (_, options, claims, details) => {
  for (const onChurned of ["cancel_at_period_end", "cancel_now"] as const) {
    const shop = await local.startShop({ onChurned, ...options });
    await shop.bringBack(await shop.startFlow(), claims);
    expect(shop.state()?.cancellation_details).toMatchObject(details);
    local.stripe.end(shop.subscription.id);
  }
});

test("an end that was undone and came again names the later reason", async () => {
  const shop = await local.startShop({ onChurned: "cancel_at_period_end" });
  const flow = await shop.leave();
  local.clock.now += 60_000;
  await shop.bringBack(flow, { outcome: "recovered" });
  local.clock.now += 60_000;
  await shop.bringBack(await shop.startFlow(), { reason_key: "unused" });
  expect(shop.state()?.cancellation_details).toMatchObject({ feedback: "unused" });
});
