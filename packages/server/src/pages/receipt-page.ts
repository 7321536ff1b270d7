import { html } from "@retent/retentbase/internal";
import { type Cancellation, type Decision, toCancelResult } from "../cancellation/cancellation.ts";
import { keepPath, plainPagePath } from "../cancellation/page-paths.ts";
import { receiptScript } from "../generated/embedded-scripts.ts";
import { layout, type Page, type PageConfig } from "./layout.ts";
import { receiptFacts } from "./receipt-facts.ts";
import { describeStanding, type Wording } from "./wording.ts";

/**
 * The receipt: what was cancelled and when, to be saved or printed.
 *
 * @param now milliseconds since the epoch
 * @param pass stands for the customer, who needs one on the page to keep the subscription too
 */
export function receiptPage(
  config: PageConfig,
  wording: Wording,
  cancellation: Cancellation,
  decision: Decision,
  now: number,
  pass?: string,
): Page {
  const { language, preset, texts, facts } = wording;
  const answer = toCancelResult(cancellation, config, now);
  const { returnTo, ...handedBack } = answer;
  const { eventId: event } = cancellation;
  const own = plainPagePath(config, event, preset);
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
${answer.keepUrl === null ? null : html`<a href="${keepPath(config, { event, preset, pass })}">${texts.keep}</a>`}
<a href="${returnTo}" rel="noreferrer">${texts.back}</a>
</div>`,
  });
}
