import { type Html, html } from "@retent/retentbase/internal";

/** One kind of what is counted, over all days. */
export interface Series {
  label: string;
  values: readonly number[];
}

interface Chart {
  /** Names the chart's parts in the page. */
  id: string;
  title: string;
  /** What the bars count. */
  unit: string;
  /** The first of the days, and the last one. */
  ends: readonly [first: string, last: string];
  /** What a reader of each bar gets to know, by day. */
  tips: readonly string[];
  series: readonly Series[];
  /** Index of each series' colour. */
  colors: readonly number[];
  /** What the bars leave out. */
  note?: string;
}

const dayWidth = 10;
const barWidth = 7;
const height = 100;

/** Bars of several parts, drawn without any script; the figures stand in a table besides. */
export function stackedBars({ id, title, unit, ends, tips, series, colors, note }: Chart): Html {
  const totals = tips.map((_, day) => sum(series.map(({ values }) => values[day] ?? 0)));
  if (sum(totals) === 0) return html`<div class="card"><h3>${title}</h3><p class="note">None.</p></div>`;
  const max = roundUp(Math.max(...totals));
  const toHeight = (count: number) => Math.round((count / max) * height * 10) / 10;
  const tops = tips.map(() => height);
  const paths = series.map(({ values }) =>
    values
      .map((count, day) => {
        if (count === 0) return "";
        const top = (tops[day] ?? height) - toHeight(count);
        tops[day] = top;
        return `M${day * dayWidth + 1} ${top.toFixed(1)}h${barWidth}v${toHeight(count)}h-${barWidth}z`;
      })
      .join(""),
  );
  const summary = series.map(({ label, values }) => `${label}: ${sum(values)}`).join("; ");
  return html`<div class="card"><h3>${title}</h3>
<p class="axis" aria-hidden="true">${unit}</p>
<div class="plot">${[max, max / 2, 0].map((value) => html`<span aria-hidden="true">${value}</span>`)}
<svg viewBox="0 0 ${tips.length * dayWidth} ${height}" preserveAspectRatio="none" role="img" aria-labelledby="${id}-t ${id}-d"><title id="${id}-t">${title}, by day</title><desc id="${id}-d">${summary}. The table below has each day.</desc>${paths.map((path, index) => (path === "" ? null : html`<path class="s${colors[index] ?? 0}" d="${path}"/>`))}${totals.map((total, day) => (total === 0 ? null : html`<rect class="tip" x="${day * dayWidth}" width="${dayWidth}" height="${height}"><title>${tips[day]}</title></rect>`))}</svg>
<p aria-hidden="true"><span>${ends[0]}</span><span>Day (UTC)</span><span>${ends[1]}</span></p></div>
<ul class="keys">${series.map(({ label, values }, index) => html`<li><i class="s${colors[index] ?? 0}"></i>${label} <b>${sum(values)}</b></li>`)}</ul>${note && html`<p class="note">${note}</p>`}</div>`;
}

export function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

/** The next number that is easy to read on an axis, and half of it too. */
function roundUp(value: number): number {
  if (value <= 4) return 4;
  const power = 10 ** Math.floor(Math.log10(value));
  return power * ([1, 2, 4, 6, 10].find((step) => step * power >= value) ?? 10);
}
