import { type Html, html } from "@retent/retentbase/internal";
import { noMorePayments } from "./payments-left.ts";
import type { Terms } from "./receipt-facts.ts";
import type { Decided } from "./return-page.ts";
import { describeInLines, type Wording } from "./wording.ts";

/**
 * How a decision stands, a paragraph for each thing, with what is still to be paid.
 *
 * @param now milliseconds since the epoch
 */
export function standingLines(
  cancellation: Decided,
  terms: Terms | null,
  wording: Wording,
  now: number,
): Html {
  const lines = describeInLines(cancellation, wording, now, terms).map(
    (line) => html`<p>${line}</p>
`,
  );
  return html`${lines}${noMorePayments(cancellation, terms, wording)}`;
}
