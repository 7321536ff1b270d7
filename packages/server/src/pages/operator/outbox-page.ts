import { type Html, html } from "@retent/retentbase/internal";
import type { Cancellation } from "../../cancellation/cancellation.ts";
import { toReference } from "../../cancellation/reference.ts";
import type { ListedRow, OutboxCounts } from "../../outbox/row.ts";
import type { Page } from "../layout.ts";
import {
  badge,
  countTasks,
  facts,
  minute,
  moment,
  type OperatorAction,
  type OperatorConfig,
  operatorLayout,
  operatorPath,
  type Tone,
} from "./operator-layout.ts";
import { taskStyles } from "./operator-styles.ts";
import { rowList } from "./row-list.ts";
import { describeSubscription } from "./terms.ts";

/** The outbox's counts and rows. */
export interface OutboxView {
  /** Everything but look-ups, which wait for links to expire. */
  counts: OutboxCounts;
  lookUps: number;
  dead: readonly ListedRow[];
  queued: readonly ListedRow[];
  setAside: readonly ListedRow[];
  /** Those that the rows are for, as far as they are known. */
  cancellations: readonly Cancellation[];
  /** Cancellations whose subscriptions a person has to end. */
  toEnd: readonly Cancellation[];
  action: OperatorAction | undefined;
}

/** What failed, what waits, and what was closed. */
export function outboxPage(config: OperatorConfig, view: OutboxView): Page {
  const { counts, lookUps, dead, queued, setAside, cancellations, action } = view;
  const planned = lookUps === 1 ? "1 look-up at RetentBase is" : `${lookUps} look-ups at RetentBase are`;
  return operatorLayout(config, {
    title: "Outbox",
    view: "outbox",
    action,
    styles: taskStyles,
    content: html`${toEndList(config, view.toEnd)}
<section>${heading("Failed permanently", counts.dead, "danger")}
${
  dead.length === 0
    ? html`<p>Nothing.</p>`
    : html`${describePart(dead.length, counts.dead)}${rowList(config, dead, cancellations)}
${counts.dead > 1 ? html`<div class="actions"><a class="button" href="${operatorPath(config, { confirm: "retry" })}">Retry all</a></div>` : null}`
}</section>
<section>${heading("Waiting to be sent", counts.queued, "accent")}
${queued.length === 0 ? html`<p>Nothing.</p>` : html`${describePart(queued.length, counts.queued, counts.waitingSince)}${rowList(config, queued, cancellations)}`}</section>
${setAside.length === 0 ? null : html`<section><h2>Closed</h2>${rowList(config, setAside, cancellations)}</section>`}
${lookUps === 0 ? null : html`<p class="note planned">${planned} planned, in case a customer does not come back from the hosted page.</p>`}`,
  });
}

function heading(title: string, count: number, tone: Tone): Html {
  return html`<div class="head"><h2>${title}</h2>${count === 0 ? null : badge(`${count}`, tone)}</div>`;
}

function toEndList(config: OperatorConfig, cancellations: readonly Cancellation[]): Html | null {
  if (cancellations.length === 0) return null;
  return html`<section id="to-end"><h2>To be ended by hand</h2>
<p>These customers have cancelled, and nothing on this server ends their subscriptions. End each at your billing, then open it here and press “Mark as ended”.</p>
<ul class="rows">${cancellations.map(
    (cancellation) => html`<li class="row">
<h3><a href="${operatorPath(config, { event: cancellation.eventId })}"><bdi>${toReference(cancellation.retentBaseEventId) ?? cancellation.eventId}</bdi></a></h3>
${facts([
  ["Customer", cancellation.userId],
  ["Subscription", describeSubscription(cancellation)],
  ["Cancelled (UTC)", cancellation.decision && minute(cancellation.decision.decidedAtMs)],
])}
</li>`,
  )}</ul></section>`;
}

function describePart(shown: number, all: number, since: number | null = null): Html | null {
  // The heading has said how many.
  if (shown === all && since === null) return null;
  const oldest = since === null ? null : html` The oldest has waited since ${moment(since)}.`;
  return html`<p class="note">${shown < all ? `The oldest ${shown} of ${all}.` : `${countTasks(all)}.`}${oldest}</p>`;
}
