import { answerOf, type Cancellation, type Decision } from "../cancellation.ts";
import type { Settings } from "../settings.ts";
import { html } from "./html.ts";
import { layout, type Page } from "./layout.ts";
import { describeAnswer, formatMoment } from "./wording.ts";

/** For who wants to leave: what and when, to be saved or printed. */
export function receiptPage(settings: Settings, cancellation: Cancellation, decision: Decision): Page {
  const answer = answerOf(cancellation, settings.afterUrl);
  const title = "We have received your cancellation";
  return layout(settings, {
    title,
    content: html`<h1>${title}</h1>
<p>${describeAnswer(answer)}</p>
<dl>
<dt>What</dt><dd>${cancellation.context?.plan ?? "Your subscription"}</dd>
<dt>Received on</dt><dd>${formatMoment(decision.decidedAt * 1000)}</dd>
<dt>Reference</dt><dd>${cancellation.ledgerEventId}</dd>
</dl>
<p class="note">Print or save this page for your records.</p>
<div class="actions"><a href="${answer.returnTo}" rel="noreferrer">Back to my account</a></div>`,
  });
}
