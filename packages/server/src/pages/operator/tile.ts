import { type Html, html } from "@retent/retentbase/internal";

/** One figure with what it counts; left out where there is none. */
export function tile(label: string, value: string | number | null): Html | null {
  return value === null ? null : html`<div class="card tile"><b>${value}</b>${label}</div>`;
}
