import type Stripe from "stripe";
import {
  type LocalCustomer,
  type LocalSubscription,
  makeInvoice,
  makeSubscription,
  type NewSubscription,
  periodEnd,
  type StripeEvent,
} from "./stripe-objects.ts";

type EventType = Stripe.Event["type"];

/** What a change leaves out stays as it was. */
export type Change = Partial<LocalSubscription> & { price?: string };

/** The customers and subscriptions of a made-up account, and what happens to them. */
export interface StripeAccount {
  readonly customers: ReadonlyMap<string, LocalCustomer>;
  readonly subscriptions: ReadonlyMap<string, LocalSubscription>;
  readonly events: readonly StripeEvent[];
  addCustomer(metadata?: Record<string, string>): LocalCustomer;
  /** A customer that there is none of yet is added with it. */
  addSubscription(wanted: NewSubscription): LocalSubscription;
  change(id: string, change: Change): LocalSubscription;
  /** Ends a subscription now. */
  end(id: string): LocalSubscription;
  /**
   * Lets time pass until the paid period is over: what was scheduled to end ends, everything else is paid
   * again.
   */
  endPeriod(id: string): LocalSubscription;
}

/** @param onEvent called with everything that a webhook endpoint would be told */
export function createStripeAccount(now: () => number, onEvent: (event: StripeEvent) => void): StripeAccount {
  const customers = new Map<string, LocalCustomer>();
  const subscriptions = new Map<string, LocalSubscription>();
  const events: StripeEvent[] = [];
  let ids = 0;
  /** How far the account's time is ahead, in seconds. */
  let ahead = 0;

  const seconds = () => Math.floor(now() / 1000) + ahead;
  const newId = (prefix: string) => {
    ids += 1;
    return `${prefix}_local_${ids}`;
  };

  function emit(type: EventType, object: object, previous?: object): void {
    const event: StripeEvent = {
      id: newId("evt"),
      object: "event",
      api_version: "2026-10-28.endive",
      created: seconds(),
      livemode: false,
      pending_webhooks: 1,
      type,
      data: { object: structuredClone(object), ...(previous && { previous_attributes: previous }) },
    };
    events.push(event);
    onEvent(event);
  }

  function mustFind(id: string): LocalSubscription {
    const subscription = subscriptions.get(id);
    if (!subscription) throw new Error(`there is no subscription ${id}`);
    return subscription;
  }

  function update(before: LocalSubscription, fields: Partial<LocalSubscription>): LocalSubscription {
    const after = { ...before, ...fields };
    const changed = Object.keys(fields).filter(
      (name) =>
        JSON.stringify(before[name as keyof LocalSubscription]) !==
        JSON.stringify(after[name as keyof LocalSubscription]),
    );
    subscriptions.set(after.id, after);
    if (changed.length > 0) {
      const previous = Object.fromEntries(
        changed.map((name) => [name, before[name as keyof LocalSubscription]]),
      );
      emit("customer.subscription.updated", after, previous);
    }
    return after;
  }

  function end(id: string): LocalSubscription {
    const at = seconds();
    const ended = { ...mustFind(id), status: "canceled" as const, canceled_at: at, ended_at: at };
    subscriptions.set(id, ended);
    emit("customer.subscription.deleted", ended);
    return ended;
  }

  const withItem = (before: LocalSubscription, fields: object) => ({
    ...before.items,
    data: before.items.data.map((item) => ({ ...item, ...fields })),
  });

  function addCustomer(id: string, metadata: Record<string, string>): LocalCustomer {
    const customer: LocalCustomer = {
      id,
      object: "customer",
      created: seconds(),
      livemode: false,
      metadata,
    };
    customers.set(id, customer);
    return customer;
  }

  return {
    customers,
    subscriptions,
    events,
    addCustomer: (metadata = {}) => addCustomer(newId("cus"), metadata),
    addSubscription(wanted) {
      if (!customers.has(wanted.customer)) addCustomer(wanted.customer, {});
      const subscription = makeSubscription(newId("sub"), wanted, seconds());
      subscriptions.set(subscription.id, subscription);
      emit("customer.subscription.created", subscription);
      return subscription;
    },
    change(id, { price, ...fields }) {
      const before = mustFind(id);
      const [item] = before.items.data;
      const { cancel_at_period_end: isScheduled = before.cancel_at_period_end } = fields;
      return update(before, {
        ...(isScheduled !== before.cancel_at_period_end && { canceled_at: isScheduled ? seconds() : null }),
        ...fields,
        ...(price !== undefined &&
          item && { items: withItem(before, { price: { ...item.price, id: price, nickname: null } }) }),
      });
    },
    end,
    endPeriod(id) {
      const before = mustFind(id);
      const over = periodEnd(before);
      ahead += Math.max(0, over - seconds());
      if (before.cancel_at_period_end) return end(id);
      const length = over - (before.items.data[0]?.current_period_start ?? over);
      const period = { current_period_start: over, current_period_end: over + length };
      const after = update(before, { items: withItem(before, period) });
      emit("invoice.paid", makeInvoice(newId("in"), after, seconds()));
      return after;
    },
  };
}
