import { expect, test } from "vitest";
import { findSpellings } from "./find-spellings.ts";

const secret = 'canary "1"/ä+?>';

test.each([
  ["plain", secret],
  ["in JSON", JSON.stringify({ secret })],
  ["in a URL", `https://shop.example/?secret=${encodeURIComponent(secret)}`],
  ["in a form", String(new URLSearchParams({ secret }))],
  ["in hexadecimal", Buffer.from(secret).toString("hex")],
  ...["", "a", "bc", "def"].flatMap((before) => [
    [`in base64, ${before.length} bytes in`, Buffer.from(`${before}${secret}?`).toString("base64")],
    [`in base64url, ${before.length} bytes in`, Buffer.from(`${before}${secret}?`).toString("base64url")],
  ]),
])("a secret is found %s", (_, output) => {
  expect(findSpellings(`before ${output} after`, ["another one", secret])).not.toEqual([]);
});

test("a secret that is not there is not found", () => {
  expect(findSpellings("canary 1 and nothing else", [secret])).toEqual([]);
});
