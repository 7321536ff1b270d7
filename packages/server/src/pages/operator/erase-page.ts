import { html } from "@retent/retentbase/internal";
import type { CustomerCounts } from "../../cancellation/customer-data.ts";
import { toReference } from "../../cancellation/reference.ts";
import type { Unfinished } from "../../cancellation/unfinished.ts";
import type { Page } from "../layout.ts";
import { facts, type OperatorConfig, operatorLayout, operatorPath } from "./operator-layout.ts";
import { confirmStyles } from "./operator-styles.ts";

export interface EraseView {
  /** The user id, or what else the data was found by. */
  userId: string;
  /** Whether it was found by the id of a declaration that belongs to no customer. */
  isDeclaration: boolean;
  counts: CustomerCounts;
  unfinished: readonly Unfinished[];
}

const styles = `${confirmStyles}.check{display:flex;align-items:center;gap:.75rem;margin-bottom:1rem;color:inherit}
.check input{flex:none;width:1.5rem;min-height:1.5rem}
.card>dl+*{margin-top:1rem}
.tone{margin-bottom:1rem}.tone>:last-child{margin-bottom:0}.tone ul{padding-inline-start:1.25rem}
`;

/** Asks before everything about a customer is erased, and says what would be lost. */
export function erasePage(config: OperatorConfig, view: EraseView): Page {
  const { userId, isDeclaration, counts, unfinished } = view;
  const back = operatorPath(config, isDeclaration ? { declaration: userId } : { user: userId });
  const what = isDeclaration ? "declaration" : "customer";
  const name = isDeclaration ? (toReference(userId) ?? userId) : userId;
  const isEmpty = Object.values(counts).every((count) => count === 0);
  return operatorLayout(config, {
    title: `Erase ${what} ${name}?`,
    heading: html`Erase ${what} <bdi>${name}</bdi>?`,
    view: isDeclaration ? "declarations" : "cancellations",
    styles,
    content: html`<div class="card narrow">
${unfinished.length === 0 ? null : lossNote(config, unfinished)}
${
  isEmpty
    ? html`<p>Nothing is stored about this ${what}.</p>`
    : html`<p>Erasing removes everything that is stored here about this ${what}. This can’t be undone.</p>`
}
${facts([
  ["Cancellations", counts.cancellations],
  ["Tasks", counts.outboxRows],
  ["Billing events", counts.billingEvents],
  ["Billing accounts", counts.billingLinks],
  ["Declarations", counts.declarations],
])}
<p class="note">RetentBase, your billing, your backups and your logs keep their own copies.</p>
<form method="post" action="${operatorPath(config, { user: userId })}">
<input type="hidden" name="do" value="erase">
${unfinished.length === 0 ? null : html`<label class="check"><input type="checkbox" name="force" value="1" required>Erase now, and leave this undone</label>`}
<div class="actions">
${isEmpty ? null : html`<button class="danger">Erase</button><a class="button" href="${operatorPath(config, { user: userId, view: "export" })}">Export first</a>`}
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
  return html`<div class="tone warn"><p><b>Finish this first.</b> Open it to see what to do. If you erase now, it stays undone:</p><ul>${items}</ul></div>`;
}
