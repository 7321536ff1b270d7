import { type Html, html, truncate } from "@retent/retentbase/internal";
import type { ListedRow, OutboxKind } from "../../outbox/row.ts";
import type { PageConfig } from "../layout.ts";
import { moment, operatorPath } from "./operator-layout.ts";

/** A hundred long answers would hide each other; the event's own page has all of one. */
const maxDetailLength = 300;

const kindTexts: Partial<Record<OutboxKind, string>> = {
  bill: "Call billing",
  create: "Report the cancellation to RetentBase",
  update: "Report the outcome to RetentBase",
  look_up: "Look up how the cancellation ended",
  notify: "Send a notification",
};

const stateTexts: Record<ListedRow["state"], string> = {
  queued: "Waiting",
  done: "Done",
  dead: "Failed permanently",
  set_aside: "Set aside",
};

/** Rows of the outbox, each with its event where `withEvent`. */
export function rowList(config: PageConfig, rows: readonly ListedRow[], withEvent: boolean): Html {
  return html`<ul class="rows">${rows.map(
    (row) => html`<li>
<h3>${withEvent ? eventLink(config, row.eventId) : (kindTexts[row.kind] ?? row.kind)}</h3>
<dl>
${withEvent ? html`<dt>What</dt><dd>${kindTexts[row.kind] ?? row.kind}</dd>` : html`<dt>State</dt><dd>${stateTexts[row.state]}</dd>`}
<dt>Failed attempts</dt><dd>${row.attempts}</dd>
${row.setAsideAt === null ? null : html`<dt>Set aside</dt><dd>${moment(row.setAsideAt)}</dd>`}
${row.state === "queued" ? html`<dt>Next attempt</dt><dd>${moment(row.dueAt)}</dd>` : null}
${row.lastStatus === null ? null : html`<dt>Last status</dt><dd>${row.lastStatus}</dd>`}
${row.lastDetail === null ? null : html`<dt>Response</dt><dd><bdi>${withEvent ? truncate(row.lastDetail, maxDetailLength) : row.lastDetail}</bdi></dd>`}
</dl>
${rowForm(config, row)}
</li>`,
  )}</ul>`;
}

function eventLink(config: PageConfig, eventId: string): Html {
  return html`<a href="${operatorPath(config, { event: eventId })}"><bdi>${eventId}</bdi></a>`;
}

/** Queues all dead rows again. */
export function retryAllForm(config: PageConfig): Html {
  return html`<form method="post" action="${operatorPath(config)}">
<div class="actions"><button>Retry all</button></div>
</form>`;
}

/** Queues one event's dead rows again, or closes them; calls of billing are retried automatically. */
function rowForm(config: PageConfig, { eventId, state, kind, attempts }: ListedRow): Html | null {
  const canBeSent = state === "dead" || state === "set_aside";
  const canBeSetAside = state === "dead" || (state === "queued" && kind === "bill" && attempts > 0);
  if (!canBeSent && !canBeSetAside) return null;
  return html`<form method="post" action="${operatorPath(config)}">
<input type="hidden" name="event" value="${eventId}">
<div class="actions">
${canBeSent ? html`<button aria-label="Retry: ${eventId}">Retry</button>` : null}
${canBeSetAside ? html`<button name="do" value="set_aside" aria-label="Set aside: ${eventId}">Set aside</button>` : null}
</div>
</form>`;
}
