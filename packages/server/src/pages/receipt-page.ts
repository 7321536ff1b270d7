import { html } from "@retent/retentbase/internal";
import { type Cancellation, type Decision, toCancelResult } from "../cancellation/cancellation.ts";
import { plainPagePath } from "../cancellation/page-paths.ts";
import { receiptScript } from "../generated/embedded-scripts.ts";
import { layout, type Page, type PageConfig } from "./layout.ts";
import { receiptFacts } from "./receipt-facts.ts";
import { describeStanding, type Wording } from "./wording.ts";

/**
 * The receipt: what was cancelled and when, to be saved or printed.
 *
 * @param now milliseconds since the epoch
 */
export function receiptPage(
  config: PageConfig,
  wording: Wording,
  cancellation: Cancellation,
  decision: Decision,
  now: number,
): Page {
  const { language, preset, texts, facts } = wording;
  const answer = toCancelResult(cancellation, config.afterUrl);
  const { returnTo, ...handedBack } = answer;
  const own = plainPagePath(config, cancellation.eventId, preset);
  return layout(config, language, {
    title: texts.received,
    script: receiptScript,
    content: html`<h1>${texts.received}</h1>
<p>${describeStanding(cancellation, wording, now)}</p>
<dl data-answer="${JSON.stringify(handedBack)}" data-event="${cancellation.eventId}" data-sites="${[...config.allowedOrigins].join(" ")}">
<dt>${texts.what}</dt><dd><bdi>${cancellation.subscriptionLabel ?? cancellation.context?.plan ?? texts.subscription}</bdi></dd>
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
