import { expect, test } from "vitest";
import { isRetentBaseError, RetentBaseError } from "../src/client/error.ts";
import { isTokenError, TokenError } from "../src/jwt/token-error.ts";
import { isOptionsError, optionError } from "../src/options-error.ts";

const cause = new Error("the cause");

test.each([
  ["RetentBaseError", isRetentBaseError, new RetentBaseError("timeout", "message", { cause }), "timeout"],
  ["TokenError", isTokenError, new TokenError("expired", "message", { cause }), "expired"],
  ["OptionsError", isOptionsError, optionError("apiKey", "is missing"), "invalid_options"],
] as const)(
  "%s has a code, and its guard knows it, also one of another copy of the class",
  (name, is, error, code) => {
    expect(error).toMatchObject({ name, code });
    expect(is(error)).toBe(true);
    expect(is(Object.assign(new Error("from another copy"), { name, code }))).toBe(true);
    expect(is(Object.assign(new Error("of another library"), { code }))).toBe(false);
    expect(is({ name, code })).toBe(false);
    expect(is(undefined)).toBe(false);
  },
);

test("an error keeps its cause, and has none unless it is given", () => {
  expect(new TokenError("expired", "message", { cause }).cause).toBe(cause);
  expect("cause" in new TokenError("expired", "message")).toBe(false);
});

test("wrong options are a TypeError", () => {
  expect(optionError("apiKey", "is missing")).toBeInstanceOf(TypeError);
});
