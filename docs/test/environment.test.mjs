import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";
import { fromRoot } from "@retent/test-support/tools";
import { expect, test } from "vitest";
import { blocksIn } from "./documents.mjs";
import { isVariable, variablesIn } from "./variables-in.mjs";

const built = (path) => import(pathToFileURL(fromRoot(`packages/cli/src/${path}`)).href);
const { readEnvironment } = await built("environment.ts");
const { variablesSchema } = await built("environment/variables.ts");

const secret = "3f9c1d52a7e84b60c5d1f0a98e7b6c24";
const identitySecret = "b81e07f4d2c93a65e0f7c8d1a4b29536";
/** What a reader puts where a document leaves a value to them. */
const ownValues = {
  RETENTBASE_API_KEY: "a-key-of-this-test",
  RETENTBASE_SIGNING_SECRET: secret,
  RETENT_IDENTITY_JWKS_URL: "https://keys.shop.example/jwks.json",
  RETENT_IDENTITY_SECRET: identitySecret,
  RETENT_HEALTH_TOKEN: "password_of_this_test_long_enough_1",
  STRIPE_SECRET_KEY: "sk_test_of_this_test",
  STRIPE_WEBHOOK_SECRET: "whsec_of_this_test",
};
const isLeftOpen = (value) => /^(…|[A-Z][A-Z\d-]*)$/.test(value);

function fillIn(name, value) {
  if (isLeftOpen(value)) return ownValues[name] ?? "a value of this test";
  return value
    .replaceAll(/\$\(openssl rand -base64 32\)/g, Buffer.from(secret).toString("base64"))
    .replaceAll(/YOUR-/g, "MY-")
    .replaceAll("…", "one");
}

/** What a block takes for granted: every server needs these. */
function withTheRest(variables) {
  const has = (...names) => names.some((name) => name in variables);
  return {
    RETENTBASE_API_KEY: ownValues.RETENTBASE_API_KEY,
    ...(!has("RETENTBASE_JWKS_URL") && { RETENTBASE_SIGNING_SECRET: secret }),
    ...(!has("RETENT_IDENTITY_JWKS_URL", "RETENT_IDENTITY_MEMBERSTACK_KEY", "RETENT_IDENTITY_SECRET") && {
      RETENT_IDENTITY_SECRET: identitySecret,
    }),
    ...(variables.RETENTBASE_ENVIRONMENT === "prod" && { RETENT_SETTLE: "manual" }),
    ...(variables.RETENT_SETTLE === "stripe" && { RETENT_STRIPE_ON_CHURNED: "nothing" }),
    ...variables,
  };
}

const environments = blocksIn("sh").filter(({ code }) => Object.keys(variablesIn(code)).some(isVariable));

test.each(environments.map(({ place, code }) => [place, code]))(
  "a server starts with the variables of %s",
  (_, code) => {
    const given = Object.entries(variablesIn(code)).map(([name, value]) => [name, fillIn(name, value)]);
    expect(() => readEnvironment(withTheRest(Object.fromEntries(given)))).not.toThrow();
  },
);

/** The rows of the command's table: names in the first cell, defaults in the last one. */
const rows = [...readFileSync(fromRoot("packages/cli/README.md"), "utf8").matchAll(/^\| (`[A-Z_]+`.*) \|$/gm)]
  .map(([, row]) => row.split("|"))
  .map((cells) =>
    [cells[0], cells.at(-1)].map((cell) => [...cell.matchAll(/`([^`]+)`/g)].map(([, code]) => code)),
  );

const withDefaults = rows.flatMap(([names, defaults]) =>
  names
    .map((name, index) => [name, variablesSchema.shape[name].safeParse(undefined).data, defaults[index]])
    .filter(([, value]) => value !== undefined),
);

test.each(withDefaults)("%s is %s where it is left out, and the table says so", (_, value, documented) => {
  expect(documented).toBe(String(value));
});

test("the table has the variables that have a default", () => {
  expect(withDefaults.length).toBeGreaterThan(5);
});
