import { Html, html } from "@retent/retentbase/internal";
import { type Cancellation, type Decision, isKeepable } from "../cancellation/cancellation.ts";
import { keepPath } from "../cancellation/page-paths.ts";
import { returnScript } from "../generated/embedded-scripts.ts";
import { layout, type Page, type PageConfig } from "./layout.ts";
import { receiptFacts } from "./receipt-facts.ts";
import { describeStanding, type Wording } from "./wording.ts";

/** A cancellation that the customer has decided. */
export type Decided = Cancellation & { decision: Decision };

/**
 * The page that customers come back to. Its script takes the token out of the URL; without script, a button
 * asks the server.
 *
 * @param plainPageHref where to cancel without the questions
 * @param now milliseconds since the epoch
 * @param cancellation what the customer decided, if that is known
 */
export function returnPage(
  config: PageConfig,
  wording: Wording,
  plainPageHref: string,
  now: number,
  cancellation?: Decided,
): Page {
  const { language, texts } = wording;
  const base = config.basePath;
  const { ifAnswered, passingOn, unreachable, refused, unfinishedText } = texts;
  const scriptTexts = JSON.stringify({ ifAnswered, passingOn, unreachable, refused, unfinishedText });
  const isKnown = cancellation !== undefined;
  const canBeKept = isKnown && isKeepable(cancellation, config, now);
  const isLeaving = cancellation?.decision.outcome === "churned";
  const title = isLeaving ? texts.received : isKnown ? texts.answered : texts.returnTitle;
  return layout(config, language, {
    title,
    script: returnScript,
    content: html`<h1>${title}</h1>
${isKnown ? null : html`<noscript><p>${texts.oneMoreStep}</p></noscript>`}
<p id="status" role="status" data-result="${base}/result" data-sites="${[...config.allowedOrigins].join(" ")}" data-texts="${scriptTexts}">${isKnown ? describeStanding(cancellation, wording, now) : null}</p>
${isLeaving ? html`<dl>${receiptFacts(cancellation, cancellation.decision, wording)}</dl>` : null}
<div class="actions">
<form id="check" method="post" action="${base}/return"${flag("hidden", isKnown)}><button>${texts.showResult}</button></form>
<button id="retry" type="button" hidden>${texts.retry}</button>
${canBeKept ? html`<a href="${keepPath(config, { event: cancellation.eventId })}">${texts.keep}</a>` : null}
<a id="continue" href="${cancellation?.returnTo ?? config.afterUrl}" rel="noreferrer"${flag("data-settled", cancellation?.settlement?.confirmed === true)}>${texts.back}</a>
<a id="plain-page" href="${plainPageHref}" hidden>${texts.withoutQuestions}</a>
</div>`,
  });
}

/** An attribute that is there or not. */
function flag(name: "hidden" | "data-settled", isSet: boolean): Html | null {
  return isSet ? new Html(` ${name}`) : null;
}
