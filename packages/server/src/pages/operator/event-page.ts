import { type Html, html } from "@retent/retentbase/internal";
import type { Cancellation } from "../../cancellation/cancellation.ts";
import { toReference } from "../../cancellation/reference.ts";
import { looksLikeTest } from "../../cancellation/test-customer.ts";
import type { ListedRow } from "../../outbox/row.ts";
import type { Page } from "../layout.ts";
import { explainFailure } from "./explain-failure.ts";
import {
  badge,
  facts,
  idText,
  type OperatorAction,
  type OperatorConfig,
  operatorLayout,
  operatorPath,
  stateMark,
  toDate,
  viewPath,
} from "./operator-layout.ts";
import { timelineStyles } from "./operator-styles.ts";
import { isClosable, rowActions } from "./row-list.ts";
import {
  describeReason,
  describeStanding,
  describeSubscription,
  environmentTerms,
  kindTerms,
  statusTerms,
} from "./terms.ts";
import { timeline } from "./timeline.ts";

export interface EventView {
  cancellation: Cancellation;
  /** All of its rows, in the order in which they were queued. */
  rows: readonly ListedRow[];
  /** Whether the customer's own words were asked for. */
  withWords: boolean;
  /** Whether a person has to end the subscription. */
  isToEnd: boolean;
  action: OperatorAction | undefined;
}

/**
 * One cancellation's life.
 *
 * @param now milliseconds since the epoch
 */
export function eventPage(config: OperatorConfig, view: EventView, now: number): Page {
  const { cancellation, rows, withWords, isToEnd, action } = view;
  const { eventId, retentBaseEventId, sessionId, userId, environment, status, revision } = cancellation;
  const reason = cancellation.decision?.reasonKey ?? null;
  const reference = toReference(retentBaseEventId) ?? eventId;
  return operatorLayout(config, {
    title: `Cancellation ${reference}`,
    heading: html`Cancellation <bdi>${reference}</bdi>`,
    view: "cancellations",
    trail: html`<a href="${viewPath(config, "cancellations")}">Cancellations</a><a href="${operatorPath(config, { user: userId })}">Customer <bdi>${userId}</bdi></a>`,
    action,
    styles: timelineStyles,
    content: html`${failedTasks(config, rows)}<div class="columns">
<section>
<h2>${describeStanding(cancellation, config.plan, now)}</h2>
${facts([
  [
    "Status",
    html`${stateMark(...statusTerms[status])}${looksLikeTest(cancellation) ? html` ${badge("Test", "quiet")}` : null}`,
  ],
  ["Customer", html`<a href="${operatorPath(config, { user: userId })}"><bdi>${userId}</bdi></a>`],
  ["Subscription", describeSubscription(cancellation)],
  ["Reason", reason === null ? null : describeReason(reason)],
  ["Event", idText(eventId)],
  ["RetentBase’s id", retentBaseEventId === eventId ? null : idText(retentBaseEventId)],
  ["Hosted session", idText(sessionId)],
  ["Billing’s customer", idText(cancellation.billingCustomer)],
  ["Environment", environmentTerms[environment]],
  ["Times decided", revision > 1 ? revision : null],
])}
${rows.some(isClosable) ? null : rowActions(config, rows)}
${words(config, cancellation, withWords)}
${isToEnd ? endForm(config, eventId, now) : null}
</section>
<section><h2>Timeline</h2>
${timeline(cancellation, rows)}
</section>
</div>`,
  });
}

/** What has failed, and what the operator can do about it. */
function failedTasks(config: OperatorConfig, rows: readonly ListedRow[]): Html | null {
  const failed = rows.filter(isClosable);
  if (failed.length === 0) return null;
  const causes = failed.map((row) => `${kindTerms[row.kind]}. ${explainFailure(row).cause}`);
  const remedies = failed.map((row) => explainFailure(row).remedy);
  return html`<div class="tone danger attention"><div><p><b>Failed:</b> ${[...new Set(causes)].join(" ")}</p><p><b>What to do:</b> ${[...new Set(remedies)].join(" ")}</p></div>${rowActions(config, rows)}</div>`;
}

/** They are personal data: shown on request. */
function words(config: OperatorConfig, { eventId, decision }: Cancellation, withWords: boolean): Html | null {
  if (!decision || decision.reasonText === null) return null;
  if (withWords) return html`<h3>The customer’s own words</h3><p><bdi>${decision.reasonText}</bdi></p>`;
  const href = operatorPath(config, { event: eventId, words: "1" });
  return html`<div class="actions"><a href="${href}">Show the customer’s own words</a></div>`;
}

/**
 * For the person who has ended the subscription: then the customer reads when, and RetentBase is sent the
 * date.
 */
function endForm(config: OperatorConfig, eventId: string, now: number): Html {
  return html`<h2>To be ended by hand</h2>
<p>Nothing on this server ends this subscription. Once it is ended, say from which date on.</p>
<form method="post" action="${operatorPath(config)}">
<input type="hidden" name="event" value="${eventId}">
<label>Ends on <input name="date" type="date" required value="${toDate(now)}"></label>
<div class="actions"><button name="do" value="ended">Mark as ended</button></div>
</form>`;
}
