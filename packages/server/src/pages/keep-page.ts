import { html } from "@retent/retentbase/internal";
import { type Cancellation, isKeepable } from "../cancellation/cancellation.ts";
import { keepScript } from "../generated/embedded-scripts.ts";
import { type Fact, factList } from "./fact-list.ts";
import { hiddenFields } from "./hidden-fields.ts";
import { layout, type Page, type PageConfig } from "./layout.ts";
import type { Mark } from "./mark.ts";
import { noticePage } from "./notice-page.ts";
import { ownerFacts, receiptFacts, type Terms, termFacts } from "./receipt-facts.ts";
import type { Decided } from "./return-page.ts";
import { describeStanding, type Wording } from "./wording.ts";

interface KeepPage {
  /** Left out: the customer has none that can be taken back. */
  cancellation: Decided | undefined;
  /** What the form brings back besides. */
  fields: Record<string, string | undefined>;
  /** What the customer knows the account by. */
  account: string;
  /** What the subscription costs; null where billing doesn't say so. */
  terms: Terms | null;
  /** Milliseconds since the epoch. */
  now: number;
}

/** Taking a cancellation back: one button, and afterwards what has become of it. */
export function keepPage(
  config: PageConfig,
  wording: Wording,
  { cancellation, fields, account, terms, now }: KeepPage,
): Page {
  const { language, texts } = wording;
  const continueUrl = cancellation?.returnTo ?? config.afterUrl;
  if (!cancellation || !isKeepable(cancellation, config, now))
    return noticePage(config, wording, {
      ...describeKept(cancellation, wording, { account, terms, now }),
      continueUrl,
    });
  const { decision } = cancellation;
  return layout(config, language, {
    title: texts.keepTitle,
    support: texts.support,
    script: keepScript,
    content: html`<h1>${texts.keepTitle}</h1>
${factList(receiptFacts(cancellation, decision, wording, { account, isBrief: true }))}
<p>${texts.keepAbout}</p>
${factList(termFacts(terms, wording))}
<form method="post" action="${config.basePath}/keep">
${hiddenFields({ ...fields, event: cancellation.eventId })}
<div class="actions">
<button class="primary">${texts.keep}</button>
<a class="button" href="${continueUrl}" rel="noreferrer">${texts.back}</a>
</div>
</form>`,
  });
}

/** Says that the subscription is kept only once billing has said so. */
function describeKept(
  cancellation: Cancellation | undefined,
  wording: Wording,
  { account, terms, now }: Pick<KeepPage, "account" | "terms" | "now">,
): { title: string; text?: string; mark?: Mark; facts?: Fact[] } {
  const { texts } = wording;
  const { decision, settlement } = cancellation ?? {};
  const isStaying = decision?.outcome === "recovered";
  const facts = cancellation ? ownerFacts(cancellation, account, texts) : [];
  if (cancellation && settlement?.confirmed) {
    const text = describeStanding(cancellation, wording, now);
    if (settlement.outcome === "recovered")
      return {
        title: texts.continues,
        text: decision?.source === "keep_page" ? texts.kept : texts.thanks,
        mark: "done",
        facts: [...facts, ...termFacts(terms, wording)],
      };
    return {
      title: texts.keepFailed,
      text: settlement.effectiveAt === null ? texts.keepNothing : text,
      mark: "problem",
    };
  }
  if (isStaying) return { title: texts.keepReceived, text: texts.stayPending, mark: "pending", facts };
  return { title: texts.nothingToKeep, text: texts.keepNothing };
}
