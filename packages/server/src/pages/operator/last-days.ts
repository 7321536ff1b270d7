import { type Html, html } from "@retent/retentbase/internal";
import { dayMs } from "../../day-ms.ts";
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
import { type ReasonList, reasonBars } from "./reason-bars.ts";
import { type Figure, tile } from "./tile.ts";

/** So many days, today among them, are shown. */
export const shownDays = 30;

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

/** @param end a moment of the last of the days, in milliseconds since the epoch */
export function toDays(statistics: readonly DailyStatistics[], end: number): Day[] {
  const last = Math.floor(end / dayMs) * dayMs;
  const known = new Map(statistics.map((each) => [each.day, each]));
  return Array.from({ length: shownDays }, (_, index) => {
    const day = last - (shownDays - 1 - index) * dayMs;
    return toDay(known.get(day) ?? { day, started: 0, churned: 0, recovered: 0, counts: {} });
  });
}

/** The days before those that are shown, if none of them may be pruned by now. */
export function toEarlierDays(
  statistics: readonly DailyStatistics[],
  { retentionDays }: Pick<OperatorConfig, "retentionDays">,
  now: number,
): Day[] {
  return retentionDays < 2 * shownDays ? [] : toDays(statistics, now - shownDays * dayMs);
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

/**
 * The last days' figures: what customers did and how the system did, each as tiles and a chart; then the table
 * with all of them.
 *
 * @param earlier the days before, which the tiles are compared with; empty if they are not known
 * @param given why customers cancelled; undefined if the store can't say
 */
export function lastDays(
  config: OperatorConfig,
  days: readonly Day[],
  earlier: readonly Day[],
  given: ReasonList | undefined,
): Html {
  if (!hasHappened(days)) return html`<p class="note">Nothing has happened in these ${shownDays} days.</p>`;
  const isCompared = hasHappened(earlier);
  const tiles = (toFigures: (days: readonly Day[]) => Figure[]) => {
    const before = isCompared ? toFigures(earlier) : [];
    return html`<div class="tiles">${toFigures(days).map((figure, index) => tile(figure, isCompared ? { figure: before[index], period: `the ${shownDays} days before` } : undefined))}</div>`;
  };
  return html`<h3>Customers</h3>
${tiles(toCustomerFigures)}
<div class="charts">${outcomeChart(days)}${given && reasonBars(given)}</div>
<h3>Speed and reliability</h3>
${tiles(toSystemFigures)}
<div class="charts">${linkChart(days)}</div>
<details><summary>Figures by day</summary>${table(config, days)}</details>`;
}

function toCustomerFigures(days: readonly Day[]): Figure[] {
  const of = (name: Count) => total(days, name);
  const stayed = percent(of("recovered"), of("churned") + of("recovered"));
  return [
    { label: "Started", value: of("started") },
    { label: "Left", value: of("churned"), better: "less" },
    { label: "Stayed", value: of("recovered"), better: "more" },
    { label: "Open", value: of("open") },
    { label: "Share that stayed", value: stayed, isShare: true, better: "more" },
  ];
}

function toSystemFigures(days: readonly Day[]): Figure[] {
  const of = (name: Count) => total(days, name);
  const share = (label: string, part: number, whole: number, better: Figure["better"]) =>
    ({ label, value: percent(part, whole), isShare: true, ...(better && { better }) }) as const;
  return [
    share("Saw the plain page", of("fallbacks"), countAsked(days), "less"),
    share("Links within 0.5\u00a0s", of("fast"), countLinks(days), "more"),
    share("Settled within 10\u00a0s", of("settledSoon"), of("settled"), "more"),
  ];
}

type Count = keyof Omit<Day, "reasons">;

function total(days: readonly Day[], name: Count): number {
  return sum(days.map((day) => day[name]));
}

function countLinks(days: readonly Day[]): number {
  return total(days, "fast") + total(days, "fair") + total(days, "slow");
}

/** How often the hosted page was asked for. */
function countAsked(days: readonly Day[]): number {
  return countLinks(days) + total(days, "fallbacks");
}

function hasHappened(days: readonly Day[]): boolean {
  return total(days, "started") + countAsked(days) + total(days, "settled") > 0;
}

/** Where each chart begins and ends, its values, and what it says of a day. */
function toAxis(days: readonly Day[]) {
  return {
    ends: [describeDay(days[0]), describeDay(days.at(-1))] as const,
    values: (name: Count) => days.map((day) => day[name]),
    tips: (describe: (day: Day) => string) => days.map((day) => `${toDate(day.day)}: ${describe(day)}`),
  };
}

function outcomeChart(days: readonly Day[]): Html {
  const { ends, values, tips } = toAxis(days);
  return stackedBars({
    id: "outcomes",
    title: "Cancellations by the day they started",
    unit: "Cancellations a day",
    ends,
    tips: tips(({ churned, recovered, open }) => `${churned} left, ${recovered} stayed, ${open} open`),
    series: [
      { label: "Left", values: values("churned") },
      { label: "Stayed", values: values("recovered") },
      { label: "Open", values: values("open") },
    ],
    colors: [0, 1, 2],
  });
}

function linkChart(days: readonly Day[]): Html {
  const asked = countAsked(days);
  if (asked === 0) return html`<p class="note">No customer was sent to the hosted page.</p>`;
  const unmeasured = total(days, "started") - asked;
  const { ends, values, tips } = toAxis(days);
  return stackedBars({
    id: "links",
    title: "Time to the hosted page",
    unit: "Customers a day",
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
    ...(unmeasured > 0 && { note: `${unmeasured} not yet measured, or started without the hosted page.` }),
  });
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
function percent(part: number, whole: number): number | null {
  return whole === 0 ? null : Math.round((part / whole) * 100);
}

function describeDay(day: Day | undefined): string {
  return day ? toDate(day.day) : "";
}
