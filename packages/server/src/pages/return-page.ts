import { returnScript } from "../generated/browser-scripts.ts";
import type { Settings } from "../settings.ts";
import { html } from "./html.ts";
import { layout, type Page } from "./layout.ts";
import type { Wording } from "./wording.ts";

/** The page that customers come back to. Its script takes the token out of the URL; without script, a button asks the server. */
export function returnPage(settings: Settings, { language, texts }: Wording): Page {
  const base = settings.basePath;
  const { pending, recovered, ends, churned, ifAnswered, passingOn, unreachable, refused } = texts;
  const scriptTexts = { pending, recovered, ends, churned, ifAnswered, passingOn, unreachable, refused };
  return layout(settings, language, {
    title: texts.returnTitle,
    script: returnScript,
    content: html`<h1>${texts.returnTitle}</h1>
<noscript><p>${texts.oneMoreStep}</p></noscript>
<p id="status" role="status" data-result="${base}/result" data-sites="${[...settings.allowedOrigins].join(" ")}" data-texts="${JSON.stringify(scriptTexts)}"></p>
<div class="actions">
<form id="check" method="post" action="${base}/return"><button>${texts.showResult}</button></form>
<button id="retry" type="button" hidden>${texts.retry}</button>
<a id="continue" href="${settings.afterUrl}" rel="noreferrer">${texts.back}</a>
<a id="plain-page" href="${base}/cancel" hidden>${texts.withoutQuestions}</a>
</div>`,
  });
}
