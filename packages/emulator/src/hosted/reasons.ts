import type { Offer } from "@retent/retentbase";

/** A reason that the hosted pages let the customer choose. */
export interface Reason {
  key: string;
  label: string;
  /** What is offered to a customer who leaves for this reason; null: nothing. */
  offer: HostedOffer | null;
}

/** What its label names it is called wherever it is spoken of. */
export interface HostedOffer extends Omit<Offer, "accepted"> {
  label: string;
  text: string;
  accept: string;
  /** How long it lasts. */
  months: number;
  /** What is paid meanwhile. */
  meanwhile: string;
}

/** Every reason, in the order in which it is asked. */
export const reasons: readonly Reason[] = [
  {
    key: "too_expensive",
    label: "It is too expensive",
    offer: {
      type: "discount",
      label: "50% off for 3 months",
      text: "Your plan stays as it is. You can still cancel at any time.",
      accept: "Take 50% off and stay",
      months: 3,
      meanwhile: "Half of what you pay today",
    },
  },
  {
    key: "not_using",
    label: "I don’t use it enough",
    offer: {
      type: "pause",
      label: "Pause for 2 months",
      text: "Everything stays as you left it. You can come back or cancel at any time.",
      accept: "Take the pause and stay",
      months: 2,
      meanwhile: "Nothing",
    },
  },
  { key: "missing_features", label: "Something I need is missing", offer: null },
  { key: "technical_issues", label: "It does not work well for me", offer: null },
  { key: "switching", label: "I am moving to something else", offer: null },
  { key: "other", label: "Another reason", offer: null },
  { key: "prefer_not_to_say", label: "I prefer not to say", offer: null },
];

export function findReason(key: string | null): Reason | undefined {
  return reasons.find((reason) => reason.key === key);
}
