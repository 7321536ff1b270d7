import { type Html, html } from "@retent/retentbase/internal";
import type { Cancellation } from "../cancellation/cancellation.ts";
import { keepScript } from "../generated/embedded-scripts.ts";
import { factList } from "./fact-list.ts";
import { hiddenFields } from "./hidden-fields.ts";
import { lawNote } from "./law-note.ts";
import { layout, type Page, type PageConfig } from "./layout.ts";
import { withoutUntakenPayment } from "./payments-left.ts";
import { momentFact, type Terms, termFacts } from "./receipt-facts.ts";
import { noticeStyles } from "./styles.ts";
import { formatDate, type Wording } from "./wording.ts";

interface PlainPage {
  eventId: string;
  /** What the customer knows the subscription by, if the host app or billing said. */
  subject: string | undefined;
  /** What else is known of the subscription. */
  terms?: Terms | null | undefined;
  /** What the customer knows the account by. */
  account: string;
  /** Which subscription it is, with our signature, for the form to bring back. */
  choice?: { subscription: string; list: string | undefined } | undefined;
  returnTo: string;
  /**
   * The cancellation that the page goes on with: the browser may be another customer's by now. Left out: the
   * page begins one.
   */
  cancellation?: Pick<Cancellation, "createdAt">;
  /** Stands for the customer when the form is posted. */
  pass?: string | null;
  /** Why the customer sees this page instead of what was expected. */
  note?: string | undefined;
}

/**
 * Cancelling without RetentBase: what will be cancelled, and one button. The script only shows the local time.
 */
export function plainPage(
  config: PageConfig,
  wording: Wording,
  { eventId, subject, terms, account, choice, returnTo, cancellation, pass, note }: PlainPage,
): Page {
  const { language, preset, texts, facts } = wording;
  // A withdrawal undoes the contract, whenever its periods end.
  const isWithdrawal = preset === "eu-withdrawal";
  const end = isWithdrawal ? undefined : terms?.endsIfCancelled;
  const date = end !== undefined && end !== "now" ? formatDate(end, language) : null;
  return layout(config, language, {
    title: texts.title,
    support: texts.support,
    styles: `${noticeStyles}p>strong{white-space:nowrap}`,
    ...(cancellation && { script: keepScript }),
    content: html`<h1>${texts.title}</h1>
${note === undefined ? null : html`<p class="notice">${note}</p>`}
<p>${subject === undefined ? texts.about : insert(texts.aboutPlan, "{plan}", html`<bdi>${subject}</bdi>`)}${isWithdrawal && ` ${texts.withdrawPeriod}`}</p>
${factList([
  [texts.account, html`<bdi>${account}</bdi>`],
  ...termFacts(withoutUntakenPayment(terms, isWithdrawal ? "now" : end), wording),
  [texts.endsOn, facts.length === 0 ? date : null],
  [texts.startedOn, cancellation && momentFact(cancellation.createdAt, language)],
  ...datingLast(facts, date),
])}
<p>${describeEnd(end, wording)}</p>
<form method="post" action="${config.basePath}/cancel">
${hiddenFields({ event: eventId, pass, preset, ...choice, returnTo: cancellation ? null : returnTo })}
${lawNote(config, wording)}
<div class="actions">
<button class="danger">${texts.confirm}</button>
<a class="button" href="${returnTo}" rel="noreferrer">${texts.back}</a>
</div>
</form>`,
  });
}

/** When the subscription would end; what happens next, if that is not known in time. */
function describeEnd(end: string | undefined, { language, texts }: Wording): Html | string {
  if (end === undefined) return texts.afterwards;
  if (end === "now") return texts.afterwardsNow;
  return insert(texts.afterwardsEnds, "{date}", html`<strong>${formatDate(end, language)}</strong>`);
}

/** What a law has the customer declare, with the date that the wished end comes to: two rows would read as two ends. */
function datingLast(facts: Wording["facts"], date: string | null): Wording["facts"] {
  if (date === null) return facts;
  return facts.map(([label, value], index) => [
    label,
    index === facts.length - 1 ? `${value} (${date.replaceAll(" ", "\u00a0")})` : value,
  ]);
}

/** Puts marked-up text in place of a placeholder. */
function insert(text: string, placeholder: string, value: Html): Html {
  const [before = "", after = ""] = text.split(placeholder);
  return html`${before}${value}${after}`;
}
