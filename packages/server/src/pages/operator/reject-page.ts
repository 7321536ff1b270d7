import { html } from "@retent/retentbase/internal";
import { toReference } from "../../cancellation/reference.ts";
import type { Declaration } from "../../declarations/declaration.ts";
import type { Page } from "../layout.ts";
import {
  facts,
  moment,
  type OperatorConfig,
  operatorLayout,
  operatorPath,
  viewPath,
} from "./operator-layout.ts";
import { confirmStyles, trailStyles } from "./operator-styles.ts";

/** Asks before a declaration is rejected: says whose it is, and whether a mail goes out. */
export function rejectPage(config: OperatorConfig, declaration: Declaration): Page {
  const { id, name, contract, email, isMailed, receivedAtMs, userId } = declaration;
  const reference = toReference(id) ?? id;
  const back = operatorPath(config, { declaration: id });
  return operatorLayout(config, {
    title: `Reject declaration ${reference}?`,
    heading: html`Reject declaration <bdi>${reference}</bdi>?`,
    view: "declarations",
    trail: html`<a href="${viewPath(config, "declarations")}">Declarations</a><a href="${back}">Declaration <bdi>${reference}</bdi></a>`,
    styles: `${trailStyles}${confirmStyles}`,
    content: html`<div class="card narrow">
<p>Only if there is no such contract. Nothing is ended then, and the declaration can’t be opened again.</p>
${facts([
  ["From", name],
  ["Contract", contract],
  ["Received", moment(receivedAtMs)],
  ["Customer", userId && html`<a href="${operatorPath(config, { user: userId })}"><bdi>${userId}</bdi></a>`],
])}
<p>${
      isMailed
        ? html`<b>An email goes to <bdi>${email}</bdi>.</b> It says that you could not match the declaration, and how to go on. It does not say why.`
        : html`<b>No email is sent for that:</b> write to the customer yourself.`
    }</p>
<form method="post" action="${operatorPath(config)}">
<input type="hidden" name="declaration" value="${id}">
<label>Why, for your own records <input name="reason" required maxlength="500"></label>
<div class="actions"><button class="danger" name="do" value="reject">${isMailed ? "Reject and send the email" : "Reject"}</button><a href="${back}">Back</a></div>
</form>
</div>`,
  });
}
