import { type Html, html } from "@retent/retentbase/internal";
import type { Cancellation } from "../../cancellation/cancellation.ts";
import { toReference } from "../../cancellation/reference.ts";
import { badge, minute, type OperatorConfig, operatorPath } from "./operator-layout.ts";
import { describeSubscription, outcomeTerms, statusTerms } from "./terms.ts";

/** Cancellations as a table, which on a phone becomes a list of three lines each, without the reason. */
export function cancellationTable(
  config: OperatorConfig,
  cancellations: readonly Cancellation[],
  caption: Html | string,
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
      html`<span>${badge(...statusTerms[status])}${environment === config.environment ? null : html` ${badge(environment, "quiet")}`}</span>`,
      describeOutcome(cancellation),
      orNone(decision?.reasonKey ? toWords(decision.reasonKey) : null),
    ];
    return html`<tr>${cells.map((cell) => html`<td>${cell}</td>`)}</tr>`;
  })}</tbody>
</table>`;
}

const none = html`–`;

/** A reason's key as words: `too_expensive` is “Too expensive”. */
function toWords(key: string): string {
  const words = key.replaceAll("_", " ");
  return words.charAt(0).toUpperCase() + words.slice(1);
}

function orNone(text: string | null): Html {
  return text === null ? none : html`<bdi>${text}</bdi>`;
}

function describeOutcome({ decision, settlement }: Cancellation): Html {
  if (!decision) return none;
  if (!settlement) return html`${decision.outcome === "churned" ? "Wants to leave" : "Wants to stay"}`;
  const date = settlement.effectiveAt?.slice(0, 10);
  const note = settlement.confirmed ? date && `on ${date}` : "not confirmed";
  return html`<span>${outcomeTerms[settlement.outcome]}${note ? html`, <span class="nowrap">${note}</span>` : null}</span>`;
}
