import { html } from "@retent/retentbase/internal";
import type { Cancellation } from "../../cancellation/cancellation.ts";
import type { ListedRow } from "../../outbox/row.ts";
import type { Page } from "../layout.ts";
import { describeClosing, labelClosing } from "./closing-terms.ts";
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
  /** Those that the rows are for, as far as they are known. */
  cancellations: readonly Cancellation[];
  /** The event's rows, or the oldest of all dead ones. */
  rows: readonly ListedRow[];
  /** How many are meant if all are. */
  dead: number;
}

/**
 * What happens once it is confirmed.
 *
 * @param isReplaced whether an outcome among the rows is, or may be, replaced by a newer one
 */
function describeConsequence(
  step: ConfirmView["step"],
  rows: readonly ListedRow[],
  count: number,
  isReplaced: boolean,
): string {
  if (step === "retry" && count === 1)
    return isReplaced ? "A newer outcome exists, so this one is dropped." : "It is sent again at once.";
  if (step === "retry")
    return `They are sent again at once, in order.${isReplaced ? " An outcome that a newer one has replaced is dropped." : ""}`;
  const [counts, it] =
    count === 1 ? ["The task no longer counts", "it"] : ["The tasks no longer count", "them"];
  return `${describeClosing(rows)} ${counts} as failed. You can still retry ${it} until the cancellation is deleted.`;
}

/** Whether an event's rows have a newer outcome than one of those to be sent again. Of dead rows alone it may be so. */
function hasReplaced({ eventId, rows }: ConfirmView): boolean {
  return rows.some(
    ({ kind, state }, index) =>
      kind === "update" &&
      (eventId === undefined ||
        (isRetryable({ state }) &&
          rows.slice(index + 1).some((later) => later.kind === "update" && later.state !== "dead"))),
  );
}

/** Asks once more before rows are sent again or closed, and says whose they are. */
export function confirmPage(config: OperatorConfig, view: ConfirmView): Page {
  const { step, eventId, cancellations, rows, dead } = view;
  const concerned = rows.filter(step === "retry" ? isRetryable : isClosable);
  const closable = rows.filter(isClosable);
  const back = eventId === undefined ? viewPath(config, "outbox") : operatorPath(config, { event: eventId });
  const count = eventId === undefined ? dead : concerned.length;
  const what = eventId !== undefined && count === 1 ? "this task" : countTasks(count);
  const owner = (id: string) =>
    rowOwner(
      config,
      id,
      cancellations.find((each) => each.eventId === id),
    );
  const task = (row: ListedRow) =>
    html`<li class="row"><h2>${kindTerms[row.kind]}</h2>${eventId === undefined ? owner(row.eventId) : rowDetails(row, 300)}</li>`;
  return operatorLayout(config, {
    title: `${step === "retry" ? "Retry" : "Close"} ${what}?`,
    view: "outbox",
    trail: html`<a href="${viewPath(config, "outbox")}">Outbox</a>`,
    styles: `${trailStyles}${confirmStyles}`,
    content: html`<div class="card narrow">
${eventId === undefined ? html`<p>Everything that has failed permanently.${count > concerned.length ? ` These are the oldest ${concerned.length}.` : null}</p>` : owner(eventId)}
<ul class="rows">${concerned.map(task)}</ul>
<p>${count === 0 ? "There is nothing to do any more." : describeConsequence(step, concerned, count, hasReplaced(view))}</p>
<form method="post" action="${operatorPath(config)}" class="actions">
${eventId === undefined ? null : html`<input type="hidden" name="event" value="${eventId}">`}
${step === "close" ? html`<input type="hidden" name="do" value="set_aside">` : null}
${count === 0 ? null : html`<button class="primary">${step === "retry" ? "Retry now" : labelClosing(concerned)}</button>`}
${step === "retry" && eventId !== undefined && closable.length > 0 ? html`<a class="button" href="${operatorPath(config, { event: eventId, confirm: "close" })}">${labelClosing(closable)}</a>` : null}
<a href="${back}">Back</a>
</form>
</div>`,
  });
}
