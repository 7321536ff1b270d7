import type { CustomerContext } from "@retent/retentbase";
import { Html, html } from "@retent/retentbase/internal";
import type { BillingLink, BillingSubscription } from "../../billing/billing.ts";
import type { Cancellation } from "../../cancellation/cancellation.ts";
import { toReference } from "../../cancellation/reference.ts";
import type { Page } from "../layout.ts";
import { cancellationTable } from "./cancellation-table.ts";
import { noList } from "./list-page.ts";
import { facts, type OperatorConfig, operatorLayout, operatorPath, viewPath } from "./operator-layout.ts";
import { tableStyles, trailStyles } from "./operator-styles.ts";
import { describeStanding } from "./terms.ts";

export interface CustomerView {
  userId: string;
  /** The newest first; undefined if the store has no list. */
  cancellations: readonly Cancellation[] | undefined;
  hasMore: boolean;
  /** Event ids of cancellations with tasks that have failed permanently. */
  failed: ReadonlySet<string>;
  /** What billing says right now; undefined where it says nothing, or not in time. */
  context: CustomerContext | undefined;
  subscriptions: readonly BillingSubscription[] | undefined;
  /** Whether billing could be asked for either. */
  isAsked: boolean;
  /** What billing's events have told. */
  links: readonly BillingLink[];
  /** Whether the store can give out and erase what it has. */
  isErasable: boolean;
}

/**
 * Everything about one customer.
 *
 * @param now milliseconds since the epoch
 */
export function customerPage(config: OperatorConfig, view: CustomerView, now: number): Page {
  const { userId, cancellations, hasMore, failed } = view;
  const latest = cancellations?.[0];
  return operatorLayout(config, {
    title: `Customer ${userId}`,
    heading: html`Customer <bdi>${userId}</bdi>`,
    view: "cancellations",
    trail: html`<a href="${viewPath(config, "cancellations")}">Cancellations</a>`,
    search: userId,
    styles: `${latest ? tableStyles : ""}${trailStyles}.columns{align-items:stretch}`,
    content: html`<div class="columns">
<section><h2>The latest cancellation</h2>
<p>${latest ? describeStanding(latest, config.plan, now) : "There is no cancellation of this customer, or not any more."}</p>
<p class="note">Names are not kept here. Your own system knows the customer by this id.</p>
${latest ? html`<div class="actions"><a href="${operatorPath(config, { event: latest.eventId })}"><span>View cancellation <bdi>${toReference(latest.eventId) ?? latest.eventId}</bdi></span></a></div>` : null}
</section>
<section><h2>What billing knows</h2>
${billingFacts(view)}
</section>
</div>
<section><h2>Cancellations</h2>
${
  cancellations === undefined
    ? noList
    : cancellations.length === 0
      ? html`<p>None.</p>`
      : cancellationTable(
          config,
          cancellations,
          hasMore ? `The newest ${cancellations.length}; there are older ones` : "The newest first",
          now,
          { isOfOneCustomer: true, failed },
        )
}</section>${view.isErasable ? dataSection(config, userId) : null}`,
  });
}

function dataSection(config: OperatorConfig, userId: string): Html {
  return html`
<section><h2>Stored data</h2>
<p>If the customer asks for it, export everything that is stored here about them, or erase it.</p>
<div class="actions"><a class="button" href="${operatorPath(config, { user: userId, view: "export" })}">Export</a><a class="button" href="${operatorPath(config, { user: userId, confirm: "erase" })}">Erase…</a></div>
</section>`;
}

/** What billing says of a customer, or has said. */
export function billingFacts({ context, subscriptions = [], links, cancellations = [] }: CustomerView): Html {
  const earlier = cancellations.find((each) => each.context !== null)?.context;
  const { plan, tenureDays } = context ?? earlier ?? {};
  const list: [label: string, value: Html | string | null][] = [
    ["Plan", plan ?? null],
    ["Customer for", tenureDays === undefined ? null : `${tenureDays} ${tenureDays === 1 ? "day" : "days"}`],
    ...subscriptions.map((each): [string, Html] => ["Subscription", describeListed(each)]),
    ...links.map(({ customer, subscription }): [string, string] => [
      "From its events",
      subscription ? `${customer}, ${subscription}` : customer,
    ]),
  ];
  if (list.every(([, value]) => value === null))
    return html`<p>Billing says nothing about this customer.</p>`;
  const isEarlier = context === undefined && earlier;
  return html`${facts(list)}${isEarlier ? html`<p class="note">As it was when the newest cancellation that says so started.</p>` : null}`;
}

/** A subscription by the name that customers know, what it costs, and when it ends or goes on. */
function describeListed({ id, label, price, renewsAt, endsIfCancelled }: BillingSubscription): Html {
  const details = [
    price && html`${price}`,
    renewsAt && html`next payment on ${day(renewsAt)}`,
    endsIfCancelled &&
      html`if cancelled today, it ends ${endsIfCancelled === "now" ? "at once" : html`on ${day(endsIfCancelled)}`}`,
  ].filter((detail) => detail instanceof Html);
  return html`<bdi>${nameSubscription({ id, label })}</bdi>${details.length > 0 && html`<small>${details.map((detail, index) => html`${index > 0 && "; "}${detail}`)}</small>`}`;
}

function day(iso: string): Html {
  return html`<span class="nowrap">${iso.slice(0, 10)}</span>`;
}

/** Billing's id, and before it the name that customers know, if there is one. */
export function nameSubscription({
  id,
  label,
}: Pick<BillingSubscription, "id"> & { label?: string | undefined }): string {
  return label && label !== id ? `${label} (${id})` : id;
}
