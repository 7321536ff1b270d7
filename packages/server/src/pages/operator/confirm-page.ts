import { html } from "@retent/retentbase/internal";
import type { Cancellation } from "../../cancellation/cancellation.ts";
import { type ListedRow, laneByKind, type OutboxLane } from "../../outbox/row.ts";
import type { Page } from "../layout.ts";
import {
  countTasks,
  type OperatorConfig,
  operatorLayout,
  operatorPath,
  viewPath,
} from "./operator-layout.ts";
import { confirmStyles, trailStyles } from "./operator-styles.ts";
import { isClosable, isRetryable, rowDetails, rowOwner } from "./row-list.ts";
import { kindTerms } from "./terms.ts";

export interface ConfirmView {
  step: "retry" | "close";
  /** Undefined for everything that has failed permanently. */
  eventId: string | undefined;
  /** The event's cancellation, if there is one. */
  cancellation: Cancellation | undefined;
  /** The event's rows, or all dead ones. */
  rows: readonly ListedRow[];
  /** How many are meant if all are. */
  dead: number;
}

const texts = {
  retry: { title: "Retry", button: "Retry now" },
  close: { title: "Close", button: "Close without sending" },
} as const;

/** What does not happen if a row of the lane is closed. */
const closingTerms: Record<OutboxLane, string> = {
  billing: "Your billing will not be called again.",
  events: "The billing event will not be processed.",
  retentbase: "RetentBase will not receive what this task would send.",
  sessions: "RetentBase will not be asked how the cancellation ended.",
  notifications: "The notification will not be sent.",
  mail: "The customer will not get the mail.",
  declarations: "The declaration will not be taken further.",
  reminders: "You will not be reminded of the declaration.",
};

function describeConsequence(step: ConfirmView["step"], rows: readonly ListedRow[], count: number): string {
  if (step === "retry")
    return count === 1
      ? "It is sent again at once. If a newer outcome exists, this one is dropped."
      : "They are sent again at once, in order. An outcome that a newer one has replaced is dropped.";
  const missed = new Set(rows.map(({ kind }) => closingTerms[laneByKind[kind]]));
  const [counts, it] = count === 1 ? ["It no longer counts", "it"] : ["They no longer count", "them"];
  return `${[...missed].join(" ")} ${counts} as failed. You can still retry ${it} until the cancellation is deleted.`;
}

/** Asks once more before rows are sent again or closed. */
export function confirmPage(
  config: OperatorConfig,
  { step, eventId, cancellation, rows, dead }: ConfirmView,
): Page {
  const { title, button } = texts[step];
  const concerned = rows.filter(step === "retry" ? isRetryable : isClosable);
  const back = eventId === undefined ? viewPath(config, "outbox") : operatorPath(config, { event: eventId });
  const count = eventId === undefined ? dead : concerned.length;
  const what = eventId !== undefined && count === 1 ? "this task" : countTasks(count);
  return operatorLayout(config, {
    title: `${title} ${what}?`,
    view: "outbox",
    trail: html`<a href="${viewPath(config, "outbox")}">Outbox</a>`,
    styles: `${trailStyles}${confirmStyles}`,
    content: html`<div class="card narrow">
${eventId === undefined ? html`<p>Everything that has failed permanently.</p>` : rowOwner(config, eventId, cancellation)}
${eventId === undefined ? null : html`<ul class="rows">${concerned.map((row) => html`<li class="row"><h2>${kindTerms[row.kind]}</h2>${rowDetails(row, 300)}</li>`)}</ul>`}
<p>${count === 0 ? "There is nothing to do any more." : describeConsequence(step, concerned, count)}</p>
<form method="post" action="${operatorPath(config)}" class="actions">
${eventId === undefined ? null : html`<input type="hidden" name="event" value="${eventId}">`}
${step === "close" ? html`<input type="hidden" name="do" value="set_aside">` : null}
${count === 0 ? null : html`<button class="primary">${button}</button>`}
${step === "retry" && eventId !== undefined && concerned.some(isClosable) ? html`<a class="button" href="${operatorPath(config, { event: eventId, confirm: "close" })}">Close instead</a>` : null}
<a href="${back}">Back</a>
</form>
</div>`,
  });
}
