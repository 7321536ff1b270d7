import { type Html, html } from "@retent/retentbase/internal";
import type { Cancellation } from "../../cancellation/cancellation.ts";
import { toReference } from "../../cancellation/reference.ts";
import { looksLikeTest } from "../../cancellation/test-customer.ts";
import { badge, minute, type OperatorConfig, operatorPath, stateMark, type Tone } from "./operator-layout.ts";
import {
  describeReason,
  describeSubscription,
  environmentTerms,
  outcomeTerms,
  statusTerms,
  wishTerms,
} from "./terms.ts";

interface TableOptions {
  isOfOneCustomer?: boolean;
  /** Event ids of cancellations with tasks that have failed permanently. */
  failed: ReadonlySet<string>;
}

/**
 * Cancellations as a table, which on a phone becomes a list of a few lines each: how they ended comes first.
 *
 * @param now milliseconds since the epoch
 */
export function cancellationTable(
  config: OperatorConfig,
  cancellations: readonly Cancellation[],
  caption: Html | string,
  now: number,
  { isOfOneCustomer = false, failed }: TableOptions,
): Html {
  const columns = [
    ...["Outcome", "Started", "Reference", ...(isOfOneCustomer ? [] : ["Customer"])],
    ...["Subscription", "Reason", "Status"],
  ];
  return html`<table class="list">
<caption>${caption}; times in UTC</caption>
<thead><tr>${columns.map((column) => html`<th scope="col">${column}</th>`)}</tr></thead>
<tbody>${cancellations.map((cancellation) => {
    const { createdAt, eventId, userId, environment, decision } = cancellation;
    const isTest = looksLikeTest(cancellation);
    const cells = [
      html`<span>${describeOutcome(cancellation, now)}${isTest ? html` ${badge("Test", "quiet")}` : null}</span>`,
      minute(createdAt),
      html`<a href="${operatorPath(config, { event: eventId })}"><bdi>${toReference(eventId) ?? eventId}</bdi></a>`,
      ...(isOfOneCustomer
        ? []
        : [html`<a href="${operatorPath(config, { user: userId })}"><bdi>${userId}</bdi></a>`]),
      orNone(describeSubscription(cancellation)),
      decision?.reasonKey ? describeReason(decision.reasonKey) : none,
    ];
    const other =
      environment === config.environment ? null : html` ${badge(environmentTerms[environment], "quiet")}`;
    return html`<tr>${cells.map((cell) => html`<td>${cell}</td>`)}${statusCell(cancellation, failed, other)}</tr>`;
  })}</tbody>
</table>`;
}

const none = html`–`;

function orNone(text: string | null): Html {
  return text === null ? none : html`<bdi>${text}</bdi>`;
}

/** Stands out only where something failed or is waited for. */
function statusCell(
  { eventId, status }: Cancellation,
  failed: ReadonlySet<string>,
  other: Html | null,
): Html {
  const [label, tone] = statusTerms[status];
  if (failed.has(eventId)) return html`<td><span>${stateMark("Task failed", "danger")}${other}</span></td>`;
  const isCalm = tone !== "warn" && other === null;
  return html`<td class="${isCalm ? "calm" : ""}"><span>${stateMark(label, tone)}${other}</span></td>`;
}

function describeOutcome({ decision, settlement }: Cancellation, now: number): Html {
  if (!decision) return badge("Not decided", "quiet");
  if (!settlement) return badge(wishTerms[decision.outcome], "quiet");
  const { outcome, confirmed, effectiveAt } = settlement;
  const note = confirmed ? effectiveAt && `on ${effectiveAt.slice(0, 10)}` : "not confirmed";
  const isAhead = outcome === "churned" && effectiveAt !== null && Date.parse(effectiveAt) > now;
  const verb = isAhead ? "Leaves" : outcomeTerms[outcome];
  const tone: Tone = outcome === "recovered" ? "good" : "accent";
  return html`<span class="badge ${tone}">${verb}${confirmed ? " " : ", "}${note ? html`<span class="nowrap">${note}</span>` : null}</span>`;
}
