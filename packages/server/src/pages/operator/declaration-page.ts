import { type Html, html } from "@retent/retentbase/internal";
import { toReference } from "../../cancellation/reference.ts";
import { type Declaration, hasProvenCustomer } from "../../declarations/declaration.ts";
import type { ListedRow } from "../../outbox/row.ts";
import type { Page } from "../layout.ts";
import { declarationStates, describeWait } from "./declaration-list.ts";
import { declarationStyles } from "./declaration-styles.ts";
import { type CustomerSearch, describeCustomer, describeProof } from "./declared-customer.ts";
import { declaredFacts } from "./declared-facts.ts";
import {
  facts,
  type OperatorAction,
  type OperatorConfig,
  operatorLayout,
  operatorPath,
  viewPath,
} from "./operator-layout.ts";
import { trailStyles } from "./operator-styles.ts";
import { describeReceipt } from "./receipt-state.ts";
import { rowList } from "./row-list.ts";

interface DeclarationView {
  declaration: Declaration;
  /** All of its rows, in the order in which they were queued. */
  rows: readonly ListedRow[];
  search: CustomerSearch;
  action: OperatorAction | undefined;
}

/** One declaration: what was declared, and what the operator can do about it. */
export function declarationPage(
  config: OperatorConfig,
  { declaration, rows, search, action }: DeclarationView,
): Page {
  const { id, status } = declaration;
  const reference = toReference(id) ?? id;
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
    content: html`${banner(config, declaration)}<div class="columns">
<section><h2>What was declared</h2>
${declaredFacts(declaration)}
</section>
<section><h2>Customer and receipt</h2>
${facts([
  ["Customer", describeCustomer(config, declaration, search)],
  ["Subscription", declaration.subscription],
  ["Proof of sender", status === "rejected" ? null : describeProof(declaration)],
  ["Ends for cause on", declaration.endsAt],
  ["Receipt", describeReceipt(declaration, rows)],
])}
${status === "open" ? html`${matchPart(config, declaration)}${rejectPart(config, id)}` : null}
</section>
</div>
${hasProvenCustomer(declaration) ? null : dataSection(config, id)}${failed.length === 0 ? null : html`<section><h2>Failed tasks</h2>${rowList(config, failed, [])}</section>`}`,
  });
}

/** What has become of it, or what it waits for. */
function banner(config: OperatorConfig, declaration: Declaration): Html {
  const { id, status, rejectedBecause } = declaration;
  const [label, tone] = declarationStates[status];
  const next = {
    open: describeWait(declaration),
    matched: html`<a href="${operatorPath(config, { event: id })}">View the cancellation</a>`,
    rejected: rejectedBecause && html`<bdi>${rejectedBecause}</bdi>`,
  }[status];
  return html`<p class="tone ${tone}"><b>${label}.</b> ${next}</p>`;
}

function matchPart(config: OperatorConfig, { id, userId }: Declaration): Html {
  const form = (fields: Html, button: Html) => html`<form action="${operatorPath(config)}">
<input type="hidden" name="declaration" value="${id}">
<input type="hidden" name="confirm" value="match">
${fields}
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
<p>Reject it if there is no such contract: the next page says who gets an email.</p>
<div class="actions"><a class="button" href="${operatorPath(config, { declaration: id, confirm: "reject" })}">Reject…</a></div>`;
}

/** A declaration whose customer is not proven is found by its id. */
function dataSection(config: OperatorConfig, id: string): Html {
  return html`<section><h2>Stored data</h2>
<p>It is not proven which customer this declaration belongs to. If its sender asks for it, export what is stored about it, or erase it.</p>
<div class="actions"><a class="button" href="${operatorPath(config, { user: id, view: "export" })}">Export</a><a class="button" href="${operatorPath(config, { user: id, confirm: "erase" })}">Erase…</a></div>
</section>`;
}
