import { type Html, html } from "@retent/retentbase/internal";
import type { FallbackReason } from "../../retent-event.ts";
import {
  linkTimes,
  settleTimes,
  toFallbackName,
  toLinkTimeName,
  toSettleTimeName,
} from "../../statistics/count-names.ts";
import type { DailyStatistics } from "../../store-queries.ts";
import { stackedBars, sum } from "./chart.ts";
import { type OperatorConfig, operatorPath, toDate } from "./operator-layout.ts";
import { tile } from "./tile.ts";

/** So many days, today among them, are shown. */
export const shownDays = 30;

const dayMs = 86_400_000;

const reasonTerms: Record<FallbackReason, string> = {
  timeout: "RetentBase took too long",
  unreachable: "RetentBase could not be reached",
  rejected: "RetentBase refused",
  rate_limited: "RetentBase had too many requests",
};

/** A day with what its figures add up to. */
interface Day extends Pick<DailyStatistics, "day" | "started" | "churned" | "recovered"> {
  open: number;
  fast: number;
  fair: number;
  slow: number;
  fallbacks: number;
  /** Settled on this day, within 10 seconds of the decision, and at all. */
  settledSoon: number;
  settled: number;
  reasons: Record<FallbackReason, number>;
}

/** @param now milliseconds since the epoch */
export function toDays(statistics: readonly DailyStatistics[], now: number): Day[] {
  const today = Math.floor(now / dayMs) * dayMs;
  const known = new Map(statistics.map((each) => [each.day, each]));
  return Array.from({ length: shownDays }, (_, index) => {
    const day = today - (shownDays - 1 - index) * dayMs;
    return toDay(known.get(day) ?? { day, started: 0, churned: 0, recovered: 0, counts: {} });
  });
}

function toDay({ day, started, churned, recovered, counts }: DailyStatistics): Day {
  const links = (isMeant: (time: (typeof linkTimes)[number]) => boolean) =>
    sum(linkTimes.filter(isMeant).map((time) => counts[toLinkTimeName(time)] ?? 0));
  const reasons = Object.fromEntries(
    Object.keys(reasonTerms).map((reason) => [reason, counts[toFallbackName(reason as FallbackReason)] ?? 0]),
  ) as Day["reasons"];
  return {
    day,
    started,
    churned,
    recovered,
    open: started - churned - recovered,
    fast: links((time) => time !== "more" && time <= 500),
    fair: links((time) => time === 1000),
    slow: links((time) => time === "more" || time > 1000),
    fallbacks: sum(Object.values(reasons)),
    settledSoon: counts[toSettleTimeName(settleTimes[0])] ?? 0,
    settled: sum(settleTimes.map((time) => counts[toSettleTimeName(time)] ?? 0)),
    reasons,
  };
}

/** The last days' figures: tiles, two charts, and the table with all of them. */
export function lastDays(config: OperatorConfig, days: readonly Day[]): Html {
  const total = (name: keyof Omit<Day, "reasons">) => sum(days.map((day) => day[name]));
  const decided = total("churned") + total("recovered");
  const links = total("fast") + total("fair") + total("slow");
  const asked = links + total("fallbacks");
  if (total("started") + asked + total("settled") === 0)
    return html`<p class="note">Nothing has happened in these ${shownDays} days.</p>`;
  return html`<div class="tiles">
${tile("Started", total("started"))}
${tile("Left", total("churned"))}
${tile("Stayed", total("recovered"))}
${tile("Open", total("open"))}
${tile("Share that stayed", percent(total("recovered"), decided))}
${tile("Saw the plain page", percent(total("fallbacks"), asked))}
${tile("Links within 0.5\u00a0s", percent(total("fast"), links))}
${tile("Settled within 10\u00a0s", percent(total("settledSoon"), total("settled")))}
</div>
${charts(config, days, asked > 0 ? total("started") - asked : undefined)}`;
}

/** @param unmeasured how many more cancellations than links there were; undefined if there was no link */
function charts(config: OperatorConfig, days: readonly Day[], unmeasured: number | undefined): Html {
  const hasLinks = unmeasured !== undefined;
  const ends = [describeDay(days[0]), describeDay(days.at(-1))] as const;
  const values = (name: keyof Omit<Day, "reasons">) => days.map((day) => day[name]);
  const tips = (describe: (day: Day) => string) => days.map((day) => `${toDate(day.day)}: ${describe(day)}`);
  return html`<div class="charts">
${stackedBars({
  id: "outcomes",
  title: "Cancellations by the day they started",
  ends,
  tips: tips(({ churned, recovered, open }) => `${churned} left, ${recovered} stayed, ${open} open`),
  series: [
    { label: "Left", values: values("churned") },
    { label: "Stayed", values: values("recovered") },
    { label: "Open", values: values("open") },
  ],
  colors: [0, 1, 2],
})}
${
  hasLinks
    ? stackedBars({
        id: "links",
        title: "Time to the hosted page",
        ends,
        tips: tips(
          ({ fast, fair, slow, fallbacks }) =>
            `${fast} within 0.5\u00a0s, ${fair} within 1 s, ${slow} later, ${fallbacks} plain pages instead`,
        ),
        series: [
          { label: "Within 0.5 s", values: values("fast") },
          { label: "Within 1 s", values: values("fair") },
          { label: "Later", values: values("slow") },
          { label: "Plain page instead", values: values("fallbacks") },
        ],
        colors: [1, 0, 4, 3],
      })
    : null
}
</div>
${hasLinks ? null : html`<p class="note">No customer was sent to the hosted page.</p>`}
${hasLinks && unmeasured > 0 ? html`<p class="note">Time to the hosted page: ${unmeasured} not yet measured, or started without the hosted page.</p>` : null}
<details><summary>Figures by day</summary>${table(config, days)}</details>`;
}

const columns: readonly (readonly [title: string, cell: (day: Day) => string | number])[] = [
  ["Started", ({ started }) => started],
  ["Left", ({ churned }) => churned],
  ["Stayed", ({ recovered }) => recovered],
  ["Open", ({ open }) => open],
  ["Hosted page ≤ 0.5 s", ({ fast }) => fast],
  ["≤ 1 s", ({ fair }) => fair],
  ["> 1 s", ({ slow }) => slow],
  ["Plain page instead", describeFallbacks],
  ["Settled ≤ 10 s", ({ settled, settledSoon }) => `${settledSoon} of ${settled}`],
];

function table(config: OperatorConfig, days: readonly Day[]): Html {
  const shown = days.filter(({ started, fast, fair, slow, fallbacks, settled }) =>
    sum([started, fast, fair, slow, fallbacks, settled]),
  );
  return html`<div class="scroll" role="region" aria-label="Figures by day" tabindex="0"><table>
<thead><tr><th scope="col">Day (UTC)</th>${columns.map(([title]) => html`<th scope="col">${title}</th>`)}</tr></thead>
<tbody>${shown.toReversed().map((day) => {
    const date = toDate(day.day);
    const link = operatorPath(config, { view: "cancellations", from: date, to: date });
    return html`<tr><td><a href="${link}">${date}</a></td>${columns.map(([, cell]) => html`<td>${cell(day)}</td>`)}</tr>`;
  })}</tbody>
</table></div>`;
}

function describeFallbacks({ fallbacks, reasons }: Day): string {
  const why = Object.entries(reasonTerms)
    .map(([reason, text]) => [text, reasons[reason as FallbackReason]] as const)
    .filter(([, count]) => count > 0)
    .map(([text, count]) => `${text}: ${count}`);
  return why.length === 0 ? `${fallbacks}` : `${fallbacks} (${why.join("; ")})`;
}

/** Null where there is nothing to take a part of. */
function percent(part: number, whole: number): string | null {
  return whole === 0 ? null : `${Math.round((part / whole) * 100)}%`;
}

function describeDay(day: Day | undefined): string {
  return day ? toDate(day.day) : "";
}
