import { html } from "@retent/retentbase/internal";
import type { ListedRow } from "../../outbox/row.ts";
import type { Page } from "../layout.ts";
import {
  countTasks,
  type OperatorConfig,
  operatorLayout,
  operatorPath,
  viewPath,
} from "./operator-layout.ts";
import { isClosable, isRetryable, rowDetails } from "./row-list.ts";
import { kindTerms } from "./terms.ts";

export interface ConfirmView {
  step: "retry" | "close";
  /** Undefined for everything that has failed permanently. */
  eventId: string | undefined;
  /** The event's rows, or all dead ones. */
  rows: readonly ListedRow[];
  /** How many are meant if all are. */
  dead: number;
}

const texts = {
  retry: {
    title: "Retry",
    button: "Retry now",
    consequence:
      "What is retried is sent again at once, in its order. An outcome that a later one has replaced is dropped instead.",
  },
  close: {
    title: "Close",
    button: "Close without sending",
    consequence:
      "What is closed is not sent: RetentBase, billing and your receivers don’t hear of it, and health no longer counts it. You can still retry it until the cancellation is deleted.",
  },
} as const;

/** Asks once more before rows are sent again or closed. */
export function confirmPage(config: OperatorConfig, { step, eventId, rows, dead }: ConfirmView): Page {
  const { title, button, consequence } = texts[step];
  const concerned = rows.filter(step === "retry" ? isRetryable : isClosable);
  const back = eventId === undefined ? viewPath(config, "outbox") : operatorPath(config, { event: eventId });
  const count = eventId === undefined ? dead : concerned.length;
  const what = eventId !== undefined && count === 1 ? "this task" : countTasks(count);
  return operatorLayout(config, {
    title: `${title} ${what}?`,
    view: "outbox",
    content: html`<div class="card">
${eventId === undefined ? html`<p>Everything that has failed permanently.</p>` : html`<p>For the cancellation <bdi>${eventId}</bdi>.</p>`}
${eventId === undefined ? null : html`<ul class="rows">${concerned.map((row) => html`<li class="row"><h2>${kindTerms[row.kind]}</h2>${rowDetails(row, 300)}</li>`)}</ul>`}
<p>${count === 0 ? "There is nothing to do any more." : consequence}</p>
<form method="post" action="${operatorPath(config)}" class="actions">
${eventId === undefined ? null : html`<input type="hidden" name="event" value="${eventId}">`}
${step === "close" ? html`<input type="hidden" name="do" value="set_aside">` : null}
${count === 0 ? null : html`<button class="${step === "close" ? "danger" : "primary"}">${button}</button>`}
<a href="${back}">Back</a>
</form>
</div>`,
  });
}
