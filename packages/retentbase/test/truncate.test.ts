import { expect, test } from "vitest";
import { truncate } from "../src/truncate.ts";

test.each([
  ["fits", 4, "fits"],
  ["too long", 4, "too…"],
  ["", 4, ""],
])("%j in %i characters is %j", (text, maxLength, shown) => {
  expect(truncate(text, maxLength)).toBe(shown);
});

test("half an emoji is left out", () => {
  expect(truncate("ab😀cd", 4)).toBe("ab…");
});
