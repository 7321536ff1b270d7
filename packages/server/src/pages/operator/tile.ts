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

/** The same figure of another time, and what that time is called. */
interface Earlier {
  figure: Figure | undefined;
  period: string;
}

/**
 * A figure as a tile, below it how it has changed; nothing where there is no figure.
 *
 * @param earlier what it is compared with; left out if that is not known
 */
export function tile({ label, value, isShare = false, better }: Figure, earlier?: Earlier): Html | null {
  if (value === null) return null;
  const before = earlier?.figure?.value ?? null;
  const change = before === null ? 0 : value - before;
  const tone = better === undefined || change === 0 ? "" : change > 0 === (better === "more") ? "up" : "down";
  const said = earlier && before !== null && `${describeChange(change, isShare)} ${earlier.period}`;
  return html`<div class="card tile"><b>${value}${isShare ? "%" : ""}</b>${label}${said && html`<small class="${tone}">${said}</small>`}</div>`;
}

/** Counts are compared by how many, and shares in percentage points. */
function describeChange(change: number, isShare: boolean): string {
  if (change === 0) return "Same as";
  const size = Math.abs(change);
  if (!isShare) return `${size} ${change > 0 ? "more" : "fewer"} than`;
  return `${size} ${size === 1 ? "point" : "points"} ${change > 0 ? "more" : "less"} than`;
}
