import { expect, test } from "vitest";
import { html } from "../src/html.ts";

test("escapes values, keeps its own markup, joins lists and leaves out nothing-values", () => {
  const part = html`<b>${`<&>"'`}</b>`;
  expect(html`${part}${[part, "<"]}${null}${undefined}${false}${0}`.markup).toBe(
    "<b>&lt;&amp;&gt;&quot;&#39;</b><b>&lt;&amp;&gt;&quot;&#39;</b>&lt;0",
  );
});

test("an object from somewhere else that looks like markup is not taken for it", () => {
  expect(html`${{ markup: "<script>" } as never}`.markup).toBe("[object Object]");
});
