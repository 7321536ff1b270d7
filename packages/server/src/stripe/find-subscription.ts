import type Stripe from "stripe";
import type { BillingLinks } from "../billing/billing.ts";
import { type Call, StripeCallError } from "./call.ts";
import { chooseSubscription, type Decided, type Found, isRunning } from "./choose-subscription.ts";
import { getId } from "./fields.ts";
import type { StripeBillingOptions } from "./options.ts";
import { createSubscriptionReader } from "./read-subscriptions.ts";

/**
 * Finds what belongs to a user. With a decision, a subscription that it has acted on already is preferred, be it
 * over or not: after a crash that is the one.
 */
export type Find = (userId: string, decided?: Decided & { subscription: string | null }) => Promise<Found>;

type FinderOptions = Pick<StripeBillingOptions, "findSubscription" | "userIdIsCustomer"> & {
  userIdKey: string;
};

/** A user's subscriptions at the customers that are known to be the user's. */
interface Known {
  /** Stripe's id, if there is one alone. */
  customer: string | null;
  own: Stripe.Subscription[];
  /** Whether one runs that names no user: it may be this user's. */
  hasRunningWithoutUserId: boolean;
}

export interface Finder {
  find: Find;
  /** All subscriptions of a user that run, whichever customer has them. */
  listRunning(userId: string): Promise<Stripe.Subscription[]>;
}

/** @param links what webhooks have taught about whose customer and subscription is whose */
export function createFinder(
  stripe: Stripe,
  call: Call,
  { findSubscription, userIdIsCustomer = false, userIdKey }: FinderOptions,
  links: () => BillingLinks,
): Finder {
  const reader = createSubscriptionReader(stripe, call);

  return {
    async find(userId, decided) {
      if (decided?.subscription) return findChosen(decided.subscription);
      const id = findSubscription ? await findSubscription(userId) : userIdIsCustomer ? userId : undefined;
      if (id?.startsWith("sub_")) return findChosen(id);
      const { customer, own, hasRunningWithoutUserId } = await read(userId, id, decided);
      const found = chooseSubscription(own, customer, decided);
      // Its customer still pays, and has not left.
      return found.ended && hasRunningWithoutUserId ? { ...found, ended: null } : found;
    },
    async listRunning(userId) {
      const id = findSubscription ? await findSubscription(userId) : userIdIsCustomer ? userId : undefined;
      if (id?.startsWith("sub_")) return [await retrieve(id)].filter(isRunning);
      return (await read(userId, id, undefined)).own.filter(isRunning);
    },
  };

  async function findChosen(id: string): Promise<Found> {
    const subscription = await retrieve(id);
    const isOver = subscription.status === "canceled";
    return {
      customer: getId(subscription.customer),
      subscription,
      ended: isOver ? subscription : null,
      running: isRunning(subscription) ? 1 : 0,
      candidates: 1,
    };
  }

  function retrieve(id: string): Promise<Stripe.Subscription> {
    return call("retrieve the subscription", () => stripe.subscriptions.retrieve(id));
  }

  async function read(
    userId: string,
    id: string | null | undefined,
    decided: Decided | undefined,
  ): Promise<Known> {
    if (id === null) return { customer: null, own: [], hasRunningWithoutUserId: false };
    if (id === undefined) return readKnown(userId, decided);
    if (!id.startsWith("cus_"))
      throw new TypeError("findSubscription: answer an id of Stripe's, sub_… or cus_…, or null");
    const listed = await reader.ofCustomer(id, isEnough(decided));
    const own = listed.filter(({ metadata }) => id === userId || !isAnothers(metadata[userIdKey], userId));
    return { customer: id, own, hasRunningWithoutUserId: false };
  }

  /**
   * What webhooks have taught comes first: it is up to date, and Stripe's search may lag behind or be missing. The
   * reference of a checkout alone, which a page may have let the buyer write, does not hide what names the user itself.
   */
  async function readKnown(userId: string, decided: Decided | undefined): Promise<Known> {
    const learned = await links().find({ userId });
    const customers = new Set(learned.map(({ customer }) => customer));
    const known = await readCustomers(userId, [...customers], decided);
    if (known.own.some((each) => isRunning(each) && each.metadata[userIdKey] === userId)) return known;
    const searched = await search(userId, decided).catch((error: unknown) => {
      if (!(error instanceof StripeCallError) || error.code !== "refused") throw error;
      if (customers.size > 0) return [];
      // Stripe's search does not exist in every country (https://docs.stripe.com/search).
      throw new Error(
        `${error.message}. The search is the last resort: give findSubscription, or have Stripe send its events to this server, which learns from them whose subscription is whose`,
      );
    });
    const others = new Set(searched.map(({ customer }) => getId(customer)));
    const more = [...others].filter((customer) => !customers.has(customer));
    if (more.length === 0) return known;
    return merge(known, await readCustomers(userId, more, decided));
  }

  function search(userId: string, decided: Decided | undefined): Promise<Stripe.Subscription[]> {
    return reader.byMetadata(userIdKey, userId, isEnough(decided));
  }

  async function readCustomers(
    userId: string,
    customers: readonly string[],
    decided: Decided | undefined,
  ): Promise<Known> {
    const all = await Promise.all(
      customers.map(async (customer) => ({
        listed: await reader.ofCustomer(customer, isEnough(decided)),
        taught: await links().find({ customer }),
      })),
    );
    const own: Stripe.Subscription[] = [];
    let hasRunningWithoutUserId = false;
    for (const { listed, taught } of all) {
      const users = new Map(taught.map((link) => [link.subscription, link.userId]));
      for (const each of listed) {
        const named = each.metadata[userIdKey] ?? users.get(each.id);
        if (named === userId) own.push(each);
        else if (named === undefined && isRunning(each)) hasRunningWithoutUserId = true;
      }
    }
    return { customer: customers.length === 1 ? (customers[0] ?? null) : null, own, hasRunningWithoutUserId };
  }
}

function merge(a: Known, b: Known): Known {
  const [only = null, ...others] = [a, b].filter(({ own }) => own.length > 0);
  return {
    customer: others.length > 0 ? null : (only ?? b).customer,
    own: [...a.own, ...b.own],
    hasRunningWithoutUserId: a.hasRunningWithoutUserId || b.hasRunningWithoutUserId,
  };
}

/** Once a decision has acted on one that runs, no other has to be known. */
function isEnough(decided: Decided | undefined) {
  if (!decided) return undefined;
  return (running: readonly Stripe.Subscription[]) =>
    running.some(({ metadata }) => metadata.retentEventId === decided.eventId);
}

/** Several users may share one customer at Stripe: what names another of them is not to be ended here. */
function isAnothers(named: string | undefined, userId: string): boolean {
  return named !== undefined && named !== userId;
}
