import { expect, test } from "vitest";
import { html } from "../../src/http/html.ts";

test("escapes values, keeps its own markup, joins lists and leaves out nothing-values", () => {
  const part = html`<b>${`<&>"'`}</b>`;
  expect(html`${part}${[part, "<"]}${null}${undefined}${false}${0}`.markup).toBe(
    "<b>&lt;&amp;&gt;&quot;&#39;</b><b>&lt;&amp;&gt;&quot;&#39;</b>&lt;0",
  );
});

test("an object from somewhere else that looks like markup is escaped", () => {
  expect(html`${{ markup: "<script>" }}`.markup).toBe("{&quot;markup&quot;:&quot;&lt;script&gt;&quot;}");
});
