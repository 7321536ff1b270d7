import { type Html, html } from "@retent/retentbase/internal";
import { type Cancellation, type Decision, isConfirmation } from "../../cancellation/cancellation.ts";
import type { ListedRow } from "../../outbox/row.ts";
import type { Page, PageConfig } from "../layout.ts";
import {
  actionNotice,
  moment,
  type OperatorAction,
  operatorLayout,
  operatorPath,
} from "./operator-layout.ts";
import { rowList } from "./row-list.ts";

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

const sourceTexts: Record<Decision["source"], string> = {
  token: "on the hosted page",
  session: "on the hosted page, as RetentBase's diagnostics say",
  plain_page: "on the plain page",
  keep_page: "on the page to keep the subscription",
  own_page: "on a page of the merchant's own",
};

/**
 * One cancellation's life.
 *
 * @param now milliseconds since the epoch
 */
export function eventPage(config: PageConfig, view: EventView, now: number): Page {
  const { cancellation, rows, withWords, isToEnd, action } = view;
  const { eventId, retentBaseEventId, sessionId, userId, environment, status, revision } = cancellation;
  const fact = (label: string, value: string | number | null) =>
    value === null ? null : html`<dt>${label}</dt><dd><bdi>${value}</bdi></dd>`;
  return operatorLayout(
    config,
    "Cancellation",
    html`${actionNotice(action)}
<dl>
${fact("Event", eventId)}
${fact("RetentBase's id", retentBaseEventId === eventId ? null : retentBaseEventId)}
${fact("Hosted session", sessionId)}
${fact("Customer", userId)}
${fact("Subscription", describeSubscription(cancellation))}
${fact("Environment", environment)}
${fact("Status", status)}
${fact("Decisions", revision)}
</dl>
<h2>Timeline</h2>
<ol class="rows">${getTimeline(cancellation).map(([title, at, details]) => html`<li><h3>${title}</h3>${at === null ? null : html`<p>${moment(at)}</p>`}${details.length === 0 ? null : html`<dl>${details.map(([label, value]) => fact(label, value))}</dl>`}</li>`)}</ol>
${words(config, cancellation, withWords)}
<h2>Outbox</h2>
${rows.length === 0 ? html`<p>None.</p>` : rowList(config, rows, false)}
${isToEnd ? endForm(config, eventId, now) : null}
<div class="actions"><a href="${operatorPath(config)}">Back to the outbox</a></div>`,
  );
}

/** What the customer chose, or what billing named. */
export function describeSubscription({
  subscription,
  subscriptionLabel: label,
}: Cancellation): string | null {
  return subscription !== null && label !== null && label !== subscription
    ? `${label} (${subscription})`
    : (subscription ?? label);
}

type Step = [title: string, at: number | null, details: [label: string, value: string | null][]];

/**
 * When something was settled is known until RetentBase has learned of it: of later changes only the last has
 * its time kept.
 */
function getTimeline(cancellation: Cancellation): Step[] {
  const { decision, settlement, status, createdAt, updatedAt, linkExpiresAt } = cancellation;
  const steps: Step[] = [["Started", createdAt, []]];
  if (linkExpiresAt !== null) steps.push(["Hosted page expires", linkExpiresAt, []]);
  if (decision) {
    const { offer } = decision;
    steps.push([
      isConfirmation(decision) ? "Confirmed" : "Returned",
      decision.decidedAtMs,
      [
        ["Outcome", decision.outcome],
        ["Decided", sourceTexts[decision.source]],
        ["Reason", decision.reasonKey],
        ["Offer", offer && `${offer.label ?? offer.type}, ${offer.accepted ? "accepted" : "declined"}`],
      ],
    ]);
  }
  if (status === "pending") steps.push(["Waiting for billing", updatedAt, []]);
  if (settlement) {
    steps.push([
      "Settled",
      status === "settled" ? updatedAt : null,
      [
        ["Outcome", settlement.outcome],
        ["Takes effect", settlement.effectiveAt],
        ["Confirmed by billing", settlement.confirmed ? "yes" : "no"],
      ],
    ]);
  }
  if (status === "forwarded") steps.push(["Reported to RetentBase", updatedAt, []]);
  return steps;
}

/** They are personal data: shown on request. */
function words(config: PageConfig, { eventId, decision }: Cancellation, withWords: boolean): Html | null {
  if (!decision || decision.reasonText === null) return null;
  if (withWords) return html`<h2>The customer's own words</h2><p><bdi>${decision.reasonText}</bdi></p>`;
  const href = operatorPath(config, { event: eventId, words: "1" });
  return html`<div class="actions"><a href="${href}">Show the customer's own words</a></div>`;
}

/**
 * For the person who has ended the subscription: then the customer reads when, and RetentBase is sent the
 * date.
 */
function endForm(config: PageConfig, eventId: string, now: number): Html {
  return html`<h2>To be ended by hand</h2>
<p>Nothing on this server ends this subscription. Once it is ended, say from which date on.</p>
<form method="post" action="${operatorPath(config)}">
<input type="hidden" name="event" value="${eventId}">
<label>Ends on <input name="date" type="date" required value="${new Date(now).toISOString().slice(0, 10)}"></label>
<div class="actions"><button name="do" value="ended">Mark as ended</button></div>
</form>`;
}
