import { expect, test } from "vitest";
import { createBilling } from "../../src/billing.ts";
import { type Environment, readEnvironment } from "../../src/environment.ts";
import { goodEnvironment } from "../test-host.ts";
import { findFaultsIn } from "./find-faults-in.ts";

const [secret, oldSecret] = [
  "whsec_S3Y3LWNhbmFyeS1vZi10aGVzZS10ZXN0cy1vbmx5",
  "whsec_Y2FuYXJ5LW9sZC1zZWNyZXQtb2YtdGhlc2UtdGVzdHM=",
];
const url = "https://hooks.shop.example/canary?key=canary";
const webhook = {
  ...goodEnvironment,
  RETENT_SETTLE: "webhook",
  RETENT_BILLING_URL: url,
  RETENT_BILLING_SECRET: secret,
};

test("both variables become options, and the receiver ends subscriptions", async () => {
  const configuration = readEnvironment({ ...webhook, RETENT_BILLING_SECRET: `${secret}, ${oldSecret}` });
  expect(configuration.webhook).toEqual({ url, secret: [secret, oldSecret] });
  expect(configuration.options.settle).toBeUndefined();
  const { billing } = await createBilling(configuration, { fetch, now: Date.now });
  expect(billing?.whoEnds).toEqual({
    isAutomatic: true,
    sentence: "The receiver of RETENT_BILLING_URL ends subscriptions.",
  });
  expect(readEnvironment(goodEnvironment).webhook).toBeUndefined();
});

test.each<[string, Environment, string, RegExp]>([
  [
    "no URL",
    { RETENT_BILLING_URL: undefined },
    "RETENT_BILLING_URL",
    /is missing: .*copy it from your receiver/,
  ],
  ["no secret", { RETENT_BILLING_SECRET: undefined }, "RETENT_BILLING_SECRET", /is missing: .*openssl/],
  [
    "plain http",
    { RETENT_BILLING_URL: "http://hooks.shop.example/canary" },
    "RETENT_BILLING_URL",
    /plain http/,
  ],
  [
    "a password",
    { RETENT_BILLING_URL: "https://u:canary@shop.example" },
    "RETENT_BILLING_URL",
    /user name or pass/,
  ],
  ["a short secret", { RETENT_BILLING_SECRET: "whsec_Y2FuYXJ5" }, "RETENT_BILLING_SECRET", /24 to 64 bytes/],
  [
    "another form",
    { RETENT_BILLING_SECRET: "canary-of-another-form-0123" },
    "RETENT_BILLING_SECRET",
    /use "whsec_"/,
  ],
  [
    "a secret that can be guessed",
    { RETENT_BILLING_SECRET: `whsec_${btoa("ab".repeat(16))}` },
    "RETENT_BILLING_SECRET",
    /can be guessed/,
  ],
  [
    "the docs' secret",
    { RETENT_BILLING_SECRET: "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw" },
    "RETENT_BILLING_SECRET",
    /published/,
  ],
  [
    "plain http in production",
    {
      RETENTBASE_ENVIRONMENT: "prod",
      RETENT_PUBLIC_URL: "https://retent.shop.example",
      RETENT_BILLING_URL: "http://127.0.0.1:9000/canary",
    },
    "RETENT_BILLING_URL",
    /is plain http/,
  ],
])("%s: the fault names the variable, and never the value", (_, change, variable, message) => {
  const found = findFaultsIn({ ...webhook, ...change });
  expect(Object.keys(found)).toEqual([variable]);
  expect(found[variable]).toMatch(message);
  expect(found[variable]).not.toContain("canary");
});

test("both are refused where nothing would be posted", () => {
  for (const settle of ["manual", undefined]) {
    const found = findFaultsIn({ ...webhook, RETENT_SETTLE: settle });
    expect(Object.keys(found)).toEqual(["RETENT_BILLING_URL", "RETENT_BILLING_SECRET"]);
    expect(found.RETENT_BILLING_URL).toMatch(/RETENT_SETTLE is not webhook: set that to webhook/);
  }
});
