import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { createEmulator } from "@retent/emulator";
import {
  createStripeEmulator,
  type StripeEmulator,
  type StripeEmulatorOptions,
} from "@retent/stripe-emulator";
import { expect, onTestFinished, test } from "vitest";
import { goodEnvironment, runToEnd } from "../test-host.ts";

const webhookUrl = "http://localhost:8787/api/stripe/webhook";

/** Runs `retent doctor` and returns what it prints about Stripe. */
async function examine(
  options: StripeEmulatorOptions = {},
  env: Record<string, string> = {},
  prepare: (stripe: StripeEmulator) => void = () => {},
  now = Date.now(),
) {
  const emulator = await createEmulator({ port: 0 });
  const stripe = await createStripeEmulator({ port: 0, ...options });
  prepare(stripe);
  onTestFinished(async () => {
    await emulator.close();
    await stripe.close();
  });
  const environment = {
    ...goodEnvironment,
    RETENTBASE_API_KEY: emulator.apiKey,
    RETENTBASE_SIGNING_SECRET: emulator.signingSecret,
    RETENTBASE_API_URL: emulator.url,
    RETENTBASE_CANCEL_URL: emulator.url,
    RETENT_SETTLE: "stripe",
    STRIPE_SECRET_KEY: stripe.secretKey,
    STRIPE_WEBHOOK_SECRET: stripe.webhookSecret,
    STRIPE_API_URL: stripe.url,
    RETENT_STRIPE_ON_CHURNED: "cancel_at_period_end",
    ...env,
  };
  const { code, stdout } = await runToEnd(["doctor"], environment, { now });
  return { code, lines: stdout.split("\n").filter((line) => / stripe /.test(line)) };
}

test("everything passes at Stripe: the key works, and an endpoint gets every event", async () => {
  const { code, lines } = await examine({ webhookUrl });
  expect(lines).toEqual([
    "ok stripe key: a test key, and it works (sandbox)",
    `ok stripe webhook: ${webhookUrl} gets every type of event that is needed`,
    "ok stripe search: it works; customers that Stripe's events have not named yet are found by it",
    "ok stripe portal: it is set up",
    "ok stripe clock: agrees with Stripe's",
  ]);
  expect(code).toBe(0);
});

test("missing event types of the endpoint are named", async () => {
  const enabledEvents = [
    "customer.subscription.deleted",
    "customer.subscription.updated",
    "checkout.session.completed",
  ];
  const { code, lines } = await examine({ webhookUrl, enabledEvents });
  expect(lines[1]).toBe(
    "FAIL stripe webhook: the endpoint we_local does not get customer.subscription.created, invoice.paid, invoice.payment_failed – add them in Stripe's dashboard",
  );
  expect(code).toBe(1);
});

test("a missing endpoint is named, with a remedy", async () => {
  const elsewhere = await examine({ webhookUrl: "http://localhost:9999/" });
  expect(elsewhere.lines[1]).toBe(
    `ok stripe webhook: no endpoint points here; for local testing run stripe listen --forward-to ${webhookUrl}`,
  );
  const { code, lines } = await examine(
    { secretKey: "sk_test_of_this_test", webhookSecret: "whsec_of_this_test" },
    {
      RETENT_PUBLIC_URL: "https://retent.shop.example",
      RETENTBASE_API_KEY: "rb_key_of_these_tests_4f1c9a",
      RETENTBASE_SIGNING_SECRET: goodEnvironment.RETENTBASE_SIGNING_SECRET,
    },
  );
  expect(lines[1]).toMatch(
    /^FAIL stripe webhook: no endpoint points to https:\/\/retent\.shop\.example\/api\/stripe\/webhook – add one .* with checkout/,
  );
  expect(code).toBe(1);
});

test("an endpoint that only gets thin events is named, with a remedy", async () => {
  const { code, lines } = await examine({ webhookUrl, webhookPayload: "thin" });
  expect(lines[1]).toMatch(
    /^FAIL stripe webhook: the event destination ed_local sends thin events.* – .*snapshot/,
  );
  expect(code).toBe(1);
});

test("an endpoint with an extra trailing slash does not count, because the server responds 404 there", async () => {
  const { lines } = await examine({ webhookUrl: `${webhookUrl}/` });
  expect(lines[1]).toContain("no endpoint points here");
});

test("a key that does not work is named, and not shown", async () => {
  const { code, lines } = await examine({}, { STRIPE_SECRET_KEY: "sk_test_canary_51Hq7Z" });
  expect(lines).toEqual([
    "FAIL stripe key: Stripe: could not list subscriptions: the secret key is not valid (401) – copy the key into STRIPE_SECRET_KEY again, and check this machine's network access",
  ]);
  expect(code).toBe(1);
});

test("an endpoint that is disabled is named, with a remedy", async () => {
  const { lines } = await examine({ webhookUrl, webhookStatus: "disabled" });
  expect(lines[1]).toBe(
    "FAIL stripe webhook: the endpoint we_local is disabled – enable it in Stripe's dashboard",
  );
});

test("an account without the search works by what events teach, and the operator hears of it", async () => {
  const { code, lines } = await examine({ webhookUrl }, {}, (stripe) => stripe.setSearch("unavailable"));
  expect(lines).toContainEqual(
    expect.stringMatching(/^WARN stripe search: .*found by Stripe's events alone/),
  );
  expect(code).toBe(0);
  const byId = await examine({ webhookUrl }, { RETENT_STRIPE_USER_ID_IS_CUSTOMER: "yes" }, (stripe) =>
    stripe.setSearch("unavailable"),
  );
  expect(byId.lines).toContainEqual(expect.stringMatching(/^ok stripe search: not needed/));
});

test("coupons and prices of offers that Stripe does not know in this mode are named", async () => {
  const offers = {
    known: { coupon: "half" },
    "50% off": { coupon: "gone" },
    over: { coupon: "spent" },
    smaller: { price: "price_small" },
    less: { price: "price_gone" },
    pause: { pauseMonths: 2 },
  };
  const { code, lines } = await examine(
    { webhookUrl },
    { RETENT_STRIPE_ON_OFFER: JSON.stringify(offers) },
    (stripe) => {
      stripe.addCoupon("half");
      stripe.addCoupon("spent", { valid: false });
      stripe.addPrice("price_small", { id: "prod_small", name: "Small" });
    },
  );
  const remedy = "correct RETENT_STRIPE_ON_OFFER, or make it in this mode in Stripe's dashboard";
  expect(lines.filter((line) => line.includes("stripe offers"))).toEqual([
    'ok stripe offers: the coupon of "known" exists',
    `FAIL stripe offers: the coupon of "50% off" does not exist in this mode – ${remedy}`,
    `FAIL stripe offers: the coupon of "over" can't be given any more – ${remedy}`,
    'ok stripe offers: the price of "smaller" exists',
    `FAIL stripe offers: the price of "less" does not exist in this mode – ${remedy}`,
  ]);
  expect(code).toBe(1);
});

test("a portal that is not set up is named, with a remedy", async () => {
  const { lines } = await examine({ webhookUrl, hasPortalConfiguration: false });
  expect(lines).toContainEqual(expect.stringMatching(/^FAIL stripe portal: it is not set up/));
});

test.each([
  // A date has no fractions of a second, so what is said is the least that the clocks can differ.
  [-240_000, "239 s ahead of"],
  [240_000, "240 s behind"],
])("a clock that is off is named, with how far (%i ms)", async (offMs, difference) => {
  const now = Math.floor(Date.now() / 1000) * 1000;
  const options = { webhookUrl, serverNow: () => now + offMs };
  const { lines } = await examine(options, {}, () => {}, now);
  expect(lines.at(-1)).toMatch(
    new RegExp(`^FAIL stripe clock: this machine's clock is ${difference} Stripe's`),
  );
});

test("an endpoint that redirects is named, since Stripe does not follow", async () => {
  const server = createServer((_, response) => {
    response.writeHead(308, { location: "https://www.shop.example/api/stripe/webhook" }).end();
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => void server.close());
  const publicUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const { lines } = await examine({}, { RETENT_PUBLIC_URL: publicUrl });
  expect(lines).toContainEqual(
    expect.stringMatching(
      /^FAIL stripe webhook: .*redirects \(308\), and Stripe does not follow that – set RETENT_PUBLIC_URL/,
    ),
  );
});
