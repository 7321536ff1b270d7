import type { Offer } from "@retent/retentbase";

/** A reason that the hosted pages let the customer choose. */
export interface Reason {
  key: string;
  label: string;
  /** What is offered to a customer who leaves for this reason; null: nothing. */
  offer: HostedOffer | null;
}

export interface HostedOffer extends Omit<Offer, "accepted"> {
  title: string;
  text: string;
  accept: string;
  /** How long it lasts. */
  months: number;
  /** Which part of the price is paid meanwhile. */
  pricePart: number;
}

/** Every reason, in the order in which it is asked. */
export const reasons: readonly Reason[] = [
  {
    key: "too_expensive",
    label: "It is too expensive",
    offer: {
      type: "discount",
      label: "50% off for 3 months",
      title: "Stay for half the price",
      text: "The lower price is for your next three months. After that you pay what you pay today, and you can cancel at any time.",
      accept: "Take 50% off and stay",
      months: 3,
      pricePart: 0.5,
    },
  },
  {
    key: "not_using",
    label: "I don’t use it enough",
    offer: {
      type: "pause",
      label: "Pause for 2 months",
      title: "Take a break instead",
      text: "Meanwhile you pay nothing and everything stays as you left it. You can come back or cancel at any time.",
      accept: "Pause for 2 months",
      months: 2,
      pricePart: 0,
    },
  },
  { key: "missing_features", label: "Something I need is missing", offer: null },
  { key: "technical_issues", label: "It does not work well for me", offer: null },
  { key: "switching", label: "I am moving to something else", offer: null },
  { key: "other", label: "Another reason", offer: null },
];

export function findReason(key: string | null): Reason | undefined {
  return reasons.find((reason) => reason.key === key);
}
