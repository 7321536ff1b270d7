import type { CancelButtonErrorCode } from "./cancel-button-error.ts";
import type { CancelResult } from "./cancel-result.ts";

/** Every text that the button can show. A failure may have a text of its own under its code. */
export interface Messages extends Partial<Record<CancelButtonErrorCode, string>> {
  /** The label, where the element has no content. */
  label: string;
  /** For screen readers, while the button is busy. */
  busy: string;
  /** The label after a failure. */
  retry: string;
  /** The link that is offered after a failure, to a page that needs no script. */
  wayOn: string;
  /** After a failure without a text of its own. */
  failed: string;
  /** After a failure to hand over the result, without a text of its own. */
  unconfirmed: string;
  /** After the server has refused the result. */
  refused: string;
  /** Billing has confirmed that the subscription ends on `{date}`. */
  ends: string;
  /** The customer has cancelled, and billing has not confirmed an end. */
  received: string;
  recovered: string;
  /** The customer has answered, and the answer is not settled yet. */
  pending: string;
  /** The label of the preset for withdrawing from a contract. */
  withdraw: string;
}

/** The texts of one language, in the order of `names`: without their names they take less than three quarters of the bytes. */
export type Texts = readonly [
  label: string,
  busy: string,
  retry: string,
  wayOn: string,
  failed: string,
  not_identified: string,
  rate_limited: string,
  unconfirmed: string,
  refused: string,
  ends: string,
  received: string,
  recovered: string,
  pending: string,
  withdraw: string,
];

const names =
  "label,busy,retry,wayOn,failed,not_identified,rate_limited,unconfirmed,refused,ends,received,recovered,pending,withdraw".split(
    ",",
  );

export const english: Texts = [
  "Cancel subscription",
  "One moment…",
  "Try again",
  "Cancel another way",
  "That did not work. Please try again.",
  "Please sign in and try again.",
  "Too many attempts. Please try again later.",
  "Your answer could not be confirmed yet. Please try again.",
  "We couldn’t process your answer.",
  "Your subscription ends on {date}.",
  "We have received your cancellation.",
  "You are staying. Thank you.",
  "We have received your answer. You don’t have to do anything else.",
  "Withdraw from contract here",
];

/** The texts of a language under their names, with those that are worded differently; undefined is no text. */
export function toMessages(texts: Texts, own: Partial<Messages> = {}): Messages {
  const worded = texts.map((text, index) => [names[index], own[names[index] as keyof Messages] ?? text]);
  return { ...own, ...Object.fromEntries(worded) };
}

/** Says how a cancellation ended: that the subscription ends only if billing has confirmed it and named the date. */
export function describeResult(result: CancelResult, messages: Messages, lang?: string): string {
  const { outcome, effectiveAt, confirmed } = result;
  if (outcome !== "churned") return confirmed && outcome ? messages.recovered : messages.pending;
  if (!confirmed || !effectiveAt) return messages.received;
  return messages.ends.replace("{date}", formatDate(effectiveAt, lang));
}

/** The calendar date that billing named, in its own time zone: the same wherever the customer reads it. */
function formatDate(date: string, lang?: string): string {
  const day = date.slice(0, 10);
  try {
    return new Date(day).toLocaleDateString(lang, { dateStyle: "long", timeZone: "UTC" });
  } catch {
    // A page may say lang="en_US", which is refused.
    return day;
  }
}
