import { createRetent } from "@retent/server";
import { createSqliteStore } from "@retent/server/sqlite";
import { describe, expect, test } from "vitest";
import { createBilling } from "../../src/billing.ts";
import { ConfigurationError, formatProblem } from "../../src/environment/configuration-error.ts";
import { type Environment, readEnvironment } from "../../src/environment.ts";
import { goodEnvironment } from "../test-host.ts";

const key = "sk_test_canary_51Hq7ZbK2";
const secret = "whsec_canary_4Kd82Qp6";
const stripe = {
  ...goodEnvironment,
  RETENT_SETTLE: "stripe",
  STRIPE_SECRET_KEY: key,
  STRIPE_WEBHOOK_SECRET: secret,
  RETENT_STRIPE_ON_CHURNED: "cancel_at_period_end",
};

function findFaultsIn(env: Environment): Record<string, string> {
  try {
    readEnvironment(env);
    return {};
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error;
    expect(error.message).not.toContain("canary");
    return Object.fromEntries(error.faults.map((fault) => [fault.variable, formatProblem(fault)]));
  }
}

test("every variable becomes its option, and a server can be built from them", async () => {
  const configuration = readEnvironment({
    ...stripe,
    STRIPE_WEBHOOK_SECRET: `${secret}, ${secret}_old`,
    STRIPE_API_URL: "http://127.0.0.1:4011",
    RETENT_STRIPE_USER_KEY: "customer_id",
    RETENT_STRIPE_USER_ID_IS_CUSTOMER: "yes",
    RETENT_STRIPE_ON_CHURNED: "cancel_at_period_end",
    RETENT_STRIPE_ON_OFFER: '{"50% off": {"coupon": "half"}}',
  });
  expect(configuration.stripe).toEqual({
    secretKey: key,
    webhookSecret: [secret, `${secret}_old`],
    apiUrl: "http://127.0.0.1:4011",
    userIdKey: "customer_id",
    userIdIsCustomer: true,
    onChurned: "cancel_at_period_end",
    onOffer: { "50% off": { coupon: "half" } },
  });
  const { billing } = await createBilling(configuration, { fetch, now: Date.now });
  if (!billing) throw new Error("no billing");
  const store = createSqliteStore({ file: ":memory:" });
  const { publicUrl } = createRetent({ ...configuration.options, billing, store });
  expect(publicUrl).toBe("http://localhost:8787/api");
  await store.close();
});

test("RETENT_STRIPE_ON_CHURNED is required, even if nothing happens at Stripe", async () => {
  const { RETENT_STRIPE_ON_CHURNED: _, ...unsaid } = stripe;
  expect(findFaultsIn(unsaid)).toEqual({
    RETENT_STRIPE_ON_CHURNED: expect.stringMatching(
      /is missing: .*cancel_at_period_end, cancel_now, or nothing/,
    ),
  });
  const nothing = readEnvironment({ ...stripe, RETENT_STRIPE_ON_CHURNED: "nothing" }).stripe;
  expect(nothing).toEqual({ secretKey: key, webhookSecret: [secret], onChurned: "nothing" });
  expect(
    (await createBilling({ stripe: nothing, webhook: undefined }, { fetch, now: Date.now })).billing?.whoEnds,
  ).toEqual({
    isAutomatic: false,
    sentence: expect.stringContaining("Nothing on this server ends subscriptions at Stripe"),
  });
  expect(readEnvironment(goodEnvironment).stripe).toBeUndefined();
});

describe("a fault names the variable, and never the value:", () => {
  test.each<[string, Environment, string, RegExp]>([
    ["no key", { STRIPE_SECRET_KEY: undefined }, "STRIPE_SECRET_KEY", /is missing: RETENT_SETTLE is stripe/],
    [
      "no secret",
      { STRIPE_WEBHOOK_SECRET: undefined },
      "STRIPE_WEBHOOK_SECRET",
      /is missing: .*webhook endpoint in Stripe's dashboard.*\/api\/stripe\/webhook.*signing secret, which begins with whsec_/,
    ],
    [
      "a publishable key",
      { STRIPE_SECRET_KEY: "pk_test_canary" },
      "STRIPE_SECRET_KEY",
      /must be a secret key/,
    ],
    ["a placeholder", { STRIPE_SECRET_KEY: "sk_test_xxxxxxxx" }, "STRIPE_SECRET_KEY", /placeholder/],
    [
      "a live key in the sandbox",
      { STRIPE_SECRET_KEY: "sk_live_canary" },
      "STRIPE_SECRET_KEY",
      /live key.*sandbox/,
    ],
    [
      "a live restricted key in the sandbox",
      { STRIPE_SECRET_KEY: "rk_live_canary" },
      "STRIPE_SECRET_KEY",
      /live key/,
    ],
    [
      "a test key in production",
      { RETENTBASE_ENVIRONMENT: "prod", RETENT_PUBLIC_URL: "https://retent.shop.example" },
      "STRIPE_SECRET_KEY",
      /test key.*prod/,
    ],
    ["an endpoint's id", { STRIPE_WEBHOOK_SECRET: `${secret},we_canary` }, "STRIPE_WEBHOOK_SECRET", /whsec_/],
    ["an extra comma", { STRIPE_WEBHOOK_SECRET: `${secret},` }, "STRIPE_WEBHOOK_SECRET", /empty entry/],
    ["plain http", { STRIPE_API_URL: "http://stripe.example" }, "STRIPE_API_URL", /plain http/],
    [
      "an unknown action",
      { RETENT_STRIPE_ON_CHURNED: "refund" },
      "RETENT_STRIPE_ON_CHURNED",
      /must be one of/,
    ],
    ["offers that are not JSON", { RETENT_STRIPE_ON_OFFER: "half" }, "RETENT_STRIPE_ON_OFFER", /JSON object/],
    [
      "a key for metadata with a space",
      { RETENT_STRIPE_USER_KEY: "user id" },
      "RETENT_STRIPE_USER_KEY",
      /letters/,
    ],
    [
      "the local Stripe's secret beyond this machine",
      {
        RETENT_PUBLIC_URL: "https://retent.shop.example",
        STRIPE_WEBHOOK_SECRET: "whsec_of_the_local_stripe_api",
      },
      "STRIPE_WEBHOOK_SECRET",
      /published/,
    ],
    [
      "a mistyped name",
      { RETENT_STRIPE_ON_CHURN: "cancel_now" },
      "RETENT_STRIPE_ON_CHURN",
      /did you mean RETENT_STRIPE_ON_CHURNED/,
    ],
  ])("%s", (_, change, variable, message) => {
    const faults = findFaultsIn({ ...stripe, ...change });
    expect(Object.keys(faults)).toEqual([variable]);
    expect(faults[variable]).toMatch(message);
  });

  test.each(["token", undefined])("Stripe's variables if RETENT_SETTLE is %s", (settle) => {
    const faults = findFaultsIn({ ...stripe, RETENT_SETTLE: settle, RETENT_STRIPE_ON_CHURNED: "cancel_now" });
    expect(Object.keys(faults)).toEqual([
      "STRIPE_SECRET_KEY",
      "STRIPE_WEBHOOK_SECRET",
      "RETENT_STRIPE_ON_CHURNED",
    ]);
    for (const message of Object.values(faults)) expect(message).toMatch(/RETENT_SETTLE is not stripe/);
  });

  test("an offer with an unknown action", async () => {
    const configuration = readEnvironment({
      ...stripe,
      RETENT_STRIPE_ON_OFFER: '{"gift": {"car": "red"}}',
    });
    await expect(createBilling(configuration, { fetch, now: Date.now })).rejects.toThrow(
      /RETENT_STRIPE_ON_OFFER can't be used: gift: use one of/,
    );
  });
});
