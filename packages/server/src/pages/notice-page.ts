import { html } from "@retent/retentbase/internal";
import { type Fact, factList } from "./fact-list.ts";
import { layout, type Page, type PageConfig } from "./layout.ts";
import { type Mark, markSign } from "./mark.ts";
import type { Wording } from "./wording.ts";

interface Notice {
  title: string;
  /** Left out: the title says it all. */
  text?: string | undefined;
  mark?: Mark;
  facts?: readonly Fact[];
  /** Where to go on; the plain page is offered too unless it is left out. */
  continueUrl: string;
  plainPageHref?: string;
  /** Where a customer who has signed in meanwhile goes on. */
  restartHref?: string;
  /** The words of the way on. Default: back to the account. */
  action?: string;
  /** Whether the company's support stands beside the way on, instead of at the bottom. */
  needsSupport?: boolean;
  /** The script that the page needs. */
  script?: string;
}

/** A short message with a way on. */
export function noticePage(
  config: PageConfig,
  { language, texts }: Wording,
  {
    title,
    text,
    mark,
    facts = [],
    continueUrl,
    plainPageHref,
    restartHref,
    action = texts.back,
    needsSupport = false,
    script,
  }: Notice,
): Page {
  const supportUrl = needsSupport ? config.brand.supportUrl : undefined;
  return layout(config, language, {
    title,
    support: texts.support,
    isSupportAbove: supportUrl !== undefined,
    ...(script !== undefined && { script }),
    content: html`${mark && markSign(mark)}<h1>${title}</h1>
${text === undefined ? null : html`<p>${text}</p>`}
${factList(facts)}
<div class="actions">
<a class="button primary" href="${continueUrl}" rel="noreferrer">${action}</a>
${supportUrl && html`<a class="button" href="${supportUrl}" rel="noreferrer">${texts.support}</a>`}
${restartHref === undefined ? null : html`<a href="${restartHref}">${texts.startAgain}</a>`}
${plainPageHref === undefined ? null : html`<a href="${plainPageHref}">${texts.title}</a>`}
</div>`,
  });
}
