import { html } from "@retent/retentbase/internal";
import type { CustomerCounts } from "../../cancellation/customer-data.ts";
import { toReference } from "../../cancellation/reference.ts";
import type { Unfinished } from "../../cancellation/unfinished.ts";
import type { Page } from "../layout.ts";
import {
  facts,
  type OperatorConfig,
  operatorLayout,
  operatorPath,
  viewPath,
  views,
} from "./operator-layout.ts";
import { confirmStyles, trailStyles } from "./operator-styles.ts";

export interface EraseView {
  /** The user id, or what else the data was found by. */
  userId: string;
  /** Whether it was found by the id of a declaration that belongs to no customer. */
  isDeclaration: boolean;
  counts: CustomerCounts;
  unfinished: readonly Unfinished[];
}

const styles = `${trailStyles}${confirmStyles}.check{display:flex;align-items:center;gap:.75rem;margin-bottom:1rem;color:inherit}
.check input{flex:none;width:1.5rem;min-height:1.5rem}
.card>dl+*{margin-top:1rem}
.tone{margin-bottom:1rem}.tone>:last-child{margin-bottom:0}.tone ul{padding-inline-start:1.25rem}
`;

/** Asks before everything about a customer is erased, and says what would be lost. */
export function erasePage(
  config: OperatorConfig,
  { userId, isDeclaration, counts, unfinished }: EraseView,
): Page {
  const view = isDeclaration ? "declarations" : "cancellations";
  const back = operatorPath(config, isDeclaration ? { declaration: userId } : { user: userId });
  const what = isDeclaration ? "declaration" : "customer";
  const name = isDeclaration ? (toReference(userId) ?? userId) : userId;
  const isEmpty = Object.values(counts).every((count) => count === 0);
  const shown = (count: number) => (count === 0 ? null : count);
  return operatorLayout(config, {
    title: `Erase ${what} ${name}?`,
    heading: html`Erase ${what} <bdi>${name}</bdi>?`,
    view,
    trail: html`<a href="${viewPath(config, view)}">${views[view]}</a><a href="${back}">${isDeclaration ? "Declaration" : "Customer"} <bdi>${name}</bdi></a>`,
    styles,
    content: html`<div class="card narrow">
${unfinished.length === 0 ? null : lossNote(config, unfinished)}
${
  isEmpty
    ? html`<p>Nothing is stored about this ${what}.</p>`
    : html`<p>Erasing removes everything that is stored here about this ${what}. This can’t be undone.</p>`
}
${
  isEmpty
    ? null
    : facts([
        ["Cancellations", shown(counts.cancellations)],
        ["Tasks", shown(counts.outboxRows)],
        ["Billing events", shown(counts.billingEvents)],
        ["Billing accounts", shown(counts.billingLinks)],
        ["Declarations", shown(counts.declarations)],
      ])
}
<p class="note">RetentBase, your billing, your backups and your logs keep their own copies.</p>
<form method="post" action="${operatorPath(config, { user: userId })}">
<input type="hidden" name="do" value="erase">
${unfinished.length === 0 ? null : html`<label class="check"><input type="checkbox" name="force" value="1" required>Erase now, and leave ${describeUnfinished(unfinished)} unfinished</label>`}
<div class="actions">
${isEmpty ? null : html`<button class="danger"><span>Erase ${what} <bdi>${name}</bdi></span></button><a class="button" href="${operatorPath(config, { user: userId, view: "export" })}">Export first</a>`}
<a href="${back}">Back</a>
</div>
</form>
</div>`,
  });
}

function lossNote(config: OperatorConfig, unfinished: readonly Unfinished[]) {
  const items = unfinished.map(({ eventId, what, isDeclaration = false }) => {
    const href = operatorPath(config, isDeclaration ? { declaration: eventId } : { event: eventId });
    return html`<li><a href="${href}"><bdi>${toReference(eventId) ?? eventId}</bdi></a>: ${what}.</li>`;
  });
  const [them, they] = countIds(unfinished) === 1 ? ["it", "it stays"] : ["them", "they stay"];
  return html`<div class="tone warn"><p><b>Not finished: ${describeUnfinished(unfinished)}.</b> Open ${them} to see what to do. If you erase now, ${they} like this:</p><ul>${items}</ul></div>`;
}

function countIds(unfinished: readonly Unfinished[]): number {
  return new Set(unfinished.map(({ eventId }) => eventId)).size;
}

/** What erasing would leave unfinished, by name if it is one thing. */
function describeUnfinished(unfinished: readonly Unfinished[]): string {
  const names = [
    ...new Set(unfinished.map(({ isDeclaration }) => (isDeclaration ? "declaration" : "cancellation"))),
  ];
  const all = countIds(unfinished);
  const [{ eventId } = { eventId: "" }] = unfinished;
  return all === 1
    ? `${names.join(" and ")} ${toReference(eventId) ?? eventId}`
    : `${all} ${names.map((name) => `${name}s`).join(" and ")}`;
}
