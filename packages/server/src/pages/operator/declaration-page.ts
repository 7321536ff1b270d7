import { type Html, html } from "@retent/retentbase/internal";
import { toReference } from "../../cancellation/reference.ts";
import { type Declaration, hasProvenCustomer } from "../../declarations/declaration.ts";
import type { ListedRow } from "../../outbox/row.ts";
import type { Page } from "../layout.ts";
import { declarationStates, describeWait } from "./declaration-list.ts";
import { declarationStyles } from "./declaration-styles.ts";
import { declaredFacts } from "./declared-facts.ts";
import { dateField } from "./match-page.ts";
import {
  facts,
  type OperatorAction,
  type OperatorConfig,
  operatorLayout,
  operatorPath,
  stateMark,
  viewPath,
} from "./operator-layout.ts";
import { trailStyles } from "./operator-styles.ts";
import { rowList } from "./row-list.ts";

interface DeclarationView {
  declaration: Declaration;
  /** All of its rows, in the order in which they were queued. */
  rows: readonly ListedRow[];
  action: OperatorAction | undefined;
}

const confirmations = {
  session: "By the customer, who was signed in",
  mail: "By the customer, with the link in the email",
  operator: "By you",
} as const;

/**
 * One declaration: what was declared, and what the operator can do about it.
 *
 * @param now milliseconds since the epoch
 */
export function declarationPage(
  config: OperatorConfig,
  { declaration, rows, action }: DeclarationView,
  now: number,
): Page {
  const { id, status, userId, confirmedBy, rejectedBecause } = declaration;
  const reference = toReference(id) ?? id;
  const wait = describeWait(declaration);
  const failed = rows.filter(
    ({ state, attempts }) => state === "dead" || (state === "queued" && attempts > 0),
  );
  return operatorLayout(config, {
    title: `Declaration ${reference}`,
    heading: html`Declaration <bdi>${reference}</bdi>`,
    view: "declarations",
    trail: html`<a href="${viewPath(config, "declarations")}">Declarations</a>`,
    action,
    styles: `${trailStyles}${declarationStyles}`,
    content: html`${wait && html`<p class="tone warn"><b>Open.</b> ${wait}</p>`}<div class="columns">
<section><h2>What was declared</h2>
${declaredFacts(declaration)}
</section>
<section><h2>Status</h2>
${facts([
  ["Status", stateMark(...declarationStates[status])],
  [
    "Customer",
    userId === null
      ? null
      : html`<a href="${operatorPath(config, { user: userId })}"><bdi>${userId}</bdi></a>`,
  ],
  ["Subscription", declaration.subscription],
  ["Confirmed", confirmedBy === null ? "Not yet" : confirmations[confirmedBy]],
  ["Ends for cause on", declaration.endsAt],
  ["Rejected because", rejectedBecause],
])}
${status === "matched" ? html`<div class="actions"><a href="${operatorPath(config, { event: id })}">View the cancellation</a></div>` : null}
${status === "open" ? html`${matchPart(config, declaration, now)}${rejectPart(config, id)}` : null}
</section>
</div>
${hasProvenCustomer(declaration) ? null : dataSection(config, id)}${failed.length === 0 ? null : html`<section><h2>Failed tasks</h2>${rowList(config, failed, [])}</section>`}`,
  });
}

function matchPart(config: OperatorConfig, declaration: Declaration, now: number): Html {
  const { id, userId } = declaration;
  const form = (fields: Html | null, button: Html) => html`<form action="${operatorPath(config)}">
<input type="hidden" name="declaration" value="${id}">
<input type="hidden" name="confirm" value="match">
${fields}${dateField(declaration, now)}
<div class="actions">${button}</div>
</form>`;
  const intro = html`<h2>Match it</h2>
<p>Look at what is known of the customer first. This ends nothing yet.</p>`;
  const lookUp = form(
    html`<label>Customer’s id <input name="user" required maxlength="255" autocomplete="off" spellcheck="false"></label>`,
    html`<button class="${userId === null ? "primary" : ""}">Look up the customer</button>`,
  );
  if (userId === null) return html`${intro}${lookUp}`;
  const goOn = form(
    html`<input type="hidden" name="user" value="${userId}">`,
    html`<button class="primary"><span>Continue with <bdi>${userId}</bdi></span></button>`,
  );
  return html`${intro}${goOn}<details><summary>It is another customer</summary>${lookUp}</details>`;
}

function rejectPart(config: OperatorConfig, id: string): Html {
  return html`<h2>Reject it</h2>
<p>If there is no such contract. The next page says who gets an email.</p>
<div class="actions"><a class="button" href="${operatorPath(config, { declaration: id, confirm: "reject" })}">Reject…</a></div>`;
}

/** A declaration whose customer is not proven is found by its id. */
function dataSection(config: OperatorConfig, id: string): Html {
  return html`<section><h2>Stored data</h2>
<p>It is not proven which customer this declaration belongs to. If its sender asks for it, export what is stored about it, or erase it.</p>
<div class="actions"><a class="button" href="${operatorPath(config, { user: id, view: "export" })}">Export</a><a class="button" href="${operatorPath(config, { user: id, confirm: "erase" })}">Erase…</a></div>
</section>`;
}
