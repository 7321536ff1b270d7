import type { CancelButtonErrorCode } from "./cancel-button-error.ts";
import type { CancelResult } from "./cancel-result.ts";
import type { Texts } from "./texts.ts";

/**
 * Every text that the button can show. A failure may have a text of its own under its code.
 *
 * @example
 * ```ts
 * button.messages = { label: "Leave the club", rate_limited: "Please wait a minute." };
 * ```
 */
export interface Messages extends Partial<Record<CancelButtonErrorCode, string>> {
  /** The label if the element has no content. */
  label: string;
  /** For screen readers, while the button is busy. */
  busy: string;
  /** While a popup is open. */
  waiting: string;
  /** The label while a popup is open: it brings the popup to the front. */
  showWindow: string;
  /** The label after a failure. */
  retry: string;
  /** The link that is offered after a failure, to a page that needs no script. */
  fallbackLink: string;
  /** After a failure whose code has no text. */
  failed: string;
  /** If the result could not be sent to the server, and the code has no text. */
  unconfirmed: string;
  /** If the server refused the result. */
  refused: string;
  /** Billing has confirmed that the subscription ends on `{date}`. */
  ends: string;
  /** The customer has asked to cancel, and billing has not confirmed an end. */
  received: string;
  /** Billing has confirmed that the subscription continues. */
  recovered: string;
  /** The customer has answered, and the outcome is not settled yet. */
  pending: string;
  /** The link that is offered while the end of the subscription lies ahead. */
  keepLink: string;
  /** The label of the preset for withdrawing from a contract. */
  withdraw: string;
  /** @deprecated Use `fallbackLink`. The next version ignores this name. */
  wayOn?: string;
}

const english = {
  label: "Cancel subscription",
  busy: "One moment…",
  retry: "Try again",
  fallbackLink: "Cancel another way",
  failed: "That did not work. Please try again.",
  not_identified: "Please sign in and try again.",
  rate_limited: "Too many attempts. Please try again later.",
  unconfirmed: "Your answer could not be confirmed yet. Please try again.",
  refused: "We couldn’t process your answer.",
  ends: "Your subscription ends on {date}.",
  received: "We have received your cancellation.",
  recovered: "Your subscription continues. Thank you for staying.",
  pending: "We have received your answer. You don’t have to do anything else.",
  keepLink: "Keep my subscription",
  withdraw: "Withdraw from contract here",
  waiting: "Finish in the other window.",
  showWindow: "Show the window",
} satisfies Messages;

export type NamedTexts = Readonly<Record<keyof typeof english, string>>;

export const messageNames = Object.keys(english) as (keyof NamedTexts)[];

export const englishTexts: Texts = Object.values(english);

/** Adds the names to the texts of a language, and replaces those that the page words itself. */
export function toMessages(texts: Texts, own: Partial<Messages>): Messages {
  const messages = { fallbackLink: own.wayOn, ...own } as Messages;
  messageNames.forEach((name, index) => {
    messages[name] ??= texts[index] as string;
  });
  return messages;
}

/** Returns the text of a result. It names an end only if billing has confirmed one with a date. */
export function describeResult(result: CancelResult, messages: Messages, lang?: string): string {
  const { outcome, effectiveAt, confirmed } = result;
  if (outcome !== "churned") return confirmed && outcome ? messages.recovered : messages.pending;
  if (!confirmed || !effectiveAt) return messages.received;
  return messages.ends.replace("{date}", formatDate(effectiveAt, lang));
}

/** The calendar date in billing's time zone: every customer reads the same date, in any time zone. */
function formatDate(date: string, lang?: string): string {
  const day = date.slice(0, 10);
  try {
    return new Date(day).toLocaleDateString(lang, { dateStyle: "long", timeZone: "UTC" });
  } catch {
    // Pages also use lang="en_US", which is not a BCP 47 tag.
    return day;
  }
}
