import { html } from "@retent/retentbase/internal";
import { isKeepable } from "../cancellation/cancellation.ts";
import { keepScript } from "../generated/embedded-scripts.ts";
import { type Fact, factList } from "./fact-list.ts";
import { hiddenFields } from "./hidden-fields.ts";
import { layout, type Page, type PageConfig } from "./layout.ts";
import type { Mark } from "./mark.ts";
import { noticePage } from "./notice-page.ts";
import {
  momentFact,
  ownerFacts,
  receiptFacts,
  referenceFact,
  type Terms,
  termFacts,
} from "./receipt-facts.ts";
import { type Decided, isContinuing } from "./return-page.ts";
import { describeStanding, type Wording } from "./wording.ts";

interface KeepPage {
  cancellation: Decided;
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
  const continueUrl = cancellation.returnTo ?? config.afterUrl;
  if (!isKeepable(cancellation, config, now))
    return noticePage(config, wording, {
      ...describeKept(cancellation, wording, { account, terms, now }),
      continueUrl,
    });
  const { decision } = cancellation;
  return layout(config, language, {
    title: texts.keepTitle,
    support: texts.support,
    script: keepScript,
    styles: "h2+dl{margin-top:.5rem}",
    content: html`<h1>${texts.keepTitle}</h1>
<p>${texts.keepAbout}</p>
${factList(receiptFacts(cancellation, decision, wording, { account, isBrief: true }))}
${factList(termFacts(terms, wording), texts.ifKept)}
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
  cancellation: Decided,
  wording: Wording,
  { account, terms, now }: Pick<KeepPage, "account" | "terms" | "now">,
): { title: string; text: string; mark?: Mark; facts: Fact[]; script?: string } {
  const { texts, language } = wording;
  const { decision, settlement } = cancellation;
  const facts = ownerFacts(cancellation, account, texts);
  if (isContinuing(settlement))
    return {
      title: texts.continues,
      text: decision.source === "keep_page" ? texts.kept : texts.thanks,
      mark: "done",
      facts: [
        ...facts,
        ...termFacts(terms, wording),
        [texts.keptOn, decision.source === "keep_page" ? momentFact(decision.decidedAtMs, language) : null],
        [texts.reference, referenceFact(cancellation, true)],
      ],
      script: keepScript,
    };
  if (settlement?.confirmed)
    return {
      title: texts.keepFailed,
      text:
        settlement.effectiveAt === null ? texts.keepNothing : describeStanding(cancellation, wording, now),
      mark: "problem",
      facts,
    };
  if (decision.outcome === "recovered")
    return { title: texts.keepReceived, text: texts.keepPending, mark: "pending", facts };
  return { title: texts.nothingToKeep, text: texts.keepNothing, facts };
}

export interface NothingToKeep {
  /** What the customer knows the account by; undefined if it isn't known who the customer is. */
  account: string | undefined;
  /** What the customer knows the subscription by; undefined if it isn't known, or there are several. */
  subject: string | undefined;
  /** The terms of the subscription if it is known to go on. */
  running?: Terms;
  /** The cancellation that ended it, as billing has confirmed. */
  ended?: Decided;
}

/** For a customer without any cancellation that can be taken back. */
export function nothingToKeepPage(
  config: PageConfig,
  wording: Wording,
  { account, subject, running, ended }: NothingToKeep,
  now: number,
): Page {
  const { texts } = wording;
  return noticePage(config, wording, {
    ...(running && !ended
      ? { title: texts.continues, text: texts.noCancellation }
      : {
          title: texts.nothingToKeep,
          text: ended ? describeStanding(ended, wording, now) : texts.keepNothing,
        }),
    facts: [
      [texts.what, subject && html`<bdi>${subject}</bdi>`],
      [texts.account, account && html`<bdi>${account}</bdi>`],
      ...termFacts(running, wording),
    ],
    continueUrl: config.afterUrl,
  });
}
