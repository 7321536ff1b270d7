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
 * Finds what belongs to a user id. With an event id, a subscription that this cancellation has acted on
 * already is preferred, be it over or not: after a crash that is the one.
 */
export type Find = (userId: string, eventId?: string) => Promise<Found>;

type FinderOptions = Pick<StripeBillingOptions, "findSubscription" | "userIdIsCustomer"> & {
  userIdKey: string;
};

export function createFinder(
  stripe: Stripe,
  call: Call,
  { findSubscription, userIdIsCustomer = false, userIdKey }: FinderOptions,
): Find {
  const byDefault = (userId: string) => (userIdIsCustomer ? userId : undefined);

  return async (userId, eventId) => {
    const id = findSubscription ? await findSubscription(userId) : byDefault(userId);
    if (id === null) return choose([], null, eventId);
    if (id === undefined) {
      const found = choose(await search(userId, eventId), null, eventId);
      return found.ended && (await hasRunningWithoutUserId(getId(found.ended.customer)))
        ? { ...found, ended: null }
        : found;
    }
    if (id.startsWith("sub_")) {
      const subscription = await call("retrieve the subscription", () => stripe.subscriptions.retrieve(id));
      return { ...choose([subscription], getId(subscription.customer), eventId), subscription };
    }
    if (!id.startsWith("cus_"))
      throw new TypeError("findSubscription: answer an id of Stripe's, sub_… or cus_…, or null");
    const listed = await read("list the customer's subscriptions", listForCustomer(id), eventId);
    const own = listed.filter(({ metadata }) => id === userId || !isAnothers(metadata[userIdKey], userId));
    return choose(own, id, eventId);
  };

  function listForCustomer(customer: string): List {
    return (status) => stripe.subscriptions.list({ customer, status, limit: pageSize });
  }

  /**
   * Whether a running subscription names no user, so that the search can't find it: its customer still pays,
   * and has not left.
   */
  async function hasRunningWithoutUserId(customer: string): Promise<boolean> {
    const listed = await read("list the customer's subscriptions", listForCustomer(customer));
    return listed.some((each) => isRunning(each) && each.metadata[userIdKey] === undefined);
  }

  async function search(userId: string, eventId?: string): Promise<Stripe.Subscription[]> {
    const quoted = userId.replaceAll("\\", "\\\\").replaceAll("'", "\\'");
    const query = `metadata['${userIdKey}']:'${quoted}'`;
    const list: List = (status) =>
      stripe.subscriptions.search({
        query: status === "all" ? query : `status:'${status}' AND ${query}`,
        limit: pageSize,
      });
    const found = await read("search the user's subscriptions", list, eventId);
    // The search may be more generous than we can be: it is about whose subscription ends.
    return found.filter(({ metadata }) => metadata[userIdKey] === userId);
  }

  /**
   * Reads a list of a customer's or user's subscriptions. Of one that is longer than a page, those that run
   * come first, so that any number of abandoned checkouts hides none; those that have ended follow if the
   * running ones don't say which is meant.
   */
  async function read(what: string, list: List, eventId?: string): Promise<Stripe.Subscription[]> {
    const page = await call(what, async () => list("all"));
    if (!page.has_more) return page.data;
    const running = await Promise.all(runningStates.map((state) => readPages(what, list, state)));
    const current = running.flat();
    if (current.length > maxSubscriptions)
      throw new Error(
        "Stripe: this user has more than 1,000 subscriptions; say by findSubscription which one is meant",
      );
    const isAnswered =
      eventId === undefined ? current.length > 0 : current.some((each) => isForEvent(each, eventId));
    return isAnswered ? current : [...current, ...(await readPages(what, list, "canceled"))];
  }

  function readPages(what: string, list: List, status: Status): Promise<Stripe.Subscription[]> {
    return call(what, () => list(status).autoPagingToArray({ limit: maxSubscriptions + 1 }));
  }
}

type Status = Stripe.SubscriptionListParams.Status;
/** Starts reading those with this status, or `all`. */
type List = (
  status: Status,
) => PromiseLike<{ data: Stripe.Subscription[]; has_more: boolean }> &
  Pick<ReturnType<Stripe["subscriptions"]["list"]>, "autoPagingToArray">;

/** The most that Stripe gives at once. */
const pageSize = 100;
/** Ten pages take a second or two. */
const maxSubscriptions = 1000;
/** See {@link isRunning}. */
const runningStates = ["active", "trialing", "past_due", "unpaid", "paused"] as const;

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
  const own = subscriptions.find((each) => eventId !== undefined && isForEvent(each, eventId));
  const subscription = own ?? (running.length === 1 ? running[0] : undefined) ?? null;
  const customers = new Set(
    (running.length > 0 ? running : subscriptions).map((each) => getId(each.customer)),
  );
  const [only = null] = customers.size === 1 ? customers : [];
  return {
    customer: customer ?? (subscription ? getId(subscription.customer) : only),
    subscription,
    ended: running.length === 0 ? latestEnded(subscriptions) : null,
    running: running.length,
  };
}

/** Whether this cancellation has acted on the subscription. */
function isForEvent({ metadata }: Stripe.Subscription, eventId: string): boolean {
  return metadata.retentEventId === eventId;
}

function latestEnded(subscriptions: Stripe.Subscription[]): Stripe.Subscription | null {
  const over = subscriptions.filter(({ status }) => status === "canceled");
  const [last = null] = over.toSorted((a, b) => (getEndedAt(b) ?? 0) - (getEndedAt(a) ?? 0));
  return last;
}

/** When a subscription that is over has ended, in seconds since the epoch. */
export function getEndedAt({
  ended_at: endedAt,
  canceled_at: canceledAt,
}: Stripe.Subscription): number | null {
  return endedAt ?? canceledAt;
}

/** Neither over nor never begun. */
function isRunning({ status }: Stripe.Subscription): boolean {
  return !["canceled", "incomplete", "incomplete_expired"].includes(status);
}

/** The id of what Stripe names by its id alone, or whole. */
export function getId(object: string | { id: string }): string {
  return typeof object === "string" ? object : object.id;
}
