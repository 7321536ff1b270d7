import { type Html, html } from "@retent/retentbase/internal";
import { type Cancellation, type Decision, isEnding, isKeepable } from "../cancellation/cancellation.ts";
import { keepPath, plainPagePath } from "../cancellation/page-paths.ts";
import { returnScript } from "../generated/embedded-scripts.ts";
import { type Fact, factList } from "./fact-list.ts";
import { hiddenFields } from "./hidden-fields.ts";
import type { Texts } from "./languages/en.ts";
import { layout, type Page, type PageConfig } from "./layout.ts";
import { type Mark, markSign } from "./mark.ts";
import { nextPaymentFact, ownerFacts, receiptFacts, type Terms, termFacts } from "./receipt-facts.ts";
import { standingLines } from "./standing-lines.ts";
import { busyStyles } from "./styles.ts";
import type { Wording } from "./wording.ts";

/** A cancellation that the customer has decided. */
export type Decided = Cancellation & { decision: Decision };

interface ReturnPage {
  /** Where to cancel without the questions. */
  plainPageHref: string;
  /** Where the customer goes on to. */
  continueUrl: string;
  /** Which subscription it is, and whose, where that is known. */
  facts: readonly Fact[];
  /** The origin of the questions, for a customer who may start them again from here. */
  hostedOrigin?: string | undefined;
}

/**
 * The page that customers come back to, as long as it is not known what they decided. Its script takes the
 * token out of the URL and asks the server; without script, a button asks it.
 */
export function returnPage(
  config: PageConfig,
  { language, texts }: Wording,
  { plainPageHref, continueUrl, facts, hostedOrigin }: ReturnPage,
): Page {
  const base = config.basePath;
  const { saving, passingOn, unreachableTitle, unreachable, refusedTitle, refused } = texts;
  const { undecidedTitle, undecidedText } = texts;
  const scriptTexts = {
    ...{ saving, passingOn, unreachableTitle, unreachable },
    ...{ refusedTitle, refused, undecidedTitle, undecidedText },
  };
  return layout(config, language, {
    title: texts.returnTitle,
    support: texts.support,
    script: returnScript,
    styles: busyStyles,
    ...(hostedOrigin !== undefined && { formTargets: [hostedOrigin] }),
    content: html`<div id="problem" hidden>${markSign("problem")}</div>
<h1 id="title">${texts.returnTitle}</h1>
<noscript><p>${texts.oneMoreStep}</p></noscript>
<p id="status" role="status" data-result="${base}/result" data-sites="${[...config.allowedOrigins].join(" ")}" data-texts="${JSON.stringify(scriptTexts)}"></p>
${factList(facts)}
<div class="actions">
<form id="check" method="post" action="${base}/return"><button class="primary">${texts.showResult}</button></form>
<button id="retry" class="primary" type="button" hidden>${texts.retry}</button>
<a id="plain-page" class="button" href="${plainPageHref}" hidden>${texts.withoutQuestions}</a>
${
  hostedOrigin &&
  html`<form id="questions" method="post" action="${base}/cancel-link" hidden>${hiddenFields({ returnTo: continueUrl })}<button>${texts.questions}</button></form>`
}
<a id="continue" href="${continueUrl}" rel="noreferrer">${texts.back}</a>
</div>`,
  });
}

interface ResultPage {
  cancellation: Decided;
  /** What the customer knows the account by. */
  account: string;
  /** What the subscription costs; null where neither the host app nor billing says so. */
  terms: Terms | null;
  /** Milliseconds since the epoch. */
  now: number;
}

/** What the customer decided, and what has become of it. Nothing leads away from it but the customer. */
export function resultPage(
  config: PageConfig,
  wording: Wording,
  { cancellation, account, terms, now }: ResultPage,
): Page {
  const { language, texts } = wording;
  const { decision, eventId } = cancellation;
  const { title, mark } = toEnd(cancellation, texts);
  const isLeaving = decision.outcome === "churned";
  return layout(config, language, {
    title,
    support: texts.support,
    script: returnScript,
    content: html`${markSign(mark)}<h1 id="title">${title}</h1>
<div id="status" role="status" data-sites="${[...config.allowedOrigins].join(" ")}">${isContinuing(cancellation.settlement) ? thanks(cancellation, texts) : standingLines(cancellation, terms, wording, now)}</div>
${factList(isLeaving ? receiptFacts(cancellation, decision, wording, { account, terms, isBrief: true }) : [...ownerFacts(cancellation, account, texts), ...stayFacts(cancellation, terms, wording)])}
<div class="actions">
<a id="continue" class="button primary" href="${cancellation.returnTo ?? config.afterUrl}" rel="noreferrer">${texts.back}</a>
${isLeaving ? html`<a class="button" href="${plainPagePath(config, eventId)}">${texts.showReceipt}</a>` : null}
${isKeepable(cancellation, config, now) ? html`<a href="${keepPath(config, { event: eventId })}">${texts.keep}</a>` : null}
</div>`,
  });
}

/** Says that a subscription is cancelled, or continues, only once billing has said so. */
export function toEnd(
  { decision, settlement }: Pick<Decided, "decision" | "settlement">,
  texts: Texts,
): { title: string; mark: Mark } {
  if (isContinuing(settlement)) return { title: texts.continues, mark: "done" };
  if (isEnding(settlement)) return { title: texts.cancelled, mark: "done" };
  return { title: decision.outcome === "churned" ? texts.received : texts.answered, mark: "pending" };
}

/** Whether billing has confirmed that the subscription goes on. */
export function isContinuing(settlement: Decided["settlement"]): boolean {
  return settlement?.confirmed === true && settlement.outcome === "recovered";
}

/** Thanks a customer whose subscription continues, and says that an offer was applied if billing has said so. */
function thanks(cancellation: Decided, texts: Texts): Html {
  const applied = cancellation.decision.offer?.accepted && getPrice(cancellation, "priceAfter");
  return html`<p>${applied && `${texts.offerApplied} `}${texts.thanks}</p>`;
}

/** What goes on, and at which price: with an offer it is the offer's, since billing lists a price without it. */
function stayFacts(cancellation: Decided, terms: Terms | null, wording: Wording): Fact[] {
  const { decision, settlement } = cancellation;
  if (!decision.offer?.accepted) return termFacts(terms, wording);
  const { texts } = wording;
  const { label, type } = decision.offer;
  const [before, now, later] = (["priceBefore", "priceAfter", "priceLater"] as const).map((name) =>
    getPrice(cancellation, name),
  );
  const toFact = (price: string | undefined) => price && html`<bdi>${price}</bdi>`;
  return [
    [texts.offer, html`<bdi>${label || type}</bdi>`],
    // In the order in which it is paid. The price before says nothing more if it is paid again afterwards.
    [texts.priceBefore, before === later ? undefined : toFact(before)],
    [texts.priceNow, now && html`<strong>${toFact(now)}</strong>`],
    ...(isContinuing(settlement) ? [nextPaymentFact(terms, wording)] : termFacts(terms, wording)),
    [texts.priceLater, toFact(later)],
  ];
}

/** A price that billing has named with its confirmation. */
function getPrice(
  { settlement }: Decided,
  name: "priceBefore" | "priceAfter" | "priceLater",
): string | undefined {
  const value = settlement?.confirmed ? settlement.metadata?.[name] : undefined;
  return typeof value === "string" ? value : undefined;
}
