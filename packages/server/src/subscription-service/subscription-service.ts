/** A subscription at a billing service, in no service's own words. Times are milliseconds since the epoch. */
export interface ServiceSubscription {
  id: string;
  /** The service's id of the customer. */
  customer: string;
  /** The user id that it names, if the merchant's server sets one; else null. */
  userId: string | null;
  createdAt: number;
  /** When it last changed in any way; null where that is not known. */
  changedAt: number | null;
  /** Whether it is over. */
  isOver: boolean;
  /** Whether it is paused: then it has no period that is paid and could end. */
  isPaused: boolean;
  /** When the period that is paid ends; null where that is not known. */
  periodEndsAt: number | null;
  /** Whether it is going to end. */
  isEnding: boolean;
  /** When it has ended or is going to; null where that is not known. */
  endsAt: number | null;
  /** What the customer knows it by. */
  label: string | undefined;
}

/** The few things that a decision needs of a billing service. */
export interface SubscriptionService {
  /** For messages: `Paddle`. */
  name: string;
  /** Whether an id is a subscription's. Any other is a customer's. */
  isSubscriptionId(id: string): boolean;
  retrieve(id: string): Promise<ServiceSubscription>;
  /** All subscriptions of a customer, in any state. */
  list(customer: string): Promise<ServiceSubscription[]>;
  /** Ends it, immediately or with the period that is paid. Answers how it stands then. */
  cancel(id: string, end: "now" | "at_period_end"): Promise<ServiceSubscription>;
  /** Takes back a scheduled end. */
  keep(id: string): Promise<void>;
}
