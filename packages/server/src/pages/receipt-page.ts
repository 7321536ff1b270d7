import { type Cancellation, type Decision, toCancelResult } from "../cancellation/cancellation.ts";
import { plainPagePath } from "../cancellation/start.ts";
import { receiptScript } from "../generated/browser-scripts.ts";
import type { Settings } from "../settings.ts";
import { html } from "./html.ts";
import { layout, type Page } from "./layout.ts";
import { receiptFacts } from "./receipt-facts.ts";
import { describeStanding, type Wording } from "./wording.ts";

/** For who wants to leave: what and when, to be saved or printed. */
export function receiptPage(
  settings: Settings,
  wording: Wording,
  cancellation: Cancellation,
  decision: Decision,
): Page {
  const { language, preset, texts, facts } = wording;
  const answer = toCancelResult(cancellation, settings.afterUrl);
  const { returnTo, ...handedBack } = answer;
  const own = plainPagePath(settings, cancellation.eventId, preset);
  return layout(settings, language, {
    title: texts.received,
    script: receiptScript,
    content: html`<h1>${texts.received}</h1>
<p>${describeStanding(cancellation, wording, settings.now())}</p>
<dl data-answer="${JSON.stringify(handedBack)}" data-event="${cancellation.eventId}" data-sites="${[...settings.allowedOrigins].join(" ")}">
<dt>${texts.what}</dt><dd><bdi>${cancellation.context?.plan ?? texts.subscription}</bdi></dd>
${facts.map(([label, value]) => html`<dt>${label}</dt><dd>${value}</dd>`)}
${receiptFacts(cancellation, decision, wording)}
</dl>
<p class="note">${texts.printOrSave}</p>
<div class="actions">
<a href="${own}" download="${cancellation.retentBaseEventId}.html">${texts.save}</a>
<a href="${returnTo}" rel="noreferrer">${texts.back}</a>
</div>`,
  });
}
