import { type Html, html } from "@retent/retentbase/internal";
import type { Cancellation } from "../cancellation/cancellation.ts";
import { keepScript } from "../generated/embedded-scripts.ts";
import { factList } from "./fact-list.ts";
import { hiddenFields } from "./hidden-fields.ts";
import { lawNote, lawNoteStyles } from "./law-note.ts";
import { layout, type Page, type PageConfig } from "./layout.ts";
import { noPaymentUntil, withoutUntakenPayment } from "./payments-left.ts";
import { momentFact, type Terms, termFacts } from "./receipt-facts.ts";
import { noticeStyles } from "./styles.ts";
import { formatDateInText, type Wording } from "./wording.ts";

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
  /** The text that says why the customer sees this page instead of what was expected. */
  note?: "unread" | "fallback" | undefined;
  /** Milliseconds since the epoch. */
  now: number;
}

/**
 * Cancelling without RetentBase: what will be cancelled, and one button. The script only shows the local time.
 */
export function plainPage(
  config: PageConfig,
  wording: Wording,
  { eventId, subject, terms, account, choice, returnTo, cancellation, pass, note, now }: PlainPage,
): Page {
  const { language, preset, texts, facts } = wording;
  // A withdrawal undoes the contract, whenever its periods end.
  const isWithdrawal = preset === "eu-withdrawal";
  const end = isWithdrawal ? undefined : terms?.endsIfCancelled;
  const date = end !== undefined && end !== "now" ? formatDateInText(end, language) : null;
  const isKeepable = end !== undefined && Date.parse(end) > now && config.whoEnds.isAutomatic;
  // A customer whose answer is missing may have decided to stay.
  const isUnread = note === "unread";
  const title = isUnread ? texts.undecidedTitle : texts.title;
  const about =
    subject === undefined ? texts.about : insert(texts.aboutPlan, "{plan}", html`<bdi>${subject}</bdi>`);
  return layout(config, language, {
    title,
    support: texts.support,
    styles: `${noticeStyles}${lawNoteStyles}`,
    ...(cancellation && { script: keepScript }),
    content: html`<h1>${title}</h1>
${note && html`<p class="notice">${texts[note]}</p>`}
${isUnread ? null : html`<p>${about}${isWithdrawal && ` ${texts.withdrawPeriod}`}</p>`}
${factList([
  [texts.what, isUnread && subject ? html`<bdi>${subject}</bdi>` : null],
  [texts.account, html`<bdi>${account}</bdi>`],
  ...termFacts(withoutUntakenPayment(terms, isWithdrawal ? "now" : end), wording),
  [texts.endsOn, facts.length === 0 ? date : null],
  [texts.startedOn, cancellation && momentFact(cancellation.createdAt, language)],
  ...datingLast(facts, date),
])}
<p>${describeEnd(end, wording)}${isKeepable && ` ${texts.keepUntil}`}</p>
${isWithdrawal ? null : describePayment(end, terms, texts)}
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
  return insert(texts.afterwardsEnds, "{date}", html`<strong>${formatDateInText(end, language)}</strong>`);
}

/** Whether something is still to be paid, unless the facts name the next payment. */
function describePayment(
  end: string | undefined,
  terms: Terms | null | undefined,
  texts: Wording["texts"],
): Html | null {
  return end === undefined ? html`<p>${texts.pendingPayment}</p>` : noPaymentUntil(end, terms, texts);
}

/** What a law has the customer declare, with the date that the wished end comes to: two rows would read as two ends. */
function datingLast(facts: Wording["facts"], date: string | null): Wording["facts"] {
  if (date === null) return facts;
  return facts.map(([label, value], index) => [
    label,
    index === facts.length - 1 ? `${value} (${date})` : value,
  ]);
}

/** Puts marked-up text in place of a placeholder. */
function insert(text: string, placeholder: string, value: Html): Html {
  const [before = "", after = ""] = text.split(placeholder);
  return html`${before}${value}${after}`;
}
