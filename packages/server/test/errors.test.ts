import { expect, test, vi } from "vitest";
import { BillingEventError, isBillingEventError } from "../src/billing/billing-event.ts";
import { isStoreError, StoreError } from "../src/store.ts";

const cause = new Error("the cause");

test.each([
  ["StoreError", isStoreError, new StoreError("full", "no room", { cause }), "full"],
  [
    "BillingEventError",
    isBillingEventError,
    new BillingEventError("malformed", "no JSON", { cause }),
    "malformed",
  ],
] as const)(
  "%s has a code and a cause, and its guard knows it, also one of another copy of the class",
  (name, is, error, code) => {
    expect(error).toMatchObject({ name, code, cause });
    expect(is(error)).toBe(true);
    expect(is(Object.assign(new Error("from another copy"), { name, code }))).toBe(true);
    expect(is(new Error("of another library"))).toBe(false);
  },
);

test("a StoreError and a BillingEventError built as in version 0.1 still work, with one warning each", () => {
  const warn = vi.spyOn(console, "warn").mockImplementation(() => {});
  try {
    const full = new StoreError("no room", { code: "full", cause });
    expect(full).toMatchObject({ message: "no room", code: "full", cause });
    expect(new StoreError("it is closed")).toMatchObject({ message: "it is closed", code: "unavailable" });
    expect(new BillingEventError("not ours", { cause })).toMatchObject({
      message: "not ours",
      code: "malformed",
      cause,
    });
    expect(warn.mock.calls).toEqual([
      ["retent: new StoreError(message) is now new StoreError(code, message)"],
      ["retent: new BillingEventError(message) is now new BillingEventError(code, message)"],
    ]);
  } finally {
    warn.mockRestore();
  }
});
