import type { SessionRecord } from "../workspace/records.ts";
import type { HostedOffer } from "./reasons.ts";

/** A label, and what is known under it. */
export type Fact = readonly [label: string, value: string | null | undefined];

/**
 * What an offer changes, in the order in which it happens. In words: a link names a monthly revenue, but no
 * currency, and it need not be what the customer pays.
 */
export function offerFacts({ context }: Pick<SessionRecord, "context">, offer: HostedOffer): Fact[] {
  return [
    ["Plan", context?.plan],
    [`For ${offer.months} months`, offer.meanwhile],
    ["After that", "The price you pay today"],
  ];
}
