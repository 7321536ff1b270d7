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
<title>Your account</title>
<style>${raw(accountStyles)}</style>
<script type="module" src="/api/retent/button.js"></script>
</head>
<body>
<main>
<h1>Your account</h1>
<p>Signed in as ${userId}, plan Team.</p>
${endsOn ? html`<p>Ends on ${formatDate(endsOn)}.</p>` : cancelButton}
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
