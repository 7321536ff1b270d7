import type Stripe from "stripe";
import type { Call } from "./call.ts";
import type { StripeBillingOptions } from "./options.ts";

/** What Stripe knows a user by. */
export interface Found {
  customer: string | null;
  /** The one that can be meant; null where there is none, or where several are alike. */
  subscription: Stripe.Subscription | null;
  /** The one that has ended last; null where one runs or may run, or none has ended. */
  ended: Stripe.Subscription | null;
  /** How many run. */
  running: number;
}

/**
 * Finds what belongs to a user id. With an event id, a subscription that this cancellation has acted on already is preferred, be it over
 * or not: after a crash that is the one.
 */
export type Find = (userId: string, eventId?: string) => Promise<Found>;

type FinderOptions = Pick<StripeBillingOptions, "findSubscription"> & { userIdKey: string };

export function createFinder(
  stripe: Stripe,
  call: Call,
  { findSubscription, userIdKey }: FinderOptions,
): Find {
  const byDefault = (userId: string) => (userId.startsWith("cus_") ? userId : undefined);

  return async (userId, eventId) => {
    const id = findSubscription ? await findSubscription(userId) : byDefault(userId);
    if (id === null) return choose([], null, eventId);
    if (id === undefined) {
      const found = choose(await search(userId), null, eventId);
      return found.ended && (await hasUnnamed(idOf(found.ended.customer)))
        ? { ...found, ended: null }
        : found;
    }
    if (id.startsWith("sub_")) {
      const subscription = await call("retrieve the subscription", () => stripe.subscriptions.retrieve(id));
      return { ...choose([subscription], idOf(subscription.customer), eventId), subscription };
    }
    if (!id.startsWith("cus_"))
      throw new TypeError("findSubscription: answer an id of Stripe's, sub_… or cus_…, or null");
    const { data } = await call("list the customer's subscriptions", () =>
      stripe.subscriptions.list({ customer: id, status: "all", limit: 100 }),
    );
    return choose(
      data.filter(({ metadata }) => id === userId || !isAnothers(metadata[userIdKey], userId)),
      id,
      eventId,
    );
  };

  /** Whether a subscription of nobody's runs, which the search can't find: who still pays for it must not be told to have left. */
  async function hasUnnamed(customer: string): Promise<boolean> {
    const { data } = await call("list the customer's subscriptions", () =>
      stripe.subscriptions.list({ customer, limit: 100 }),
    );
    return data.some((each) => isRunning(each) && each.metadata[userIdKey] === undefined);
  }

  async function search(userId: string): Promise<Stripe.Subscription[]> {
    const quoted = userId.replaceAll("\\", "\\\\").replaceAll("'", "\\'");
    const { data } = await call("search the user's subscriptions", () =>
      stripe.subscriptions.search({ query: `metadata['${userIdKey}']:'${quoted}'`, limit: 100 }),
    );
    // The search may be more generous than we can be: it is about whose subscription ends.
    return data.filter(({ metadata }) => metadata[userIdKey] === userId);
  }
}

/** Several users may share one customer at Stripe: what names another of them is not to be ended here. */
function isAnothers(named: string | undefined, userId: string): boolean {
  return named !== undefined && named !== userId;
}

function choose(
  subscriptions: Stripe.Subscription[],
  customer: string | null,
  eventId: string | undefined,
): Found {
  const running = subscriptions.filter(isRunning);
  const own = subscriptions.find(
    ({ metadata }) => eventId !== undefined && metadata.retentEventId === eventId,
  );
  const subscription = own ?? (running.length === 1 ? running[0] : undefined) ?? null;
  const customers = new Set(
    (running.length > 0 ? running : subscriptions).map((each) => idOf(each.customer)),
  );
  const [only = null] = customers.size === 1 ? customers : [];
  return {
    customer: customer ?? (subscription ? idOf(subscription.customer) : only),
    subscription,
    ended: running.length === 0 ? endedLast(subscriptions) : null,
    running: running.length,
  };
}

function endedLast(subscriptions: Stripe.Subscription[]): Stripe.Subscription | null {
  const over = subscriptions.filter(({ status }) => status === "canceled");
  const [last = null] = over.toSorted((a, b) => (endOf(b) ?? 0) - (endOf(a) ?? 0));
  return last;
}

/** When a subscription that is over has ended, in seconds since the epoch. */
export function endOf({ ended_at: endedAt, canceled_at: canceledAt }: Stripe.Subscription): number | null {
  return endedAt ?? canceledAt;
}

/** Neither over nor never begun. */
function isRunning({ status }: Stripe.Subscription): boolean {
  return !["canceled", "incomplete", "incomplete_expired"].includes(status);
}

/** The id of what Stripe names by its id alone, or whole. */
export function idOf(object: string | { id: string }): string {
  return typeof object === "string" ? object : object.id;
}
