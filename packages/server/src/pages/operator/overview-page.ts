import { type Html, html } from "@retent/retentbase/internal";
import type { Cancellation } from "../../cancellation/cancellation.ts";
import type { RetentBaseFault } from "../../health/retentbase-monitor.ts";
import type { OutboxCounts } from "../../outbox/row.ts";
import type { DailyStatistics } from "../../store-queries.ts";
import type { Page } from "../layout.ts";
import { cancellationTable } from "./cancellation-table.ts";
import { explainFailure } from "./explain-failure.ts";
import { lastDays, shownDays, toDays, toEarlierDays } from "./last-days.ts";
import { noList } from "./list-page.ts";
import {
  badge,
  countTasks,
  facts,
  moment,
  type OperatorAction,
  type OperatorConfig,
  operatorLayout,
  setupPath,
  viewPath,
} from "./operator-layout.ts";
import { chartStyles, stepStyles, tableStyles } from "./operator-styles.ts";
import type { ReasonList } from "./reason-bars.ts";
import { environmentTerms, planTerms } from "./terms.ts";

export interface Overview {
  /** Everything but look-ups, which wait for links to expire. */
  counts: OutboxCounts;
  /** How many calls of billing or of RetentBase have failed and are tried again. */
  failing: number;
  /** Cancellations whose subscriptions a person has to end. */
  toEnd: number;
  faults: readonly RetentBaseFault[];
  isPaused: boolean;
  /** Undefined if the store has none. */
  statistics: readonly DailyStatistics[] | undefined;
  latest: readonly Cancellation[] | undefined;
  /** Why customers cancelled in the days that are shown. */
  reasons: ReasonList | undefined;
  /** Event ids of cancellations with tasks that have failed permanently. */
  failed: ReadonlySet<string>;
  /** Whether no customer has started a cancellation yet; tests don't count. */
  isNew: boolean;
  /** Whether the health token, which the deep check asks for, is set. */
  hasDeepHealth: boolean;
  action: OperatorAction | undefined;
}

/**
 * The operator's first page: what needs attention, how it went, and what came last.
 *
 * @param now milliseconds since the epoch
 */
export function overviewPage(config: OperatorConfig, view: Overview, now: number): Page {
  const { statistics, latest, reasons, isNew, action } = view;
  return operatorLayout(config, {
    title: "Overview",
    view: "overview",
    action,
    styles: isNew ? `${latest?.length ? tableStyles : ""}${stepStyles}` : chartStyles,
    content: html`${attention(config, view)}
${
  isNew
    ? firstSteps(config, latest ?? [])
    : html`<h2>The last ${shownDays} days</h2>
${statistics === undefined ? html`<p class="note">This store has no figures. Its author can add the method readStatistics.</p>` : lastDays(config, toDays(statistics, now), toEarlierDays(statistics, config, now), reasons)}`
}
${latest?.length === 0 ? null : latestCancellations(config, view, now)}
<section><h2>This server</h2>
${facts([
  ["Environment", environmentTerms[config.environment]],
  ["Plan", planTerms[config.plan]],
  ["Billing", config.whoEnds.sentence],
  ["Waiting tasks", view.counts.queued],
  ["Failed permanently", view.counts.dead],
  ["Oldest since", view.counts.waitingSince === null ? null : moment(view.counts.waitingSince)],
])}
<div class="actions">
<a href="${config.basePath}/health${view.hasDeepHealth ? "?deep=1" : ""}">Health</a>
<a href="${viewPath(config, "outbox")}">Outbox</a>
</div></section>`,
  });
}

function latestCancellations(config: OperatorConfig, { latest, failed }: Overview, now: number): Html {
  return html`<section><h2>Latest cancellations</h2>
${
  latest === undefined
    ? noList
    : html`${cancellationTable(config, latest, "The newest first", now, { failed })}
<div class="actions"><a href="${viewPath(config, "cancellations")}">All cancellations</a></div>`
}</section>`;
}

/** The way to the first customer; what a test cancellation has shown to work is ticked. */
function firstSteps(config: OperatorConfig, tests: readonly Cancellation[]): Html {
  const setup = setupPath(config);
  const step = (isDone: boolean, href: string, label: string, text: string) =>
    html`<li class="${isDone ? "done" : ""}"><a href="${href}">${label}</a>${isDone ? html` ${badge("Done", "good")}` : null}<p>${text}</p></li>`;
  return html`<section><h2>First steps</h2>
<p>No customer has started a cancellation yet.</p>
<ol class="steps">
${step(
  hasLink(tests),
  `${setup}#checks`,
  "Run the checks",
  "They try everything that this server needs, RetentBase included.",
)}
${
  config.environment === "sandbox"
    ? step(
        tests.some(({ decision }) => decision !== null),
        `${setup}#test`,
        "Run a test cancellation",
        "Go through RetentBase’s pages as a customer who does not exist.",
      )
    : null
}
${step(false, `${setup}#snippet`, "Paste the button into your account page", "Setup has the exact text for your site.")}
${step(false, config.afterUrl, "Cancel on your site", "Sign in there as a test customer and press the cancel button.")}
</ol></section>`;
}

/** Whether RetentBase has made a link yet. */
function hasLink(cancellations: readonly Cancellation[]): boolean {
  return cancellations.some(({ sessionId }) => sessionId !== null);
}

/** What the operator has to look at, worst first. */
function attention(config: OperatorConfig, view: Overview): Html {
  const { counts, failing, toEnd, faults, isPaused, isNew, latest = [] } = view;
  const outbox = html`<a href="${viewPath(config, "outbox")}">Look at the outbox</a>`;
  const items = [
    isPaused &&
      html`<p class="tone danger"><b>Paused.</b> RetentBase says that the fault is in the workspace or in our settings. One task is tried every ${Math.ceil(config.outbox.pauseMs / 1000)} seconds. ${outbox}</p>`,
    counts.dead > 0 &&
      html`<p class="tone danger"><b>${countTasks(counts.dead)} failed permanently.</b> Nothing is lost, but you have to decide what to do. ${outbox}</p>`,
    toEnd > 0 &&
      html`<p class="tone danger"><b>${toEnd} ${toEnd === 1 ? "subscription has" : "subscriptions have"} to be ended by hand.</b> These customers have cancelled, and nothing on this server ends their subscriptions. <a href="${viewPath(config, "outbox")}#to-end">See which</a></p>`,
    failing > 0 &&
      html`<p class="tone warn"><b>${countTasks(failing)} ${failing === 1 ? "is" : "are"} failing.</b> This server tries again automatically. ${outbox}</p>`,
    ...faults.map((fault) => html`<p class="tone warn">${describeFault(fault)}</p>`),
  ].filter((item) => item !== false);
  if (items.length > 0) return html`${items}`;
  return isNew && !hasLink(latest)
    ? html`<p class="tone quiet"><b>Nothing has been checked yet.</b> Begin with the first step.</p>`
    : html`<p class="tone good"><b>Nothing needs your attention.</b> No work has failed, and no fault at RetentBase is known.</p>`;
}

function describeFault({ call, code, httpStatus, since }: RetentBaseFault): Html {
  const { cause, remedy } = explainFailure({ kind: "update", lastStatus: httpStatus, state: "queued" });
  const what =
    call === "links"
      ? "Customers can’t get to the hosted page, and see the plain page instead."
      : "Outcomes don’t reach RetentBase, and wait.";
  const answer = httpStatus === null ? code : `${code} (${httpStatus})`;
  return html`<b>${cause}</b> ${what} ${remedy} ${answer} since ${moment(Date.parse(since))}.`;
}
