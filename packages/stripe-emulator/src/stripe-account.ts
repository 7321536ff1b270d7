import type Stripe from "stripe";
import {
  type LocalCoupon,
  type LocalCustomer,
  type LocalPrice,
  type LocalProduct,
  type LocalSchedule,
  type LocalSubscription,
  makeInvoice,
  makePrice,
  makeSubscription,
  type NewSubscription,
  noDetails,
  periodEnd,
  type StripeEvent,
} from "./stripe-objects.ts";

type EventType = Stripe.Event["type"];

/** What a change leaves out stays as it was. `cancel_at` may also be one of the names that the API takes. */
export type Change = Omit<Partial<LocalSubscription>, "cancel_at"> & {
  cancel_at?: number | "min_period_end" | "max_period_end" | null;
  price?: string;
  quantity?: number;
};

/** Everything that a made-up account holds. */
export interface StripeRecords {
  readonly customers: Map<string, LocalCustomer>;
  readonly subscriptions: Map<string, LocalSubscription>;
  readonly schedules: Map<string, LocalSchedule>;
  readonly products: Map<string, LocalProduct>;
  readonly prices: Map<string, LocalPrice>;
  readonly coupons: Map<string, LocalCoupon>;
  readonly events: StripeEvent[];
  /** The account's time, in seconds since the epoch. */
  seconds(): number;
  /** Sets the account's time ahead of the clock. */
  moveTo(seconds: number): void;
  newId(prefix: string): string;
  emit(type: EventType, object: object, previous?: object): void;
  findSubscription(id: string): LocalSubscription;
  /** Saves what changed, with its event. */
  update(before: LocalSubscription, fields: Partial<LocalSubscription>, type?: EventType): LocalSubscription;
}

/** @param onEvent called with everything that a webhook endpoint would be sent */
export function createRecords(now: () => number, onEvent: (event: StripeEvent) => void): StripeRecords {
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

  return {
    customers: new Map(),
    subscriptions,
    schedules: new Map(),
    products: new Map([
      ["prod_team", { id: "prod_team", object: "product", active: true, name: "Team", livemode: false }],
    ]),
    prices: new Map([["price_team", makePrice("price_team", "prod_team", "Team")]]),
    coupons: new Map(),
    events,
    seconds,
    moveTo(at) {
      ahead += Math.max(0, at - seconds());
    },
    newId,
    emit,
    findSubscription(id) {
      const subscription = subscriptions.get(id);
      if (!subscription) throw new Error(`there is no subscription ${id}`);
      return subscription;
    },
    update(before, fields, type = "customer.subscription.updated") {
      const after = { ...before, ...fields };
      const names = Object.keys(fields) as (keyof LocalSubscription)[];
      const changed = names.filter((name) => JSON.stringify(before[name]) !== JSON.stringify(after[name]));
      subscriptions.set(after.id, after);
      if (changed.length > 0)
        emit(type, after, Object.fromEntries(changed.map((name) => [name, before[name]])));
      return after;
    },
  };
}

/** Adds what a merchant's account has. */
export function createCatalogue({
  customers,
  subscriptions,
  products,
  prices,
  coupons,
  ...records
}: StripeRecords) {
  function addCustomerAs(id: string, metadata: Record<string, string>, isCardless: boolean): LocalCustomer {
    const customer: LocalCustomer = {
      id,
      object: "customer",
      balance: 0,
      created: records.seconds(),
      invoice_settings: { default_payment_method: isCardless ? null : "pm_local" },
      livemode: false,
      metadata,
    };
    customers.set(id, customer);
    return customer;
  }

  return {
    addCustomer: (metadata: Record<string, string> = {}, { isCardless = false } = {}) =>
      addCustomerAs(records.newId("cus"), metadata, isCardless),
    addSubscription(wanted: NewSubscription): LocalSubscription {
      if (!customers.has(wanted.customer)) addCustomerAs(wanted.customer, {}, false);
      const { price = "price_team" } = wanted;
      const known = prices.get(price) ?? makePrice(price, "prod_team", null);
      const subscription = makeSubscription(records.newId("sub"), wanted, known, records.seconds());
      subscriptions.set(subscription.id, subscription);
      records.emit("customer.subscription.created", subscription);
      records.emit(
        "invoice.paid",
        makeInvoice(records.newId("in"), subscription, {
          reason: "subscription_create",
          ...(subscription.status === "trialing" && { total: 0 }),
          balance: 0,
          isPaid: true,
          now: records.seconds(),
        }),
      );
      return subscription;
    },
    addPrice(
      id: string,
      product: { id: string; name: string },
      nickname: string | null = null,
      amount?: number,
    ): LocalPrice {
      products.set(product.id, { ...product, object: "product", active: true, livemode: false });
      const price = makePrice(id, product.id, nickname, amount);
      prices.set(id, price);
      return price;
    },
    addCoupon(id: string, { valid = true } = {}): LocalCoupon {
      const coupon: LocalCoupon = {
        id,
        object: "coupon",
        duration: "repeating",
        percent_off: 50,
        valid,
        livemode: false,
      };
      coupons.set(id, coupon);
      return coupon;
    },
    /** Credit is negative, as in Stripe's API: the customer owes less. */
    setBalance(id: string, balance: number): void {
      const customer = customers.get(id);
      if (!customer) throw new Error(`there is no customer ${id}`);
      customers.set(id, { ...customer, balance });
    },
  };
}

/** Changes a subscription as Stripe does: by its API, its portal and its dashboard. */
export function createChanges(records: StripeRecords) {
  const { prices, schedules, seconds, update, findSubscription } = records;

  function change(id: string, wanted: Change): LocalSubscription {
    const before = findSubscription(id);
    const { price, quantity, cancel_at: cancelAt, ...fields } = wanted;
    const [item] = before.items.data;
    const isItemChanged = item && (price !== undefined || quantity !== undefined);
    return update(before, {
      ...fields,
      ...toEnd(before, wanted),
      ...(isItemChanged && {
        items: withItem(before, {
          ...(price !== undefined && {
            price: prices.get(price) ?? { ...item.price, id: price, nickname: null },
          }),
          ...(quantity !== undefined && { quantity }),
        }),
      }),
    });
  }

  /** A scheduled end is one thing with two spellings: a date, and that it is the period's end. */
  function toEnd(before: LocalSubscription, wanted: Change): Partial<LocalSubscription> {
    const { cancel_at_period_end: atPeriodEnd, cancel_at: at } = wanted;
    if (atPeriodEnd === undefined && at === undefined) return {};
    const date = atPeriodEnd === true ? periodEnd(before) : toDate(before, at ?? null);
    const isUnchanged = date === before.cancel_at && (atPeriodEnd ?? false) === before.cancel_at_period_end;
    return {
      cancel_at: date,
      cancel_at_period_end: atPeriodEnd ?? false,
      ...(!isUnchanged && { canceled_at: date === null ? null : seconds() }),
      cancellation_details: {
        ...(wanted.cancellation_details ?? before.cancellation_details ?? noDetails),
        reason: date === null ? null : "cancellation_requested",
      },
    };
  }

  function toDate({ items }: LocalSubscription, at: NonNullable<Change["cancel_at"]> | null): number | null {
    const ends = items.data.map((item) => item.current_period_end);
    if (at === "min_period_end") return Math.min(...ends);
    return at === "max_period_end" ? Math.max(...ends) : at;
  }

  /** Ends a subscription now, and its schedule with it. */
  function end(id: string, details?: LocalSubscription["cancellation_details"]): LocalSubscription {
    const at = seconds();
    const before = findSubscription(id);
    const ended: LocalSubscription = {
      ...before,
      status: "canceled",
      canceled_at: before.canceled_at ?? at,
      ended_at: at,
      cancellation_details: {
        ...(details ?? before.cancellation_details ?? noDetails),
        reason: "cancellation_requested",
      },
    };
    records.subscriptions.set(id, ended);
    const schedule = before.schedule === null ? undefined : schedules.get(before.schedule);
    if (schedule) schedules.set(schedule.id, { ...schedule, status: "canceled", canceled_at: at });
    records.emit("customer.subscription.deleted", ended);
    return ended;
  }

  return { change, end };
}

export function withItem(before: LocalSubscription, fields: object): LocalSubscription["items"] {
  return { ...before.items, data: before.items.data.map((item) => ({ ...item, ...fields })) };
}
