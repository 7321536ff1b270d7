import { answerOf, type Cancellation, type Decision } from "../cancellation.ts";
import { plainPagePath } from "../flow/start-cancellation.ts";
import { receiptScript } from "../generated/browser-scripts.ts";
import type { Settings } from "../settings.ts";
import { html } from "./html.ts";
import { layout, type Page } from "./layout.ts";
import { describeAnswer, formatMoment, type Wording } from "./wording.ts";

/** For who wants to leave: what and when, to be saved or printed. */
export function receiptPage(
  settings: Settings,
  wording: Wording,
  cancellation: Cancellation,
  decision: Decision,
): Page {
  const { language, preset, texts, facts } = wording;
  const answer = answerOf(cancellation, settings.afterUrl);
  const { status, outcome, effectiveAt, environment } = answer;
  const decidedAt = decision.decidedAt * 1000;
  const own = plainPagePath(settings, cancellation.eventId, preset);
  return layout(settings, language, {
    title: texts.received,
    script: receiptScript,
    content: html`<h1>${texts.received}</h1>
<p>${describeAnswer(answer, wording)}</p>
<dl data-answer="${JSON.stringify({ status, outcome, effectiveAt, environment })}" data-event="${cancellation.eventId}" data-sites="${[...settings.allowedOrigins].join(" ")}">
<dt>${texts.what}</dt><dd><bdi>${cancellation.context?.plan ?? texts.subscription}</bdi></dd>
${facts.map(([label, value]) => html`<dt>${label}</dt><dd>${value}</dd>`)}
<dt>${texts.receivedOn}</dt><dd><time datetime="${new Date(decidedAt).toISOString()}">${formatMoment(decidedAt, language)}</time></dd>
<dt>${texts.reference}</dt><dd><bdi>${cancellation.ledgerEventId}</bdi></dd>
</dl>
<p class="note">${texts.printOrSave}</p>
<div class="actions">
<a href="${own}" download="${cancellation.ledgerEventId}.html">${texts.save}</a>
<a href="${answer.returnTo}" rel="noreferrer">${texts.back}</a>
</div>`,
  });
}
