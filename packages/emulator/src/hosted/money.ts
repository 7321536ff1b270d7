import type { SessionRecord } from "../workspace/records.ts";
import type { HostedOffer } from "./reasons.ts";

/** A label, and what is known under it. */
export type Fact = readonly [label: string, value: string | null | undefined];

type Subscribed = Pick<SessionRecord, "context">;

/** What the customer has, and pays: a link names a plan and a monthly revenue, but no currency. */
export function planFacts({ context }: Subscribed): Fact[] {
  return [
    ["Plan", context?.plan],
    ["Price now", context?.mrr ? aMonth(context.mrr) : undefined],
  ];
}

/** What the customer would pay with an offer and after it, if the price is known. */
export function offerFacts({ context }: Subscribed, { months, pricePart }: HostedOffer): Fact[] {
  if (!context?.mrr) return [];
  const reduced = context.mrr * pricePart;
  return [
    [`For ${months} months`, reduced === 0 ? "No payments" : aMonth(reduced)],
    ["After that", aMonth(context.mrr)],
  ];
}

function aMonth(amount: number): string {
  const money = new Intl.NumberFormat("en", { minimumFractionDigits: 2, maximumFractionDigits: 2 });
  return `${money.format(amount)} a month`;
}
