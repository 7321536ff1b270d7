import { type Html, html } from "@retent/retentbase/internal";
import type { ReasonCount } from "../../statistics/count-reasons.ts";
import { sum } from "./chart.ts";
import { describeReason } from "./terms.ts";
import { toShares } from "./to-shares.ts";

/** Why customers cancelled, as far as they said so. */
export interface ReasonList {
  /** The most frequent first. */
  counts: readonly ReasonCount[];
  /** How many cancellations were looked at, if there are older ones in the same time. */
  limit?: number | undefined;
}

const shownReasons = 5;

/** The most frequent reasons as bars; the customers' own words are not among them. */
export function reasonBars({ counts, limit }: ReasonList): Html {
  const given = sum(counts.map(({ count }) => count));
  const top = counts.slice(0, shownReasons);
  const others = given - sum(top.map(({ count }) => count));
  const shares = toShares([...top.map(({ count }) => count), others]);
  const bar = (label: Html | string, count: number, index: number) =>
    html`<li>${label} <span><b>${count}</b> · ${shares[index]}%</span><svg viewBox="0 0 ${given} 1" preserveAspectRatio="none" aria-hidden="true"><path class="s0" d="M0 0h${count}v1H0z"/></svg></li>`;
  return html`<div class="card"><h3>Reasons customers gave</h3>
${given === 0 ? html`<p class="note">None.</p>` : html`<ul class="reasons">${top.map(({ key, count }, index) => bar(describeReason(key), count, index))}${others > 0 ? bar("Other reasons", others, top.length) : null}</ul>`}
${limit === undefined ? null : html`<p class="note">Of the newest ${limit} cancellations.</p>`}</div>`;
}
