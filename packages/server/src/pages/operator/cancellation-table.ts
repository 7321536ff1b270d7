import { type Html, html } from "@retent/retentbase/internal";
import type { Cancellation } from "../../cancellation/cancellation.ts";
import { toReference } from "../../cancellation/reference.ts";
import { looksLikeTest } from "../../cancellation/test-customer.ts";
import { badge, minute, type OperatorConfig, operatorPath } from "./operator-layout.ts";
import {
  describeReason,
  describeSubscription,
  environmentTerms,
  outcomeTerms,
  statusTerms,
  wishTerms,
} from "./terms.ts";

/**
 * Cancellations as a table, which on a phone becomes a list of a few lines each.
 *
 * @param now milliseconds since the epoch
 */
export function cancellationTable(
  config: OperatorConfig,
  cancellations: readonly Cancellation[],
  caption: Html | string,
  now: number,
  { isOfOneCustomer = false } = {},
): Html {
  const columns = [
    ...["Started (UTC)", "Reference", ...(isOfOneCustomer ? [] : ["Customer"])],
    ...["Subscription", "Status", "Outcome", "Reason"],
  ];
  return html`<table class="list">
<caption>${caption}</caption>
<thead><tr>${columns.map((column) => html`<th scope="col">${column}</th>`)}</tr></thead>
<tbody>${cancellations.map((cancellation) => {
    const { createdAt, eventId, userId, status, environment, decision } = cancellation;
    const cells = [
      minute(createdAt),
      html`<a href="${operatorPath(config, { event: eventId })}"><bdi>${toReference(eventId) ?? eventId}</bdi></a>`,
      ...(isOfOneCustomer
        ? []
        : [html`<a href="${operatorPath(config, { user: userId })}"><bdi>${userId}</bdi></a>`]),
      orNone(describeSubscription(cancellation)),
      html`<span>${badge(...statusTerms[status])}${environment === config.environment ? null : html` ${badge(environmentTerms[environment], "quiet")}`}${looksLikeTest(cancellation) ? html` ${badge("Test", "quiet")}` : null}</span>`,
      describeOutcome(cancellation, now),
      decision?.reasonKey ? describeReason(decision.reasonKey) : none,
    ];
    return html`<tr>${cells.map((cell) => html`<td>${cell}</td>`)}</tr>`;
  })}</tbody>
</table>`;
}

const none = html`–`;

function orNone(text: string | null): Html {
  return text === null ? none : html`<bdi>${text}</bdi>`;
}

function describeOutcome({ decision, settlement }: Cancellation, now: number): Html {
  if (!decision) return none;
  if (!settlement) return html`${wishTerms[decision.outcome]}`;
  const { outcome, confirmed, effectiveAt } = settlement;
  const note = confirmed ? effectiveAt && `on ${effectiveAt.slice(0, 10)}` : "not confirmed";
  const isAhead = outcome === "churned" && effectiveAt !== null && Date.parse(effectiveAt) > now;
  const verb = isAhead ? "Leaves" : outcomeTerms[outcome];
  return html`<span>${verb}${confirmed ? " " : ", "}${note ? html`<span class="nowrap">${note}</span>` : null}</span>`;
}
