import { type Html, html } from "@retent/retentbase/internal";

/** One number with what it counts. */
export interface Figure {
  label: string;
  /** Null where there is nothing to count; shares are whole percents. */
  value: number | null;
  isShare?: boolean;
  /** Which change is good news. Default: neither. */
  better?: "more" | "less";
}

/**
 * A figure as a tile, beside it how it has changed; nothing where there is no figure.
 *
 * @param before the same figure of the time before; left out if it is not known
 */
export function tile({ label, value, isShare = false, better }: Figure, before?: Figure): Html | null {
  if (value === null) return null;
  const unit = isShare ? "%" : "";
  const change = before && before.value !== null ? compare(value, before.value, isShare) : undefined;
  const isGood = better !== undefined && (change?.startsWith("+") ? "more" : "less") === better;
  const tone = change === undefined || change === same || better === undefined ? "" : isGood ? "up" : "down";
  return html`<div class="card tile"><b>${value}${unit}${change === undefined ? null : html` <small class="${tone}" title="${before?.value}${unit} in the time before">${change}</small>`}</b>${label}</div>`;
}

const same = "±0";

/** As a percentage, or by how many where that says more: `+67%`, `−3`; of shares in percentage points. */
function compare(value: number, before: number, isShare: boolean): string {
  const difference = value - before;
  if (difference === 0) return same;
  const size = Math.abs(difference);
  const sign = difference > 0 ? "+" : "−";
  if (isShare) return `${sign}${size}\u00a0pts`;
  return before < 10 ? `${sign}${size}` : `${sign}${Math.round((size / before) * 100)}%`;
}
