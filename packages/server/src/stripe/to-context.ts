import type { CustomerContext } from "@retent/retentbase";
import type Stripe from "stripe";

const secondsADay = 86_400;
/** Of each interval, in a month of a year's average. */
const timesAMonth: Record<string, number> = { day: 365 / 12, week: 365 / 84, month: 1, year: 1 / 12 };

/**
 * Currencies that Stripe does not count in hundredths (https://docs.stripe.com/currencies#minor-units); UGX
 * it does, though it has none.
 */
const wholeUnits = new Set("bif clp djf gnf jpy kmf krw mga pyg rwf vnd vuv xaf xof xpf".split(" "));
const thousandths = new Set("bhd jod kwd omr tnd".split(" "));

/**
 * What RetentBase's analytics may know of a subscription: its price's name, what it brings in a month, how
 * long it has run.
 */
export function toContext(subscription: Stripe.Subscription, now: number): CustomerContext {
  const { items, currency, start_date: startedAt } = subscription;
  const price = items.data[0]?.price;
  const plan = price?.nickname ?? price?.lookup_key;
  const amounts = items.data.map(monthlyAmount);
  const minorUnits = amounts.reduce((sum: number, amount) => sum + amount, 0);
  const mrr = Math.round(toAmount(minorUnits, currency) * 100) / 100;
  return {
    ...(plan && { plan }),
    // A price by usage or by tiers has no amount of its own.
    ...(amounts.every(Number.isFinite) && { mrr }),
    tenureDays: Math.max(0, Math.floor((now / 1000 - startedAt) / secondsADay)),
  };
}

/** An amount in a currency's units. */
export function toAmount(minorUnits: number, currency: string): number {
  return minorUnits / getMinorUnits(currency);
}

/** How many minor units make one unit of a currency. */
function getMinorUnits(currency: string): number {
  if (wholeUnits.has(currency)) return 1;
  return thousandths.has(currency) ? 1000 : 100;
}

function monthlyAmount({ price, quantity = 1 }: Stripe.SubscriptionItem): number {
  const { unit_amount: amount, recurring } = price;
  const times = recurring && timesAMonth[recurring.interval];
  if (amount === null || !recurring || !times) return Number.NaN;
  return (amount * quantity * times) / recurring.interval_count;
}
