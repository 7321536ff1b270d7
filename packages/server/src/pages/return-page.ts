import { returnScript } from "../generated/browser-scripts.ts";
import type { Settings } from "../settings.ts";
import { html } from "./html.ts";
import { layout, type Page } from "./layout.ts";

/** The page that customers come back to. Its script takes the token out of the URL; without script, a button asks the server. */
export function returnPage(settings: Settings): Page {
  const base = settings.basePath;
  return layout(settings, {
    title: "Your cancellation",
    script: returnScript,
    content: html`<h1>Your cancellation</h1>
<noscript><p>One more step: press the button, and we look up what you decided.</p></noscript>
<p id="status" role="status" data-result="${base}/result" data-sites="${[...settings.allowedOrigins].join(" ")}"></p>
<div class="actions">
<form id="check" method="post" action="${base}/return"><button>Show the result</button></form>
<button id="retry" type="button" hidden>Try again</button>
<a id="continue" href="${settings.afterUrl}" rel="noreferrer">Back to my account</a>
<a id="plain-page" href="${base}/cancel" hidden>Cancel without the questions</a>
</div>`,
  });
}
