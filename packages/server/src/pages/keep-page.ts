import { html } from "@retent/retentbase/internal";
import { type Cancellation, isKeepable } from "../cancellation/cancellation.ts";
import { hiddenFields } from "./hidden-fields.ts";
import { layout, type Page, type PageConfig } from "./layout.ts";
import { noticePage } from "./notice-page.ts";
import { receiptFacts } from "./receipt-facts.ts";
import type { Decided } from "./return-page.ts";
import { describeStanding, type Wording } from "./wording.ts";

interface KeepPage {
  /** Left out: the customer has none that can be taken back. */
  cancellation: Decided | undefined;
  /** What the form brings back besides. */
  fields: Record<string, string | undefined>;
  /** Milliseconds since the epoch. */
  now: number;
}

/** Taking a cancellation back: one button, and afterwards what has become of it. */
export function keepPage(
  config: PageConfig,
  wording: Wording,
  { cancellation, fields, now }: KeepPage,
): Page {
  const { language, texts } = wording;
  const continueUrl = cancellation?.returnTo ?? config.afterUrl;
  if (!cancellation || !isKeepable(cancellation, config, now))
    return noticePage(config, wording, { ...describeKept(cancellation, wording, now), continueUrl });
  const { decision, settlement, subscriptionLabel, context } = cancellation;
  const subject = subscriptionLabel ?? context?.plan ?? texts.subscription;
  return layout(config, language, {
    title: texts.keepTitle,
    content: html`<h1>${texts.keepTitle}</h1>
${settlement ? html`<p>${describeStanding(cancellation, wording, now)}</p>` : null}
<p>${texts.keepAbout}</p>
<dl>
<dt>${texts.what}</dt><dd><bdi>${subject}</bdi></dd>
${receiptFacts(cancellation, decision, wording)}
</dl>
<form method="post" action="${config.basePath}/keep">
${hiddenFields({ ...fields, event: cancellation.eventId })}
<div class="actions">
<button>${texts.keep}</button>
<a href="${continueUrl}" rel="noreferrer">${texts.back}</a>
</div>
</form>`,
  });
}

/** Says that the subscription is kept only once billing has said so. */
function describeKept(
  cancellation: Cancellation | undefined,
  wording: Wording,
  now: number,
): { title: string; text: string } {
  const { texts } = wording;
  const { decision, settlement } = cancellation ?? {};
  const isStaying = decision?.outcome === "recovered";
  if (cancellation && settlement?.confirmed) {
    const text = describeStanding(cancellation, wording, now);
    if (settlement.outcome === "recovered")
      return { title: isStaying ? texts.keepReceived : texts.keepTitle, text };
    return { title: texts.keepFailed, text: settlement.effectiveAt === null ? texts.keepNothing : text };
  }
  if (isStaying) return { title: texts.keepReceived, text: texts.pending };
  return { title: texts.keepTitle, text: texts.keepNothing };
}
