import { type Html, html } from "@retent/retentbase/internal";

/** What is known, with its label. One without a value is left out. */
export type Fact = readonly [label: string, value: Html | string | null | undefined];

/** @param title stands over the list if there is one */
export function factList(facts: readonly Fact[], title?: string): Html | null {
  const known = facts.filter(([, value]) => value !== null && value !== undefined);
  if (known.length === 0) return null;
  return html`${
    title &&
    html`<h2 class="kind">${title}</h2>
`
  }<dl>
${known.map(
  ([label, value]) => html`<div><dt>${label}</dt><dd>${value}</dd></div>
`,
)}</dl>`;
}
