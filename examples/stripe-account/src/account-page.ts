import { accountStyles } from "@retent/example-shop";
import { html, raw } from "hono/html";
import type { Plan } from "./plans.ts";

/** The page with a tag for each subscription, and what Stripe says of it. */
export function accountPage(userId: string, plans: readonly Plan[]) {
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>Your account – Lumen Notes</title>
<style>${raw(accountStyles)}</style>
<script type="module" src="/api/retent/button.js"></script>
</head>
<body>
<header>Lumen Notes</header>
<main>
<h1>Your account</h1>
<p>Signed in as ${userId}</p>
${plans.map(planSection)}
<p><a href="/api/retent/portal">Manage billing at Stripe</a></p>
</main>
</body>
</html>
`;
}

function planSection(plan: Plan) {
  return html`<section aria-labelledby="${plan.id}">
<h2 id="${plan.id}">${plan.name}</h2><span class="badge ${plan.state}">${badges[plan.state]}</span>
<p>${plan.state === "ended" ? "Was " : ""}${plan.price}<span class="dot"> · </span><span>${dates[plan.state]} ${formatDate(plan)}</span></p>
${plan.state === "ended" ? "" : html`<p>${notes[plan.state]}</p>`}
${plan.state === "ends" ? html`<p><a href="/api/retent/portal">Keep ${plan.name}</a></p>` : ""}
${plan.state === "renews" ? cancelButton(plan) : ""}
</section>`;
}

/** The tag says which subscription is meant; the server checks that it is this customer's. */
function cancelButton({ id, name }: Plan) {
  return html`<retent-cancel-button subscription="${id}" return-to="/">
<form method="post" action="/api/retent/cancel-link" data-turbo="false">
<input type="hidden" name="subscription" value="${id}">
<button>Cancel ${name}</button>
</form>
</retent-cancel-button>`;
}

/** So short that they stand beside the name on every screen. */
const badges: Record<Plan["state"], string> = { renews: "Active", ends: "Ending", ended: "Ended" };

const dates: Record<Plan["state"], string> = {
  renews: "Next payment on",
  ends: "Ends on",
  ended: "Ended on",
};

const notes: Record<Exclude<Plan["state"], "ended">, string> = {
  renews: "If you cancel, it ends on that day and does not renew.",
  ends: "You can use it until then. It does not renew.",
};

function formatDate({ date }: Plan): string {
  return new Intl.DateTimeFormat("en", { dateStyle: "long", timeZone: "UTC" }).format(date);
}
