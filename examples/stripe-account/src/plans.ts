import type Stripe from "stripe";

/** A customer's subscription, as the page shows it. */
export interface Plan {
  /** Stripe's id. */
  id: string;
  name: string;
  /** E.g. `€24.00 / month`. */
  price: string;
  state: "renews" | "ends" | "ended";
  date: Date;
}

/** Sells plans at Stripe. The user id goes into the subscription's metadata, which is how Retent finds whose it is. */
export function createPlans(stripe: Stripe) {
  const customers = new Map<string, Promise<string>>();

  async function buy(userId: string): Promise<string> {
    const metadata = { userId };
    const { id: customer } = await stripe.customers.create({ metadata });
    await stripe.subscriptions.create({ customer, items: [{ price: "price_team" }], metadata });
    const storage = await stripe.subscriptions.create({
      customer,
      items: [{ price: "price_storage" }],
      metadata,
    });
    // As a shop does that plans a change of price: from now on the schedule decides when this one ends.
    await stripe.subscriptionSchedules.create({ from_subscription: storage.id });
    return customer;
  }

  /** Every new customer has two; a real shop would sell them. */
  function findCustomer(userId: string): Promise<string> {
    const known = customers.get(userId) ?? buy(userId);
    customers.set(userId, known);
    return known;
  }

  return {
    async listPlans(userId: string): Promise<Plan[]> {
      const customer = await findCustomer(userId);
      const { data } = await stripe.subscriptions.list({ customer, status: "all" });
      return data.map(toPlan).toReversed();
    },
  };
}

/** A scheduled end stands in `cancel_at`, whichever way it was asked for. */
function toPlan({ id, items, ended_at: endedAt, cancel_at: cancelAt }: Stripe.Subscription): Plan {
  const [item] = items.data;
  const seconds = endedAt ?? cancelAt ?? item?.current_period_end ?? 0;
  return {
    id,
    name: item?.price.nickname ?? "Team",
    price: item ? describePrice(item.price) : "",
    state: endedAt !== null ? "ended" : cancelAt !== null ? "ends" : "renews",
    date: new Date(seconds * 1000),
  };
}

/** Stripe counts in the currency's smallest unit. */
function describePrice({ unit_amount: amount, currency, recurring }: Stripe.Price): string {
  const price = new Intl.NumberFormat("en", { style: "currency", currency }).format((amount ?? 0) / 100);
  return recurring ? `${price} / ${recurring.interval}` : price;
}
