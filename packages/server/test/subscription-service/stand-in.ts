import type { Billing } from "../../src/billing/billing.ts";

/** A subscription in a stand-in, in no service's own words. Times are milliseconds since the epoch. */
export interface StoredSubscription {
  id: string;
  customer: string;
  userId: string | null;
  createdAt: number;
  changedAt: number;
  periodEndsAt: number;
  /** When it has ended; null while it runs. */
  endedAt: number | null;
  isEnding: boolean;
  isPaused: boolean;
}

/** A message that the service sends, ready to be posted. */
export interface Message {
  body: string;
  headers: Record<string, string>;
}

/** A local stand-in for a billing service, written by hand from its public docs and as strict as they are. */
export interface StandIn {
  name: string;
  path: string;
  subscriptions: Map<string, StoredSubscription>;
  /** What was called, as method and path. */
  calls: string[];
  /** A status that every call is answered with, until it is undefined again. */
  failWith(status: number | undefined): void;
  create(options: {
    end: "at_period_end" | "now" | "nothing";
    findCustomer?: (userId: string) => string | null;
    readsUserId?: boolean;
  }): Billing;
  /** The message about a subscription as it stands now: it changed, it was created, or a period of it was paid. */
  tell(kind: "changed" | "created" | "paid", id: string, at: number): Message;
  /** The same message from a stranger. */
  forge(message: Message): Message;
  apiKey: string;
}

const month = 30 * 86_400_000;

/** The subscriptions that a stand-in keeps, and the time it goes by. */
export function createState(clock: { now: number }) {
  const subscriptions = new Map<string, StoredSubscription>();
  return {
    subscriptions,
    find(id: string): StoredSubscription | undefined {
      return subscriptions.get(id);
    },
    ofCustomer: (customer: string) =>
      [...subscriptions.values()].filter((each) => each.customer === customer),
    end(subscription: StoredSubscription): void {
      Object.assign(subscription, { endedAt: clock.now, isEnding: false, changedAt: clock.now });
    },
    scheduleEnd(subscription: StoredSubscription): void {
      Object.assign(subscription, { isEnding: true, changedAt: clock.now });
    },
  };
}

/** Adds a subscription that runs. */
export function addSubscription(
  { subscriptions }: Pick<StandIn, "subscriptions">,
  clock: { now: number },
  fields: Partial<StoredSubscription> = {},
): StoredSubscription {
  const subscription = {
    id: `sub_${subscriptions.size + 1}`,
    customer: "ctm_1",
    userId: null,
    createdAt: clock.now - 86_400_000,
    changedAt: clock.now - 86_400_000,
    periodEndsAt: clock.now + month,
    endedAt: null,
    isEnding: false,
    isPaused: false,
    ...fields,
  };
  subscriptions.set(subscription.id, subscription);
  return subscription;
}
