import type Stripe from "stripe";
import type { Call } from "./call.ts";

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
/** Neither over nor never begun. */
const runningStates = ["active", "trialing", "past_due", "unpaid", "paused"] as const;

/** Reads subscriptions, by customer or by what their metadata hold. */
export interface SubscriptionReader {
  ofCustomer(customer: string, isEnough?: IsEnough): Promise<Stripe.Subscription[]>;
  /** What Stripe's index knows, which is up to a minute old. Not every account has the search. */
  byMetadata(key: string, value: string, isEnough?: IsEnough): Promise<Stripe.Subscription[]>;
}

/** Whether the running ones are all that has to be known. */
type IsEnough = (running: readonly Stripe.Subscription[]) => boolean;

export function createSubscriptionReader(stripe: Stripe, call: Call): SubscriptionReader {
  return {
    ofCustomer(customer, isEnough) {
      const list: List = (status) => stripe.subscriptions.list({ customer, status, limit: pageSize });
      return read("list the customer's subscriptions", list, isEnough);
    },
    async byMetadata(key, value, isEnough) {
      const quoted = value.replaceAll("\\", "\\\\").replaceAll("'", "\\'");
      const query = `metadata['${key}']:'${quoted}'`;
      const list: List = (status) =>
        stripe.subscriptions.search({
          query: status === "all" ? query : `status:'${status}' AND ${query}`,
          limit: pageSize,
        });
      const found = await read("search the user's subscriptions", list, isEnough);
      // The search may be more generous than we can be: it is about whose subscription ends.
      return found.filter(({ metadata }) => metadata[key] === value);
    },
  };

  /**
   * Reads a list. Of one that is longer than a page, those that run come first, so that any number of abandoned
   * checkouts hides none; those that have ended follow unless the running ones are enough.
   */
  async function read(
    what: string,
    list: List,
    isEnough: IsEnough = (running) => running.length > 0,
  ): Promise<Stripe.Subscription[]> {
    const page = await call(what, async () => list("all"));
    if (!page.has_more) return page.data;
    const lists = await Promise.all(runningStates.map((state) => readPages(what, list, state)));
    const running = lists.flat();
    if (running.length > maxSubscriptions)
      throw new Error(
        "Stripe: this user has more than 1,000 subscriptions; say by findSubscription which one is meant",
      );
    return isEnough(running) ? running : [...running, ...(await readPages(what, list, "canceled"))];
  }

  function readPages(what: string, list: List, status: Status): Promise<Stripe.Subscription[]> {
    return call(what, () => list(status).autoPagingToArray({ limit: maxSubscriptions + 1 }));
  }
}
