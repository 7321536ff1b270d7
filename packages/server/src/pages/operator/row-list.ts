import { type Html, html, truncate } from "@retent/retentbase/internal";
import type { ListedRow } from "../../outbox/row.ts";
import { explainFailure } from "./explain-failure.ts";
import { badge, facts, moment, type OperatorConfig, operatorPath } from "./operator-layout.ts";
import { kindTerms, stateTerms } from "./terms.ts";

/** A hundred long answers would hide each other; the event's own page has all of one. */
const maxDetailLength = 300;

/** Rows of the outbox, of many events. */
export function rowList(config: OperatorConfig, rows: readonly ListedRow[]): Html {
  return html`<ul class="rows">${rows.map(
    (row) => html`<li class="row">
<div class="head"><h3>${kindTerms[row.kind]}</h3>${badge(...stateTerms[row.state])}</div>
<p>Event <a href="${operatorPath(config, { event: row.eventId })}"><bdi>${row.eventId}</bdi></a></p>
${rowDetails(row, maxDetailLength)}
${rowActions(config, row)}
</li>`,
  )}</ul>`;
}

/** What became of a row so far; why it failed, and what to do. */
export function rowDetails(row: ListedRow, maxLength: number): Html {
  const { state, attempts, dueAt, setAsideAt, lastStatus, lastDetail } = row;
  const hasFailed = lastStatus !== null || lastDetail !== null;
  const explained = hasFailed && state !== "done" ? explainFailure(row) : undefined;
  return html`${explained ? html`<p><b>${explained.cause}</b> ${explained.remedy}</p>` : null}${facts([
    ["Failed attempts", attempts > 0 || state !== "done" ? attempts : null],
    ["Next attempt", state === "queued" ? moment(dueAt) : null],
    ["Closed", setAsideAt === null ? null : moment(setAsideAt)],
    ["Last status", lastStatus],
    ["Response", lastDetail === null ? null : truncate(lastDetail, maxLength)],
  ])}`;
}

/** Whether a row can be sent again by hand: calls of billing are retried automatically. */
export function isRetryable({ state }: ListedRow): boolean {
  return state === "dead" || state === "set_aside";
}

/** Whether the operator can close a row. */
export function isClosable({ state, kind, attempts }: ListedRow): boolean {
  return state === "dead" || (state === "queued" && kind === "bill" && attempts > 0);
}

/** Leads to where the operator confirms. */
export function rowActions(config: OperatorConfig, row: ListedRow): Html | null {
  const link = (step: "retry" | "close", label: string) =>
    html`<a class="button" href="${operatorPath(config, { event: row.eventId, confirm: step })}" aria-label="${label}: ${row.eventId}">${label}</a>`;
  const links = [isRetryable(row) && link("retry", "Retry"), isClosable(row) && link("close", "Close")];
  return links.some(Boolean) ? html`<div class="actions">${links}</div>` : null;
}
