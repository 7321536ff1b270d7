import { expect, test } from "vitest";
import { createRedact } from "../src/redact.ts";

const secret = 'key "1"/ä+?>~';
const redact = createRedact([secret, "key", "cat"]);
const base64 = (text: string) => Buffer.from(text).toString("base64");

test.each([
  ["as it is", `no ${secret}!`, "no [redacted]!"],
  ["in JSON", JSON.stringify({ secret }), '{"secret":"[redacted]"}'],
  ["in a URL", `/?a=${encodeURIComponent(secret)}`, "/?a=[redacted]"],
  ["in a URL in lower case", "/?a=key%20%221%22%2f%c3%a4%2b%3f%3e~", "/?a=[redacted]"],
  ["in a form", String(new URLSearchParams({ a: secret })), "a=[redacted]"],
])("a secret is taken out %s", (_, text, rest) => {
  expect(redact(text)).toBe(rest);
});

test.each(["", "a", "ab", "abc"])("a secret is taken out of base64 that starts with “%s”", (before) => {
  for (const encoding of ["base64", "base64url"] as const) {
    const rest = redact(`Basic ${Buffer.from(`${before}${secret}!`).toString(encoding)}`);
    // What is left at its ends are bits of the neighbours.
    expect(rest).toMatch(/^Basic [\w+/-]{0,4}\[redacted\][\w+/=-]{0,4}$/);
  }
});

test("of a secret that is part of another, nothing of the longer one stays", () => {
  expect(createRedact(["secret", "secret_old"])("secret_old, secret")).toBe("[redacted], [redacted]");
});

test("what is too short to be a secret stays, and so does everything else", () => {
  const text = `a key for the cat, ${base64("something else")}`;
  expect(redact(text)).toBe(text);
});

test("half a surrogate pair is no reason to fail", () => {
  expect(createRedact(["half \ud800"])("a half \ud800 here")).toBe("a [redacted] here");
});
