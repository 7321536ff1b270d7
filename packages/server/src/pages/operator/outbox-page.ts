import type { Config } from "../../app.ts";
import type { RetentBaseFault } from "../../health/retentbase-monitor.ts";
import type { ListedRow, OutboxCounts } from "../../outbox/row.ts";
import { type Html, html } from "../html.ts";
import type { Page, PageConfig } from "../layout.ts";
import { type DoneJustNow, doneNote, moment, operatorLayout, operatorPath } from "./operator-layout.ts";
import { retryAllForm, rowList } from "./row-list.ts";

/** What there is to do, and what was given up. */
export interface OutboxView {
  /** Everything but look-ups, which wait for links to expire. */
  counts: OutboxCounts;
  lookUps: number;
  dead: readonly ListedRow[];
  queued: readonly ListedRow[];
  setAside: readonly ListedRow[];
  faults: readonly RetentBaseFault[];
  isPaused: boolean;
  doneJustNow: DoneJustNow | undefined;
}

/** What the operator is told of the configuration. */
type OperatorConfig = PageConfig & Pick<Config, "environment" | "whoEnds" | "outbox">;

/** The operator's first page. */
export function outboxPage(config: OperatorConfig, view: OutboxView): Page {
  const { counts, lookUps, dead, queued, setAside, isPaused } = view;
  return operatorLayout(
    config,
    "Outbox",
    html`${doneNote(view.doneJustNow)}
${isPaused ? html`<p class="alarm">Paused: RetentBase says that the fault is in the workspace or in our settings. One row is tried every ${Math.ceil(config.outbox.pauseMs / 1000)} seconds.</p>` : null}
<dl>
<dt>Environment</dt><dd>${config.environment}</dd>
<dt>Who ends subscriptions</dt><dd>${config.whoEnds.sentence}</dd>
<dt>Given up</dt><dd>${counts.dead}</dd>
<dt>Waiting</dt><dd>${counts.queued}</dd>
${counts.waitingSince === null ? null : html`<dt>The oldest since</dt><dd>${moment(counts.waitingSince)}</dd>`}
<dt>Flows that are open</dt><dd>${lookUps}</dd>
<dt>RetentBase</dt><dd>${view.faults.length === 0 ? "no fault known" : view.faults.map(describeFault)}</dd>
</dl>
<form method="get" action="${operatorPath(config)}" class="find">
<label>Event id <input name="event" required autocomplete="off" spellcheck="false"></label>
<button>Show</button>
</form>
<h2>Given up</h2>
${dead.length === 0 ? html`<p>Nothing.</p>` : html`${retryAllForm(config)}${partOf(dead.length, counts.dead)}${rowList(config, dead, true)}`}
<h2>Waiting</h2>
${queued.length === 0 ? html`<p>Nothing.</p>` : html`${partOf(queued.length, counts.queued)}${rowList(config, queued, true)}`}
${setAside.length === 0 ? null : html`<h2>Set aside</h2>${rowList(config, setAside, true)}`}`,
  );
}

function describeFault({ call, code, httpStatus, since }: RetentBaseFault): Html {
  const what = call === "links" ? "Links" : "Outcomes";
  const answer = httpStatus === null ? code : `${code} (${httpStatus})`;
  return html`<div>${what}: ${answer} since ${moment(Date.parse(since))}</div>`;
}

function partOf(shown: number, all: number): Html | null {
  return shown < all ? html`<p class="note">The oldest ${shown} of ${all}.</p>` : null;
}
