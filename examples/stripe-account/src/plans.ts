import type Stripe from "stripe";

/** A customer's subscription, as the page shows it. */
export interface Plan {
  name: string;
  state: "renews" | "ends" | "ended";
  date: Date;
}

/** Sells plans at Stripe. The user id goes into the subscription's metadata, which is how Retent finds whose it is. */
export function createPlans(stripe: Stripe) {
  const subscriptions = new Map<string, Promise<string>>();

  async function buy(userId: string): Promise<string> {
    const metadata = { userId };
    const customer = await stripe.customers.create({ metadata });
    const { id } = await stripe.subscriptions.create({
      customer: customer.id,
      items: [{ price: "price_team" }],
      metadata,
    });
    return id;
  }

  /** Every new customer has one; a real shop would sell it. */
  function subscriptionOf(userId: string): Promise<string> {
    const known = subscriptions.get(userId) ?? buy(userId);
    subscriptions.set(userId, known);
    return known;
  }

  return {
    async planOf(userId: string): Promise<Plan> {
      const subscription = await stripe.subscriptions.retrieve(await subscriptionOf(userId));
      const [item] = subscription.items.data;
      const seconds = subscription.ended_at ?? item?.current_period_end ?? 0;
      return {
        name: item?.price.nickname ?? "Team",
        state:
          subscription.ended_at !== null ? "ended" : subscription.cancel_at_period_end ? "ends" : "renews",
        date: new Date(seconds * 1000),
      };
    },
  };
}
