import { type Html, html } from "@retent/retentbase/internal";
import { type Cancellation, isEnding } from "../cancellation/cancellation.ts";
import type { Terms } from "./receipt-facts.ts";
import type { Wording } from "./wording.ts";

/** The terms of a subscription without the next payment if that is due at the end or later: it is not taken then. */
export function withoutUntakenPayment(
  terms: Terms | null | undefined,
  end: string | undefined,
): Terms | null | undefined {
  if (end === undefined) return terms;
  const { price, renewsAt } = terms ?? {};
  const isDueBefore = renewsAt !== undefined && end !== "now" && Date.parse(renewsAt) < Date.parse(end);
  return { ...(price !== undefined && { price }), ...(isDueBefore && { renewsAt }) };
}

/** What is still to be paid by a customer who leaves, as far as it is known. A withdrawal undoes the contract. */
export function termsUntilEnd(
  { settlement }: Pick<Cancellation, "settlement">,
  terms: Terms | null | undefined,
  preset: Wording["preset"],
): Terms | null | undefined {
  if (preset === "eu-withdrawal") return withoutUntakenPayment(terms, "now");
  return withoutUntakenPayment(
    terms,
    isEnding(settlement) ? (settlement?.effectiveAt ?? undefined) : undefined,
  );
}

/**
 * Says that no payment is left, if that is sure: billing has confirmed the end, the price is a fixed one, the next
 * payment would be due at the end or later, and no other subscription goes on. After a withdrawal the law decides what
 * is owed.
 */
export function noMorePayments(
  { settlement }: Pick<Cancellation, "settlement">,
  terms: Terms | null | undefined,
  { preset, texts }: Pick<Wording, "preset" | "texts">,
): Html | null {
  if (preset === "eu-withdrawal" || !isEnding(settlement)) return null;
  return noPaymentUntil(settlement?.effectiveAt ?? undefined, terms, texts);
}

/** Says of a subscription that would end then that no payment is left, if that would be sure. */
export function noPaymentUntil(
  end: string | undefined,
  terms: Terms | null | undefined,
  texts: Pick<Wording["texts"], "noMorePayments">,
): Html | null {
  if (!terms?.isOnly || !terms.price || !terms.renewsAt) return null;
  return withoutUntakenPayment(terms, end)?.renewsAt ? null : html`<p>${texts.noMorePayments}</p>`;
}
