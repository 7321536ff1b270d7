import { html } from "hono/html";
import type { Plan } from "./plans.ts";

/** The page with the tag, and what Stripe says of the subscription. */
export function accountPage(userId: string, plan: Plan) {
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>Your account</title>
<script type="module" src="/api/retent/button.js"></script>
</head>
<body>
<main>
<h1>Your account</h1>
<p>Signed in as ${userId}, plan ${plan.name}.</p>
<p>${stateOf(plan)}</p>
${plan.state === "renews" ? cancelButton : ""}
<p><a href="/api/retent/portal">Manage billing at Stripe</a></p>
</main>
</body>
</html>
`;
}

const cancelButton = html`<retent-cancel-button return-to="/">
<form method="post" action="/api/retent/cancel-link">
<button>Cancel subscription</button>
</form>
</retent-cancel-button>`;

const words = { renews: "Renews on", ends: "Ends on", ended: "Ended on" };

function stateOf({ state, date }: Plan): string {
  const formatted = new Intl.DateTimeFormat("en", { dateStyle: "long", timeZone: "UTC" }).format(date);
  return `${words[state]} ${formatted}.`;
}
