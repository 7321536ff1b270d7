import { type Html, html } from "@retent/retentbase/internal";
import { toReference } from "../../cancellation/reference.ts";
import type { Declaration } from "../../declarations/declaration.ts";
import type { Page } from "../layout.ts";
import { nameSubscription } from "./customer-page.ts";
import {
  facts,
  moment,
  type OperatorConfig,
  operatorLayout,
  operatorPath,
  viewPath,
} from "./operator-layout.ts";
import { confirmStyles, trailStyles } from "./operator-styles.ts";

/** What the operator has chosen for a declaration. */
interface OtherMatch {
  declaration: Declaration;
  userId: string;
  subscription: string | null;
  /** What the customer knows it by, if billing says so. */
  label: string | undefined;
  /** From when the contract is over, as `2026-12-31`; null if billing decides. */
  endsAt: string | null;
}

/** Whether a declaration is matched with another customer than the one that it was found to belong to. */
export function isOtherCustomer({ userId: known }: Declaration, userId: string): boolean {
  return known !== null && known !== userId;
}

/** Asks once more before another customer's subscription is ended than the one that was found. */
export function otherCustomerPage(config: OperatorConfig, match: OtherMatch): Page {
  const { declaration, userId, subscription, label, endsAt } = match;
  const { id, name, email, receivedAtMs, userId: known } = declaration;
  const reference = toReference(id) ?? id;
  const link = (user: string) => html`<a href="${operatorPath(config, { user })}"><bdi>${user}</bdi></a>`;
  const hidden = Object.entries({
    declaration: id,
    user: userId,
    subscription,
    date: endsAt,
    instead: known,
  });
  return operatorLayout(config, {
    title: "Match with another customer?",
    view: "declarations",
    trail: html`<a href="${viewPath(config, "declarations")}">Declarations</a><a href="${operatorPath(config, { declaration: id })}">Declaration <bdi>${reference}</bdi></a>`,
    styles: `${trailStyles}${confirmStyles}`,
    content: html`<div class="card narrow">
${otherCustomerWarning(config, declaration, userId)}
${facts([
  ["Declared by", name],
  ["Received", moment(receivedAtMs)],
  ["Found customer", known && link(known)],
  ["Your choice", link(userId)],
  [
    "Subscription",
    subscription === null ? "The one that billing finds" : nameSubscription({ id: subscription, label }),
  ],
  ["Contract ends on", endsAt],
])}
<p>Billing then ends the subscription of <bdi>${userId}</bdi>, and not that of <bdi>${known}</bdi>. This can’t be undone here. ${email === null ? html`<b>No email is sent.</b>` : html`<b>An email goes to <bdi>${email}</bdi></b>, the address in the declaration, once billing has ended it.`}</p>
<form method="post" action="${operatorPath(config)}">
${hidden.map(([field, value]) => value !== null && html`<input type="hidden" name="${field}" value="${value}">`)}
<div class="actions"><button class="danger" name="do" value="match"><span>End it for <bdi>${userId}</bdi></span></button><a href="${operatorPath(config, { declaration: id, confirm: "match", user: userId, date: endsAt ?? undefined })}">Back</a></div>
</form>
</div>`,
  });
}

/** A declaration that was sent signed in, or that the host app has found a customer for, may be matched wrongly. */
export function otherCustomerWarning(
  config: OperatorConfig,
  declaration: Declaration,
  userId: string,
): Html | null {
  const { userId: known, confirmedBy, isKnownEmail } = declaration;
  if (known === null || !isOtherCustomer(declaration, userId)) return null;
  const link = html`<a href="${operatorPath(config, { user: known })}"><bdi>${known}</bdi></a>`;
  const why = {
    session: html`This was sent by ${link}, who was signed in.`,
    operator: html`You have matched this with ${link} before.`,
    mail: null,
  }[confirmedBy ?? "mail"];
  const found = isKnownEmail
    ? html`By its email address this belongs to ${link}.`
    : html`Your function findCustomer has found ${link} for this.`;
  return html`<p class="tone danger"><b>${why ?? found}</b> You are about to match it with another customer.</p>`;
}
