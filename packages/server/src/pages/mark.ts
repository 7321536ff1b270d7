import { type Html, html } from "@retent/retentbase/internal";

/** How a page ended: a sign over its heading, for sighted customers alone, since the heading says the same. */
export type Mark = "done" | "pending" | "problem";

const paths: Record<Mark, string> = {
  done: "M4 12.5 9.5 18 20 6.5",
  pending: "M12 4v8.5l5 3",
  problem: "M12 4v9.5m0 5.5v.1",
};

export function markSign(mark: Mark): Html {
  return html`<svg class="mark ${mark}" viewBox="0 0 24 24" aria-hidden="true"><path d="${paths[mark]}"/></svg>`;
}
