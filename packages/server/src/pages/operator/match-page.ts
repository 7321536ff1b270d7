import { type Html, html } from "@retent/retentbase/internal";
import type { BillingSubscription } from "../../billing/billing.ts";
import { toReference } from "../../cancellation/reference.ts";
import type { Declaration } from "../../declarations/declaration.ts";
import { isSameEmail } from "../../declarations/find-customer.ts";
import type { Page } from "../layout.ts";
import { billingFacts, type CustomerView, nameSubscription } from "./customer-page.ts";
import { declarationStyles } from "./declaration-styles.ts";
import { declaredFacts } from "./declared-facts.ts";
import {
  facts,
  type OperatorConfig,
  operatorLayout,
  operatorPath,
  toDate,
  viewPath,
} from "./operator-layout.ts";
import { trailStyles } from "./operator-styles.ts";
import { otherCustomerWarning } from "./other-customer-page.ts";

interface MatchView {
  declaration: Declaration;
  /** The customer whom the operator has named. */
  customer: CustomerView;
  /** The address that the host app has named with a cancellation; undefined if it has not. */
  knownEmail: string | undefined;
  /** From when the contract is over, if the operator has said so before. */
  date: string | undefined;
  /** Whose cancellation the declaration goes on with; undefined if it began by itself. */
  startedBy: string | undefined;
}

/**
 * Shows what was declared beside what is known of the customer, before billing ends anything.
 *
 * @param now milliseconds since the epoch
 */
export function matchPage(
  config: OperatorConfig,
  { declaration, customer, knownEmail, date, startedBy }: MatchView,
  now: number,
): Page {
  const { id } = declaration;
  const { userId } = customer;
  const reference = toReference(id) ?? id;
  return operatorLayout(config, {
    title: `Match declaration ${reference}?`,
    heading: html`Match with customer <bdi>${userId}</bdi>?`,
    view: "declarations",
    trail: html`<a href="${viewPath(config, "declarations")}">Declarations</a><a href="${operatorPath(config, { declaration: id })}">Declaration <bdi>${reference}</bdi></a>`,
    styles: `${trailStyles}${declarationStyles}`,
    content: html`${otherCustomerWarning(config, declaration, userId)}<div class="columns">
<section><h2>What was declared</h2>
${declaredFacts(declaration)}
</section>
<section><h2>What is known of the customer</h2>
<p class="note">Names are not kept here: compare the declared one in your own system.</p>
${emailFact(declaration, userId, knownEmail)}
${
  isKnown(customer)
    ? html`${billingFacts(customer)}<div class="actions"><a href="${operatorPath(config, { user: userId })}">View the customer</a></div>`
    : html`<p class="tone warn">${customer.isAsked ? "Neither billing nor this server knows a customer with this id." : "This server knows no customer with this id, and billing could not be asked."} Check that it is right.</p>`
}
</section>
</div>
${startedBy === undefined || startedBy === userId ? matchForm(config, declaration, customer, { date, now }) : onlyFor(config, startedBy)}`,
  });
}

/** The customer's address beside the declared one. */
function emailFact(declaration: Declaration, userId: string, knownEmail: string | undefined): Html | null {
  const { email, isKnownEmail, userId: found } = declaration;
  if (email !== null && isKnownEmail && found === userId)
    return facts([["Email", html`<bdi>${email}</bdi><small>The same as in the declaration</small>`]]);
  if (knownEmail === undefined) return null;
  const isSame = isSameEmail(knownEmail, email);
  return facts([
    [
      "Email",
      html`<bdi>${knownEmail}</bdi><small>${isSame ? "The same as" : "Not the one"} in the declaration</small>`,
    ],
  ]);
}

function matchForm(
  config: OperatorConfig,
  declaration: Declaration,
  customer: CustomerView,
  { date, now }: { date: string | undefined; now: number },
): Html {
  const { id } = declaration;
  return html`<section><h2>Match and end</h2>
<p>Only if you are sure that the declaration comes from this customer: billing then ends the subscription. This can’t be undone here.</p>
<form method="post" action="${operatorPath(config)}">
<input type="hidden" name="declaration" value="${id}">
<input type="hidden" name="user" value="${customer.userId}">
${subscriptionField(declaration, customer)}
${dateField(declaration, now, date)}
<div class="actions"><button class="danger" name="do" value="match">Match and end</button><a href="${operatorPath(config, { declaration: id })}">Back</a></div>
</form>
</section>`;
}

/** A cancellation is one customer's: no other subscription can be ended under its id. */
function onlyFor(config: OperatorConfig, startedBy: string): Html {
  return html`<p class="tone warn">This was declared within a cancellation that <a href="${operatorPath(config, { user: startedBy })}"><bdi>${startedBy}</bdi></a> has started, so it can only be matched with that customer. End another customer’s subscription in your billing.</p>`;
}

function isKnown({ cancellations = [], context, subscriptions = [], links }: CustomerView): boolean {
  return cancellations.length > 0 || context !== undefined || subscriptions.length > 0 || links.length > 0;
}

/** A choice where billing lists what the customer has. */
function subscriptionField(
  declaration: Declaration,
  { userId, subscriptions: listed = [] }: CustomerView,
): Html {
  // Another customer's is not this one's.
  const subscription = declaration.userId === userId ? declaration.subscription : null;
  const isListed = listed.some(({ id }) => id === subscription);
  const named = subscription !== null && !isListed ? [{ id: subscription }] : [];
  const all: BillingSubscription[] = [...named, ...listed];
  if (listed.length === 0)
    return html`<label>Subscription’s id at billing, if the customer has several <input name="subscription" maxlength="255" value="${subscription ?? ""}" autocomplete="off" spellcheck="false"></label>`;
  // Even a single one is not preselected for a customer who said that it is about another contract.
  const isChoice = (all.length > 1 || declaration.isAmbiguous) && !isListed;
  const option = ({ id, label }: BillingSubscription) =>
    html`<option value="${id}"${id === subscription && isListed ? html` selected` : null}>${nameSubscription({ id, label })}</option>`;
  return html`<label>Subscription <select name="subscription" required>${isChoice ? html`<option value="">Choose</option>` : null}${all.map(option)}</select></label>`;
}

/** When a contract ends for cause is for the operator to decide. */
function dateField({ kind, wishedEnd }: Declaration, now: number, date: string | undefined): Html | null {
  if (kind !== "for_cause") return null;
  return html`<label>The contract is over from the end of this day <input name="date" type="date" required value="${date ?? wishedEnd ?? toDate(now)}"></label>`;
}
