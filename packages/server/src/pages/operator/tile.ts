import { type Html, html } from "@retent/retentbase/internal";

/**
 * One figure with what it counts; left out where there is none.
 *
 * @param before the same figure of the time before; left out if it is not known
 */
export function tile(
  label: string,
  value: string | number | null,
  before?: string | number | null,
): Html | null {
  if (value === null) return null;
  const isKnown = before !== undefined && before !== null;
  return html`<div class="card tile"><b>${value}</b>${label}${isKnown ? html`<small>Before: ${before}</small>` : null}</div>`;
}
