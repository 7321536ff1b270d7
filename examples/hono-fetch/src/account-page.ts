import { accountStyles } from "@retent/example-shop";
import { html, raw } from "hono/html";

/** The page with the tag. Without script, the form inside it does the same. */
export function accountPage(userId: string, endsOn: Date | undefined) {
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
<section aria-labelledby="plan">
<h2 id="plan">Team</h2><span class="badge ${endsOn ? "ends" : ""}">${endsOn ? `Ends on ${formatDate(endsOn)}` : "Active"}</span>
<p>€24.00 / month</p>
${endsOn ? "" : cancelButton}
</section>
</main>
</body>
</html>
`;
}

const cancelButton = html`<retent-cancel-button return-to="/">
<form method="post" action="/api/retent/cancel-link" data-turbo="false">
<button>Cancel subscription</button>
</form>
</retent-cancel-button>`;

function formatDate(date: Date): string {
  return new Intl.DateTimeFormat("en", { dateStyle: "long", timeZone: "UTC" }).format(date);
}
