import type { Answer } from "../cancellation.ts";
import { returnScript } from "../generated/browser-scripts.ts";
import type { Settings } from "../settings.ts";
import { Html, html } from "./html.ts";
import { layout, type Page } from "./layout.ts";
import { describeAnswer, type Wording } from "./wording.ts";

/**
 * The page that customers come back to. Its script takes the token out of the URL; without script, a button asks the server.
 *
 * @param plainPageHref where to cancel without the questions
 * @param answer how it ended, where that is known
 */
export function returnPage(
  settings: Settings,
  wording: Wording,
  plainPageHref: string,
  answer?: Answer,
): Page {
  const { language, texts } = wording;
  const base = settings.basePath;
  const { ifAnswered, passingOn, unreachable, refused } = texts;
  const scriptTexts = JSON.stringify({ ifAnswered, passingOn, unreachable, refused });
  const isKnown = answer !== undefined;
  return layout(settings, language, {
    title: texts.returnTitle,
    script: returnScript,
    content: html`<h1>${texts.returnTitle}</h1>
${isKnown ? null : html`<noscript><p>${texts.oneMoreStep}</p></noscript>`}
<p id="status" role="status" data-result="${base}/result" data-sites="${[...settings.allowedOrigins].join(" ")}" data-texts="${scriptTexts}">${isKnown ? describeAnswer(answer, wording) : null}</p>
<div class="actions">
<form id="check" method="post" action="${base}/return"${flag("hidden", isKnown)}><button>${texts.showResult}</button></form>
<button id="retry" type="button" hidden>${texts.retry}</button>
<a id="continue" href="${answer?.returnTo ?? settings.afterUrl}" rel="noreferrer"${flag("data-settled", answer?.status === "settled")}>${texts.back}</a>
<a id="plain-page" href="${plainPageHref}" hidden>${texts.withoutQuestions}</a>
</div>`,
  });
}

/** An attribute that is there or not. */
function flag(name: "hidden" | "data-settled", isSet: boolean): Html | null {
  return isSet ? new Html(` ${name}`) : null;
}
