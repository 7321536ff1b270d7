import { type Html, html } from "@retent/retentbase/internal";

/** How a page ended: a sign over its heading, for sighted customers alone, since the heading says the same. */
export type Mark = "done" | "pending" | "problem" | "locked";

const paths: Record<Mark, string> = {
  done: "M4 12.5 9.5 18 20 6.5",
  pending: "M12 6.5v6l3.5 2M12 2.5a9.5 9.5 0 1 0 .1 0",
  problem: "M12 4v9.5m0 5.5v.1",
  locked: "M8 11V8a4 4 0 0 1 8 0v3M5.5 11h13v8.5h-13z",
};

export function markSign(mark: Mark): Html {
  return html`<svg class="mark ${mark}" viewBox="0 0 24 24" aria-hidden="true"><path d="${paths[mark]}"/></svg>`;
}
