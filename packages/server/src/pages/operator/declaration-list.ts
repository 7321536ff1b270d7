import { type Html, html } from "@retent/retentbase/internal";
import { toReference } from "../../cancellation/reference.ts";
import type { Declaration } from "../../declarations/declaration.ts";
import type { Page } from "../layout.ts";
import { declarationStyles } from "./declaration-styles.ts";
import {
  age,
  minute,
  type OperatorAction,
  type OperatorConfig,
  operatorLayout,
  operatorPath,
  type Tone,
} from "./operator-layout.ts";
import { tableStyles } from "./operator-styles.ts";
import { declarationKinds, lawTerms } from "./terms.ts";

export interface DeclarationListView {
  status: Declaration["status"];
  /** Of the open ones the oldest first, and of the others the newest. */
  declarations: readonly Declaration[];
  open: number;
  /** Where the next page begins; undefined on the last one. */
  next: string | undefined;
  action: OperatorAction | undefined;
}

export const declarationStates: Record<Declaration["status"], readonly [label: string, tone: Tone]> = {
  open: ["Open", "warn"],
  matched: ["Matched", "good"],
  rejected: ["Rejected", "quiet"],
};

/**
 * What customers have declared without an account.
 *
 * @param now milliseconds since the epoch
 */
export function declarationListPage(config: OperatorConfig, view: DeclarationListView, now: number): Page {
  const { status: shown, declarations, open, next, action } = view;
  const path = (query: Record<string, string>) => operatorPath(config, { view: "declarations", ...query });
  const tabs = Object.entries(declarationStates).map(
    ([status, [label]]) =>
      html`<a class="button" href="${path({ status })}"${status === shown ? html` aria-current="true"` : null}>${label}${status === "open" ? ` (${open})` : null}</a>`,
  );
  return operatorLayout(config, {
    title: "Declarations",
    view: "declarations",
    action,
    styles: `${declarations.length === 0 ? "" : tableStyles}${declarationStyles}`,
    content: html`<p>What customers have declared on the pages that laws prescribe. Each counts from the moment it was received.</p>
<div class="actions tabs">${tabs}</div>
<section>${declarations.length === 0 ? html`<p>None.</p>` : table(config, view, now)}
${next === undefined ? null : html`<div class="actions"><a href="${path({ status: shown, after: next })}">Next</a></div>`}
</section>`,
  });
}

function table(config: OperatorConfig, { status, declarations }: DeclarationListView, now: number): Html {
  const [last, describe] = lastColumns[status];
  const columns = ["Reference", "Received", "Name", "Contract", "Kind", "Law", last];
  return html`<table class="list declared">
<caption>${status === "open" ? "The oldest first" : "The newest first"}, times in UTC</caption>
<thead><tr>${columns.map((column) => html`<th scope="col">${column}</th>`)}</tr></thead>
<tbody>${declarations.map((declaration) => {
    const { id, receivedAtMs, name, contract, kind, preset } = declaration;
    const cells = [
      html`<a href="${operatorPath(config, { declaration: id })}"><bdi>${toReference(id) ?? id}</bdi></a>`,
      html`<span>${minute(receivedAtMs)} ${age(receivedAtMs, now)}</span>`,
      html`<bdi>${name}</bdi>`,
      html`<bdi>${contract}</bdi>`,
      declarationKinds[kind].short,
      lawTerms[preset],
      html`<bdi>${describe(declaration)}</bdi>`,
    ];
    return html`<tr>${cells.map((cell) => html`<td>${cell}</td>`)}</tr>`;
  })}</tbody>
</table>`;
}

/** All declarations in a list are in one state: the last column says what matters then. */
const lastColumns: Record<
  Declaration["status"],
  readonly [title: string, describe: (declaration: Declaration) => string | null]
> = {
  open: ["What to do", describeWait],
  matched: ["Customer", ({ userId }) => userId],
  rejected: ["Rejected because", ({ rejectedBecause }) => rejectedBecause],
};

/** What an open declaration waits for. */
export function describeWait(declaration: Declaration): string | null {
  const { status, userId, confirmedBy, kind, isKnownEmail, isAmbiguous } = declaration;
  if (status !== "open") return null;
  if (userId === null) return "Find whose contract it is.";
  if (kind === "for_cause") return "Decide from which date the contract is over.";
  if (isAmbiguous) return "It is not clear which subscription it is about: say which one is meant.";
  if (confirmedBy === "mail" && !isKnownEmail)
    return "The email address is not the one that you have of this customer: confirm that it comes from them.";
  if (confirmedBy === null && isKnownEmail)
    return "The customer has to open the link in the email, or you confirm.";
  return confirmedBy === null ? "Confirm that it comes from this customer." : "It is being processed.";
}
