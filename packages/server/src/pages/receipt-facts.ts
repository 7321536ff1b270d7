import { type Html, html } from "@retent/retentbase/internal";
import type { BillingSubscription } from "../billing/billing.ts";
import type { BrandConfig } from "../brand/brand.ts";
import type { Cancellation, Decision } from "../cancellation/cancellation.ts";
import { toReference } from "../cancellation/reference.ts";
import type { Fact } from "./fact-list.ts";
import { termsUntilEnd } from "./payments-left.ts";
import { formatDate, formatMoment, type Wording } from "./wording.ts";

interface ReceiptOptions {
  /** What the customer knows the account by. */
  account: string;
  /** The customer's, as an IANA name. */
  timeZone?: string | undefined;
  /** What the subscription costs, where that is known. */
  terms?: Terms | null;
  /** Whether the short reference will do, because the page is no proof. */
  isBrief?: boolean;
}

/** What every page that speaks of a decided cancellation shows: what, whose, when, and its reference. */
export function receiptFacts(
  cancellation: Cancellation,
  decision: Pick<Decision, "decidedAtMs">,
  wording: Wording,
  { account, timeZone, terms, isBrief }: ReceiptOptions,
): Fact[] {
  const { texts, language, preset, facts } = wording;
  const { settlement } = cancellation;
  const endsAt = settlement?.confirmed && settlement.outcome === "churned" ? settlement.effectiveAt : null;
  return [
    ...ownerFacts(cancellation, account, texts),
    ...termFacts(termsUntilEnd(cancellation, terms, preset), wording),
    ...facts,
    [texts.receivedOn, momentFact(decision.decidedAtMs, language, timeZone)],
    [texts.endsOn, endsAt && formatDate(endsAt, language)],
    [texts.reference, referenceFact(cancellation, isBrief)],
  ];
}

/** The company, as its contracts have it if the merchant says so. */
export function companyFact(
  { name, legalName }: Pick<BrandConfig, "name" | "legalName">,
  texts: Pick<Wording["texts"], "company">,
): Fact {
  return [texts.company, html`<bdi>${legalName ?? name}</bdi>`];
}

/** Which subscription it is, and whose. */
export function ownerFacts(
  cancellation: Pick<Cancellation, "subscriptionLabel" | "context">,
  account: string,
  texts: Pick<Wording["texts"], "what" | "account" | "subscription">,
): Fact[] {
  return [
    [texts.what, toSubject(cancellation, texts)],
    [texts.account, html`<bdi>${account}</bdi>`],
  ];
}

/** What a subscription costs, when it is paid for next, and when it would end. */
export interface Terms extends Pick<BillingSubscription, "price" | "renewsAt" | "endsIfCancelled"> {
  /** Whether the customer is known to have no other subscription that goes on. */
  isOnly?: boolean;
}

/** What billing says about a subscription's price, as far as it does. */
export function termFacts(
  terms: Terms | null | undefined,
  wording: Pick<Wording, "texts" | "language">,
): Fact[] {
  return [
    [wording.texts.price, terms?.price && html`<bdi>${terms.price}</bdi>`],
    nextPaymentFact(terms, wording),
  ];
}

export function nextPaymentFact(
  terms: Terms | null | undefined,
  { texts, language }: Pick<Wording, "texts" | "language">,
): Fact {
  return [texts.nextPayment, terms?.renewsAt && formatDate(terms.renewsAt, language)];
}

/** What the customer knows the subscription by. */
export function toSubject(
  { subscriptionLabel, context }: Pick<Cancellation, "subscriptionLabel" | "context">,
  texts: Pick<Wording["texts"], "subscription">,
): Html {
  return html`<bdi>${subscriptionLabel ?? context?.plan ?? texts.subscription}</bdi>`;
}

/** The time in the customer's own zone, where that is known, and in UTC. The page's script puts it before. */
export function momentFact(milliseconds: number, language: string, timeZone?: string): Html {
  const utc = formatMoment(milliseconds, language, "UTC");
  const iso = new Date(milliseconds).toISOString();
  const local = timeZone && timeZone !== "UTC" ? formatMoment(milliseconds, language, timeZone) : undefined;
  return html`<time datetime="${iso}">${local ?? utc}</time>${local && html`<small>${utc}</small>`}`;
}

const uuidLength = 36;

/** Short, to be read out and typed in; the whole UUID is what systems know, without what the plain page adds to it. */
export function referenceFact(
  { retentBaseEventId }: Pick<Cancellation, "retentBaseEventId">,
  isBrief = false,
): Html {
  const reference = toReference(retentBaseEventId);
  if (reference === undefined) return html`<bdi>${retentBaseEventId}</bdi>`;
  if (isBrief) return html`<bdi>${reference}</bdi>`;
  return html`<bdi>${reference}</bdi><small><bdi>${retentBaseEventId.slice(0, uuidLength)}</bdi></small>`;
}
