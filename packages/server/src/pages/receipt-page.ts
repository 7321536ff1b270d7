import { html } from "@retent/retentbase/internal";
import { isEnding, toCancelResult } from "../cancellation/cancellation.ts";
import { keepPath, plainPagePath } from "../cancellation/page-paths.ts";
import { toReference } from "../cancellation/reference.ts";
import { receiptScript } from "../generated/embedded-scripts.ts";
import { factList } from "./fact-list.ts";
import { layout, type Page, type PageConfig } from "./layout.ts";
import { markSign } from "./mark.ts";
import { companyFact, receiptFacts, type Terms } from "./receipt-facts.ts";
import { type Decided, toEnd } from "./return-page.ts";
import { standingLines } from "./standing-lines.ts";
import type { Wording } from "./wording.ts";

interface ReceiptPage {
  cancellation: Decided;
  /** What the customer knows the account by. */
  account: string;
  /** What the subscription costs; null where neither the host app nor billing says so. */
  terms: Terms | null;
  /** Milliseconds since the epoch. */
  now: number;
  /** Stands for the customer, whose browser keeps no cookies. */
  pass?: string | undefined;
}

/** The receipt: what was cancelled and when, to be saved or printed. */
export function receiptPage(
  config: PageConfig,
  wording: Wording,
  { cancellation, account, terms, now, pass }: ReceiptPage,
): Page {
  const { language, preset, texts } = wording;
  const { returnTo, ...handedBack } = toCancelResult(cancellation, config, now);
  const { eventId: event } = cancellation;
  const { mark } = toEnd(cancellation, texts);
  const title = toReceiptTitle(cancellation, texts);
  const file = `${plainPagePath(config, event, preset, pass)}&file=1`;
  return layout(config, language, {
    title,
    support: texts.support,
    script: receiptScript,
    content: html`${markSign(mark)}<p class="kind">${texts.receipt}</p>
<h1>${title}</h1>
${standingLines(cancellation, terms, wording, now)}
<div id="receipt" data-answer="${JSON.stringify(handedBack)}" data-event="${event}" data-sites="${[...config.allowedOrigins].join(" ")}">
${factList([companyFact(config.brand, texts), ...receiptFacts(cancellation, cancellation.decision, wording, { account, terms })])}
</div>
<div class="actions">
<a id="save" class="button primary" href="${file}" download="${toFileName(config, cancellation)}">${texts.save}</a>
<button id="print" type="button" hidden>${texts.print}</button>
<a href="${returnTo}" rel="noreferrer">${texts.back}</a>
${handedBack.keepUrl === null ? null : html`<a href="${keepPath(config, { event, preset, pass })}">${texts.keep}</a>`}
</div>`,
  });
}

/**
 * The receipt as one file that needs nothing else: no script, no image, and no link but the one to support.
 *
 * @param timeZone the customer's, as an IANA name
 */
export function receiptFile(
  config: PageConfig,
  wording: Wording,
  { cancellation, account, terms, now, timeZone }: ReceiptPage & { timeZone: string | undefined },
): { page: Page; name: string } {
  const { language, texts } = wording;
  const facts = receiptFacts(cancellation, cancellation.decision, wording, { account, timeZone, terms });
  const title = toReceiptTitle(cancellation, texts);
  const page = layout(config, language, {
    title,
    support: texts.support,
    isFile: true,
    content: html`<p class="kind">${texts.receipt}</p>
<h1>${title}</h1>
${standingLines(cancellation, terms, wording, now)}
${factList([companyFact(config.brand, texts), ...facts])}`,
  });
  return { page, name: toFileName(config, cancellation) };
}

/** A receipt says that the subscription is cancelled only once billing has said so. */
function toReceiptTitle({ settlement }: Decided, texts: Wording["texts"]): string {
  return isEnding(settlement) ? texts.cancelled : texts.received;
}

/** E.g. `lumen-notes-cancellation-2026-11-28-3F2A-9C41.html`: letters, digits and dashes of ASCII alone. */
function toFileName({ brand }: PageConfig, { decision, retentBaseEventId }: Decided): string {
  const date = new Date(decision.decidedAtMs).toISOString().slice(0, 10);
  const company = toSlug(brand.name.normalize("NFKD").toLowerCase());
  const reference = toReference(retentBaseEventId) ?? toSlug(retentBaseEventId).slice(0, 40);
  return `${[company, "cancellation", date, reference].filter((part) => part !== "").join("-")}.html`;
}

function toSlug(text: string): string {
  return text
    .replace(/\p{M}/gu, "")
    .replace(/[^a-zA-Z0-9]+/g, "-")
    .replace(/^-|-$/g, "");
}
