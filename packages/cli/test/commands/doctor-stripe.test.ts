import { createEmulator } from "@retent/emulator";
import { createStripeEmulator, type StripeEmulatorOptions } from "@retent/stripe-emulator";
import { expect, onTestFinished, test } from "vitest";
import { goodEnvironment, runToEnd } from "../test-host.ts";

const webhookUrl = "http://localhost:8787/api/stripe/webhook";

/** Runs `retent doctor` and returns what it prints about Stripe. */
async function examine(options: StripeEmulatorOptions = {}, env: Record<string, string> = {}) {
  const emulator = await createEmulator({ port: 0 });
  const stripe = await createStripeEmulator({ port: 0, ...options });
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
  const { code, stdout } = await runToEnd(["doctor"], environment, { now: Date.now() });
  return { code, lines: stdout.split("\n").filter((line) => / stripe /.test(line)) };
}

test("everything passes at Stripe: the key works, and an endpoint gets every event", async () => {
  const { code, lines } = await examine({ webhookUrl });
  expect(lines).toEqual([
    "ok stripe key: a test key, and it works (sandbox)",
    `ok stripe webhook: ${webhookUrl} gets every type of event that is needed`,
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
