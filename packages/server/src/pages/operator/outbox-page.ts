import { type Html, html } from "@retent/retentbase/internal";
import type { Config } from "../../app.ts";
import type { Cancellation } from "../../cancellation/cancellation.ts";
import type { RetentBaseFault } from "../../health/retentbase-monitor.ts";
import type { ListedRow, OutboxCounts } from "../../outbox/row.ts";
import type { Page, PageConfig } from "../layout.ts";
import { describeSubscription } from "./cancellation-page.ts";
import {
  actionNotice,
  moment,
  type OperatorAction,
  operatorLayout,
  operatorPath,
} from "./operator-layout.ts";
import { retryAllForm, rowList } from "./row-list.ts";

/** The outbox's counts and rows. */
export interface OutboxView {
  /** Everything but look-ups, which wait for links to expire. */
  counts: OutboxCounts;
  lookUps: number;
  dead: readonly ListedRow[];
  queued: readonly ListedRow[];
  setAside: readonly ListedRow[];
  /** Cancellations whose subscriptions a person has to end. */
  toEnd: readonly Cancellation[];
  faults: readonly RetentBaseFault[];
  isPaused: boolean;
  action: OperatorAction | undefined;
}

/** What the page shows of the configuration. */
type OperatorConfig = PageConfig & Pick<Config, "environment" | "whoEnds" | "outbox">;

/** The operator's first page. */
export function outboxPage(config: OperatorConfig, view: OutboxView): Page {
  const { counts, lookUps, dead, queued, setAside, isPaused } = view;
  return operatorLayout(
    config,
    "Outbox",
    html`${actionNotice(view.action)}
${isPaused ? html`<p class="alarm">Paused: RetentBase says that the fault is in the workspace or in our settings. One row is tried every ${Math.ceil(config.outbox.pauseMs / 1000)} seconds.</p>` : null}
<dl>
<dt>Environment</dt><dd>${config.environment}</dd>
<dt>Who ends subscriptions</dt><dd>${config.whoEnds.sentence}</dd>
<dt>Failed permanently</dt><dd>${counts.dead}</dd>
<dt>Waiting</dt><dd>${counts.queued}</dd>
${counts.waitingSince === null ? null : html`<dt>Oldest since</dt><dd>${moment(counts.waitingSince)}</dd>`}
<dt>Open cancellations</dt><dd>${lookUps}</dd>
<dt>RetentBase</dt><dd>${view.faults.length === 0 ? "no fault known" : view.faults.map(describeFault)}</dd>
</dl>
<form method="get" action="${operatorPath(config)}" class="find">
<label>Event id <input name="event" required autocomplete="off" spellcheck="false"></label>
<button>Show</button>
</form>
${toEndList(config, view.toEnd)}
<h2>Failed permanently</h2>
${dead.length === 0 ? html`<p>Nothing.</p>` : html`${retryAllForm(config)}${describePart(dead.length, counts.dead)}${rowList(config, dead, true)}`}
<h2>Waiting</h2>
${queued.length === 0 ? html`<p>Nothing.</p>` : html`${describePart(queued.length, counts.queued)}${rowList(config, queued, true)}`}
${setAside.length === 0 ? null : html`<h2>Set aside</h2>${rowList(config, setAside, true)}`}`,
  );
}

function toEndList(config: PageConfig, cancellations: readonly Cancellation[]): Html | null {
  if (cancellations.length === 0) return null;
  return html`<h2>To be ended by hand</h2>
<p class="note">These customers have cancelled, and nothing on this server ends their subscriptions.</p>
<ul class="rows">${cancellations.map(
    (cancellation) => html`<li>
<h3><a href="${operatorPath(config, { event: cancellation.eventId })}"><bdi>${cancellation.eventId}</bdi></a></h3>
<dl>
<dt>Customer</dt><dd><bdi>${cancellation.userId}</bdi></dd>
${subscriptionRow(cancellation)}
${cancellation.decision && html`<dt>Cancelled</dt><dd>${moment(cancellation.decision.decidedAtMs)}</dd>`}
</dl>
</li>`,
  )}</ul>`;
}

function subscriptionRow(cancellation: Cancellation): Html | null {
  const subscription = describeSubscription(cancellation);
  return subscription === null ? null : html`<dt>Subscription</dt><dd><bdi>${subscription}</bdi></dd>`;
}

function describeFault({ call, code, httpStatus, since }: RetentBaseFault): Html {
  const what = call === "links" ? "Links" : "Outcomes";
  const answer = httpStatus === null ? code : `${code} (${httpStatus})`;
  return html`<div>${what}: ${answer} since ${moment(Date.parse(since))}</div>`;
}

function describePart(shown: number, all: number): Html | null {
  return shown < all ? html`<p class="note">The oldest ${shown} of ${all}.</p>` : null;
}
