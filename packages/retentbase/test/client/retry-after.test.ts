import { expect, test } from "vitest";
import { parseRetryAfter } from "../../src/client/retry-after.ts";

const now = Date.parse("2026-03-01T00:00:00Z");

test.each<[string | null, number | undefined]>([
  ["0", 0],
  ["120", 120_000],
  [" 5 ", 5000],
  ["Sun, 01 Mar 2026 00:00:10 GMT", 10_000],
  ["Sat, 28 Feb 2026 00:00:00 GMT", 0],
  [null, undefined],
  ["", undefined],
  ["-5", undefined],
  ["1.5", undefined],
  ["1e3", undefined],
  ["soon", undefined],
  ["2026-03-02", undefined],
  ["Sun, nonsense", undefined],
])("%j means %j ms", (header, wait) => {
  expect(parseRetryAfter(header, now)).toBe(wait);
});
