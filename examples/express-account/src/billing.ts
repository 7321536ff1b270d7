import type { BillingAnswer, CancellationResult, Customer } from "@retent/server";

/** One customer's subscription, as billing sees it. */
export interface Subscription {
  plan: string;
  price: string;
  /** Also the end of the period that is paid for. */
  nextPayment: Date;
  /** Set once it is cancelled. */
  endsOn: Date | undefined;
  /** Label of the offer that was accepted instead of cancelling. */
  offer: string | undefined;
  /** What it costs once a discount is over. */
  laterPrice: string | undefined;
  /** When the first payment without the discount is due. */
  laterPriceFrom: Date | undefined;
  /** Which cancellation ends it, for the link to its receipt. */
  cancelledBy: string | undefined;
}

export type Billing = ReturnType<typeof createBilling>;

const fullPrice = "€24.00 / month";
const halfPrice = "€12.00 / month";
const discountMonths = 3;

/** Stands in for a billing system. It lives in memory, so every start of the example begins afresh. */
export function createBilling(now: () => Date) {
  const subscriptions = new Map<string, Subscription>();

  function subscriptionOf(userId: string): Subscription {
    const existing = subscriptions.get(userId);
    if (existing) return existing;
    const today = now();
    const created: Subscription = {
      plan: "Team",
      price: fullPrice,
      nextPayment: new Date(Date.UTC(today.getUTCFullYear(), today.getUTCMonth() + 1, 1)),
      endsOn: undefined,
      offer: undefined,
      laterPrice: undefined,
      laterPriceFrom: undefined,
      cancelledBy: undefined,
    };
    subscriptions.set(userId, created);
    return created;
  }

  return {
    subscriptionOf,

    /** Forgets a customer, so that the same name can be tried again. */
    startAfresh(userId: string): void {
      subscriptions.delete(userId);
    },

    /** What RetentBase may know about a customer, and what the customer knows account and subscription by. */
    customer(userId: string): Customer {
      const { plan, price, nextPayment, endsOn } = subscriptionOf(userId);
      const date = nextPayment.toISOString();
      const subscription = { id: `sub_${userId}`, label: plan, price, renewsAt: date, endsIfCancelled: date };
      return {
        userId,
        context: { plan, mrr: 24, tenureDays: 412 },
        accountName: userId,
        subscriptions: endsOn ? [] : [subscription],
      };
    },

    /** Acts on what the customer decided. Doing it twice for the same decision changes nothing. */
    apply(result: CancellationResult): BillingAnswer {
      const subscription = subscriptionOf(result.userId);
      if (result.outcome === "recovered") {
        subscription.endsOn = undefined;
        subscription.cancelledBy = undefined;
        if (!result.offer?.accepted) return { outcome: "recovered" };
        subscription.offer = result.offer.label;
        if (result.offer.type !== "discount") return { outcome: "recovered" };
        subscription.price = halfPrice;
        subscription.laterPrice = fullPrice;
        subscription.laterPriceFrom = addMonths(subscription.nextPayment, discountMonths);
        // The page that the customer comes back to shows both.
        return { outcome: "recovered", metadata: { priceAfter: halfPrice, priceLater: fullPrice } };
      }
      subscription.endsOn = subscription.nextPayment;
      subscription.cancelledBy = result.eventId;
      return { outcome: "churned", effectiveAt: subscription.nextPayment };
    },
  };
}

function addMonths(date: Date, months: number): Date {
  return new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + months, date.getUTCDate()));
}
