import { describe, expect, test } from "vitest";
import { createRetent } from "../../src/create-retent.ts";
import { createSqliteStore } from "../../src/stores/sqlite/sqlite-store.ts";
import { createStripeBilling } from "../../src/stripe/create-stripe-billing.ts";
import type { StripeBillingOptions } from "../../src/stripe/options.ts";
import { secretKey, webhookSecret } from "./stripe-messages.ts";

const good = { secretKey, webhookSecret };

test.each<[string, Partial<StripeBillingOptions>, RegExp]>([
  ["a publishable key", { secretKey: "pk_test_51Hcanary" }, /secretKey/],
  ["no key", { secretKey: "" }, /secretKey/],
  ["an endpoint's id for its secret", { webhookSecret: "we_canary" }, /webhookSecret/],
  ["no secret", { webhookSecret: [] }, /webhookSecret/],
  ["a secret with white space", { webhookSecret: [webhookSecret, "whsec_canary "] }, /webhookSecret/],
  ["an action that is none", { onChurned: "refund" as never }, /onChurned/],
  [
    "an offer that does two things",
    { onOffer: { half: { coupon: "c", price: "p" } as never } },
    /onOffer\.half/,
  ],
  ["a pause without end", { onOffer: { pause: { pauseMonths: 0 } } }, /onOffer\.pause/],
  ["a price without a name", { onOffer: { less: { price: "" } } }, /onOffer\.less/],
  ["a quantity of none", { onOffer: { less: { quantity: 0 } } }, /onOffer\.less/],
  ["a trial of years", { onOffer: { trial: { extendTrialDays: 4000 } } }, /onOffer\.trial/],
  ["once with nothing to give", { onOffer: { half: { once: true } as never } }, /onOffer\.half/],
  ["once as a text", { onOffer: { half: { coupon: "c", once: "canary" } as never } }, /onOffer\.half/],
  ["a feedback that Stripe does not have", { feedback: { price: "canary" as never } }, /feedback\.price/],
  ["words for Stripe as a text", { reasonToStripe: "canary" as never }, /reasonToStripe/],
  ["an API by plain http", { apiUrl: "http://canary.example" }, /apiUrl/],
  ["an API with a password", { apiUrl: "https://user:canary@stripe.example" }, /apiUrl/],
  ["a key for metadata that would end a query", { userIdKey: "x']:'canary" }, /userIdKey/],
])("%s is refused at construction, by the option's name and without its value", (_, options, message) => {
  const build = () => createStripeBilling({ ...good, ...options });
  expect(build).toThrow(TypeError);
  expect(build).toThrow(message);
  expect(build).not.toThrow(/canary/);
});

describe("a billing whose key is for another environment", () => {
  const build = (key: string, environment: "sandbox" | "prod") =>
    createRetent({
      apiKey: "rb_key_of_these_tests_4f1c9a",
      resultToken: { secret: "a signing secret of these tests, long enough", audience: "ws_1" },
      environment,
      publicUrl: "https://shop.example/api/retent",
      identify: () => null,
      store: createSqliteStore({ file: ":memory:" }),
      billing: createStripeBilling({ ...good, secretKey: key }),
    });

  test("is refused", () => {
    expect(() => build("sk_live_of_these_tests", "sandbox")).toThrow(/billing: its keys are for "prod"/);
    expect(() => build("rk_test_of_these_tests", "prod")).toThrow(/billing: its keys are for "sandbox"/);
    expect(() => build("rk_live_of_these_tests", "prod")).not.toThrow();
  });
});
