import { expect, test } from "vitest";
import { parseAcceptLanguage } from "../../src/http/accept-language.ts";

test.each([
  ["", []],
  ["de", ["de"]],
  ["da, en-gb;q=0.8, en;q=0.7", ["da", "en-gb", "en"]],
  ["en;q=0.5, fr;q=0.9,de", ["de", "fr", "en"]],
  ["de;q=0.8, fr;q=0.8", ["de", "fr"]],
  ["de ; Q=0.3 , fr; q=0.301", ["fr", "de"]],
  ["de;q=0, fr;q=0.000, en;q=0.001", ["en"]],
  ["*, de;q=0.5", ["*", "de"]],
  ["de;q=2, fr;q=-1, it;q=0.1234, es;q=x, nl;level=1, sv", ["sv"]],
  [", ,de,,", ["de"]],
  ["<script>, de/../x, fr", ["fr"]],
])("%j asks for %j", (header, ranges) => {
  expect(parseAcceptLanguage(header)).toEqual(ranges);
});
