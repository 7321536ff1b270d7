import { type Html, html, truncate } from "@retent/retentbase/internal";
import type { Cancellation } from "../../cancellation/cancellation.ts";
import { toReference } from "../../cancellation/reference.ts";
import type { ListedRow } from "../../outbox/row.ts";
import { labelClosing } from "./closing-terms.ts";
import { explainFailure } from "./explain-failure.ts";
import { badge, facts, moment, type OperatorConfig, operatorPath } from "./operator-layout.ts";
import { actors, describeResult, kindTerms } from "./terms.ts";

/** A hundred long answers would hide each other; the event's own page has all of one. */
const maxDetailLength = 300;

/** Rows of the outbox, of many events, which are all in one state. */
export function rowList(
  config: OperatorConfig,
  rows: readonly ListedRow[],
  cancellations: readonly Cancellation[],
): Html {
  const known = new Map(cancellations.map((cancellation) => [cancellation.eventId, cancellation]));
  return html`<ul class="rows">${rows.map(
    (row) => html`<li class="row task">
<div><div class="head"><h3>${kindTerms[row.kind]}</h3>${badge(actors[row.kind], "quiet")}</div>
${rowOwner(config, row.eventId, known.get(row.eventId))}
${rowDetails(row, maxDetailLength)}</div>
${rowActions(config, [row])}
</li>`,
  )}</ul>`;
}

/** Which cancellation a task is for, whose, with which outcome, and since when. */
export function rowOwner(config: OperatorConfig, eventId: string, cancellation?: Cancellation): Html {
  const reference = toReference(cancellation?.retentBaseEventId ?? eventId) ?? eventId;
  const link = html`<a href="${operatorPath(config, { event: eventId })}"><bdi>${reference}</bdi></a>`;
  if (!cancellation) return html`<p class="meta">Event ${link}</p>`;
  const { userId, decision, createdAt } = cancellation;
  return html`<p class="meta">Cancellation ${link} of <a href="${operatorPath(config, { user: userId })}"><bdi>${userId}</bdi></a>: ${describeResult(cancellation)}, ${decision ? "decided" : "started"} ${moment(decision?.decidedAtMs ?? createdAt)}</p>`;
}

/** What became of a row so far; why it failed, and what to do unless that stands elsewhere. */
export function rowDetails(row: ListedRow, maxLength: number, { withRemedy = true } = {}): Html {
  const { state, attempts, dueAt, setAsideAt, lastStatus, lastDetail } = row;
  const hasFailed = lastStatus !== null || lastDetail !== null;
  const explained = hasFailed && state !== "done" ? explainFailure(row) : undefined;
  return html`${explained ? html`<p><b class="cause">${explained.cause}</b></p>${withRemedy ? html`<p><b>What to do:</b> ${explained.remedy}</p>` : null}` : null}${facts(
    [
      ["Failed attempts", attempts > 0 || state !== "done" ? attempts : null],
      ["Failed", state === "dead" ? moment(dueAt) : null],
      ["Next attempt", state === "queued" ? moment(dueAt) : null],
      ["Closed", setAsideAt === null ? null : moment(setAsideAt)],
      ["Last status", lastStatus],
      ["Response", lastDetail === null ? null : truncate(lastDetail, maxLength)],
    ],
  )}`;
}

/** Whether a row can be sent again by hand: calls of billing are retried automatically. */
export function isRetryable({ state }: Pick<ListedRow, "state">): boolean {
  return state === "dead" || state === "set_aside";
}

/** Whether the operator can close a row. */
export function isClosable({ state, kind, attempts }: ListedRow): boolean {
  return state === "dead" || (state === "queued" && kind === "bill" && attempts > 0);
}

/** Leads to where the operator confirms what is done about rows of one event. */
export function rowActions(config: OperatorConfig, all: readonly ListedRow[]): Html | null {
  const rows = all.filter((row) => isRetryable(row) || isClosable(row));
  const closable = rows.filter(isClosable);
  // What will most likely be refused again is not what stands out, nor is giving up.
  const isWorthwhile = rows.some((row) => !explainFailure(row).isRefusal);
  const link = (step: "retry" | "close", label: string, eventId = "") =>
    html`<a class="button${step === "retry" && isWorthwhile ? " primary" : ""}" href="${operatorPath(config, { event: eventId, confirm: step })}" aria-label="${label}: ${eventId}">${label}</a>`;
  const links = [
    rows.some(isRetryable) && link("retry", "Retry", rows[0]?.eventId),
    closable.length > 0 && link("close", labelClosing(closable), rows[0]?.eventId),
  ];
  return links.some(Boolean) ? html`<div class="actions">${links}</div>` : null;
}
