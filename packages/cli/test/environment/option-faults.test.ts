import { OptionsError } from "@retent/server";
import { expect, test } from "vitest";
import { nameVariables, toConfigurationError } from "../../src/environment/option-faults.ts";
import { variableNames, variables } from "../../src/environment/variables.ts";

test("the server's faults name variables", () => {
  const faults = [
    { option: "identity.secret", message: "is the same as resultToken.secret" },
    { option: "siteOrigins.1", message: "must be a URL" },
    { option: "publicUrl", message: 'use https in the environment "prod"; really' },
    { option: "identify", message: "is missing" },
  ];
  const error = toConfigurationError("createRetent", new OptionsError(faults, "createRetent"));
  const message = "can't be used";
  expect(error?.faults).toEqual([
    { variable: "RETENT_IDENTITY_SECRET", message, remedy: "is the same as RETENTBASE_SIGNING_SECRET" },
    { variable: "RETENT_SITE_ORIGINS", message, remedy: "entry 2: must be a URL" },
    { variable: "RETENT_PUBLIC_URL", message, remedy: 'use https in the environment "prod"; really' },
    { variable: "identify", message, remedy: "is missing" },
  ]);
});

test("options with the same name belong to their builders", () => {
  const error = new OptionsError([{ option: "apiUrl", message: "use https" }]);
  const findVariable = (builder: "createRetent" | "createStripeBilling" | "createNotifier") =>
    toConfigurationError(builder, error)?.faults.map(({ variable }) => variable);
  expect(findVariable("createRetent")).toEqual(["RETENTBASE_API_URL"]);
  expect(findVariable("createStripeBilling")).toEqual(["STRIPE_API_URL"]);
  expect(findVariable("createNotifier")).toEqual(["apiUrl"]);
});

test("no two variables become one option", () => {
  const options = variableNames.flatMap((name) => {
    const { option } = variables[name];
    return option ? [`${option.builder} ${option.path}`] : [];
  });
  expect(new Set(options).size).toBe(options.length);
});

test("an option whose name is an ordinary word is left alone in a text", () => {
  expect(nameVariables("plan: siteOrigins of the environment")).toBe(
    "plan: RETENT_SITE_ORIGINS of the environment",
  );
});

test("any other error is not about options", () => {
  expect(toConfigurationError("createRetent", new TypeError("x is not a function"))).toBeUndefined();
});
