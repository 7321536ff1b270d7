import {
  type Answer,
  designTokens,
  Html,
  html,
  page,
  type Received,
  seeOther,
} from "@retent/emulator/internal";
import type { StripeAccount } from "./create-stripe-account.ts";
import type { Change } from "./stripe-account.ts";
import { type LocalSubscription, periodEnd } from "./stripe-objects.ts";

const headers = {
  "content-security-policy":
    "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; frame-ancestors 'none'",
};

const styles = new Html(`${designTokens}
*{box-sizing:border-box}
body{margin:0;background:var(--ground);color:var(--text);font:1rem/1.5 var(--font)}
main{width:min(34rem,100% - 2rem);margin:3rem auto;padding:2rem;background:var(--surface);border:1px solid var(--line);border-radius:var(--radius-large)}
h1{margin:0 0 1rem;font-size:1.5rem}
h2{margin:0;font-size:1.125rem}
section{margin-top:1.5rem;padding-top:1rem;border-top:1px solid var(--line)}
form{display:flex;flex-wrap:wrap;gap:.5rem}
button{min-height:2.75rem;padding:.375rem 1rem;border:1px solid var(--control);border-radius:var(--radius);background:var(--surface);color:inherit;font:inherit;font-weight:600;cursor:pointer}
a{color:var(--accent)}
:focus-visible{outline:3px solid var(--focus);outline-offset:2px}
`);

/** Stands in for Stripe's customer portal, with a button more: time passes. */
export function createPortalPage(account: StripeAccount) {
  return (received: Received): Answer => {
    const { searchParams } = new URL(received.url, "http://local");
    const customer = searchParams.get("customer") ?? "";
    if (received.method === "POST") act(new URLSearchParams(String(received.body ?? "")));
    if (received.method === "POST") return seeOther(received.url);
    const own = [...account.subscriptions.values()].filter((each) => each.customer === customer);
    return page(200, portalPage(own, searchParams.get("return_url") ?? ""), headers);
  };

  function act(form: URLSearchParams): void {
    const id = form.get("subscription") ?? "";
    const subscription = account.subscriptions.get(id);
    if (subscription?.status !== "active") return;
    if (form.get("action") === "pass") account.endPeriod(id);
    if (form.get("action") === "keep") account.change(id, toNoEnd(subscription));
    if (form.get("action") === "cancel") account.change(id, toPeriodEnd(subscription));
  }
}

/**
 * With flexible billing the portal schedules an end by its date alone
 * (https://docs.stripe.com/billing/subscriptions/billing-mode/compare).
 */
function toPeriodEnd(subscription: LocalSubscription): Change {
  const isFlexible = subscription.billing_mode.type === "flexible";
  return isFlexible ? { cancel_at: periodEnd(subscription) } : { cancel_at_period_end: true };
}

function toNoEnd({ cancel_at_period_end: isAtPeriodEnd }: LocalSubscription): Change {
  return isAtPeriodEnd ? { cancel_at_period_end: false } : { cancel_at: null };
}

function portalPage(subscriptions: LocalSubscription[], returnUrl: string) {
  return html`<!doctype html>
<html lang="en">
<head>
  <meta charset="utf-8">
  <meta name="viewport" content="width=device-width, initial-scale=1">
  <meta name="color-scheme" content="light dark">
  <title>Your billing, at a local Stripe</title>
  <style>${styles}</style>
</head>
<body>
<main>
<h1>Your billing, at a local Stripe</h1>
${subscriptions.map(section)}
${/^https?:/.test(returnUrl) && html`<p><a href="${returnUrl}">Back to the shop</a></p>`}
</main>
</body>
</html>
`;
}

function section(subscription: LocalSubscription) {
  const { id, items, status, cancel_at: cancelAt, ended_at: endedAt } = subscription;
  const isScheduled = cancelAt !== null;
  const state =
    status === "canceled"
      ? `Ended on ${formatDate(endedAt ?? 0)}`
      : `${isScheduled ? "Ends" : "Renews"} on ${formatDate(cancelAt ?? periodEnd(subscription))}`;
  return html`<section>
<h2>${items.data[0]?.price.nickname ?? items.data[0]?.price.id}</h2>
<p>${state}</p>
${
  status === "active" &&
  html`<form method="post">
<input type="hidden" name="subscription" value="${id}">
<button name="action" value="pass">Time passes: the period ends</button>
${isScheduled ? html`<button name="action" value="keep">Don’t cancel</button>` : html`<button name="action" value="cancel">Cancel at the period’s end</button>`}
</form>`
}
</section>`;
}

function formatDate(seconds: number): string {
  return new Intl.DateTimeFormat("en", { dateStyle: "long", timeZone: "UTC" }).format(
    new Date(seconds * 1000),
  );
}
