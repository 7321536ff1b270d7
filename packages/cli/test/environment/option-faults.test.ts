import { expect, test } from "vitest";
import { toConfigurationError } from "../../src/environment/option-faults.ts";

test("the server's complaints name variables", () => {
  const complaint =
    'createRetent: identity.secret: give either secret or jwksUrl, not both; siteOrigins.1: has to be a URL; publicUrl: use https in the environment "prod"; really';
  expect(toConfigurationError(new TypeError(complaint))?.faults).toEqual([
    { variable: "RETENT_IDENTITY_SECRET", message: expect.stringContaining("not both") },
    { variable: "RETENT_SITE_ORIGINS", message: "can't be used: has to be a URL" },
    { variable: "RETENT_PUBLIC_URL", message: 'can\'t be used: use https in the environment "prod"; really' },
  ]);
});

test("any other error is not about options", () => {
  expect(toConfigurationError(new TypeError("x is not a function"))).toBeUndefined();
});
