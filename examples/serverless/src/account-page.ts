import { accountStyles } from "@retent/example-shop";
import { html, raw } from "hono/html";

/** The page with the tag. Without script, the form inside it does the same. */
export function accountPage(userId: string, endsOn: Date | undefined) {
  const state = endsOn
    ? html`<p>Ends on ${endsOn.toISOString().slice(0, 10)}</p>`
    : html`<retent-cancel-button return-to="/">
<form method="post" action="/api/retent/cancel-link" data-turbo="false">
<button>Cancel subscription</button>
</form>
</retent-cancel-button>`;
  return html`<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Your account – Lumen Notes</title>
<style>${raw(accountStyles)}</style>
<script type="module" src="/api/retent/button.js"></script>
<main>
<h1>Your account</h1>
<p>Signed in as ${userId}</p>
${state}
</main>
</html>
`;
}
