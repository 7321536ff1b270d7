import type Stripe from "stripe";
import type { BillingSubscription } from "../billing/billing.ts";
import type { Call } from "./call.ts";
import { getId } from "./fields.ts";
import type { StripeBillingOptions } from "./options.ts";
import { toEndIfCancelled } from "./scheduled-end.ts";
import { toAmount } from "./to-context.ts";

const maxProductNames = 1000;

/** Names a customer's subscriptions by product and price, as the customer knows them. */
export function createChoices(
  stripe: Stripe,
  call: Call,
  onChurned: NonNullable<StripeBillingOptions["onChurned"]>,
) {
  /** Every link asks for them, and a name rarely changes: a new one is known after a restart. */
  const productNames = new Map<string, string>();

  return async function toChoices(
    subscriptions: readonly Stripe.Subscription[],
    lang: string,
  ): Promise<BillingSubscription[]> {
    const products = await readProducts(subscriptions);
    return subscriptions.map((subscription) => {
      const { id, items, pause_collection: pause } = subscription;
      const label = items.data.map((item) => nameItem(item, products, lang)).join(" + ");
      // Stripe doesn't say when a paused subscription is paid for next.
      const renewsAt = pause ? undefined : toNextPayment(items);
      const endsIfCancelled = toEndIfCancelled(subscription, onChurned);
      return {
        id,
        ...(label !== "" && { label }),
        ...(renewsAt && { renewsAt }),
        ...(endsIfCancelled && { endsIfCancelled }),
      };
    });
  };

  async function readProducts(
    subscriptions: readonly Stripe.Subscription[],
  ): Promise<ReadonlyMap<string, string>> {
    const ids = new Set(
      subscriptions.flatMap(({ items }) => items.data.map(({ price }) => getId(price.product))),
    );
    if (productNames.size > maxProductNames) productNames.clear();
    const unknown = [...ids].filter((id) => !productNames.has(id)).slice(0, 100);
    if (unknown.length === 0) return productNames;
    try {
      const { data } = await call("list products", () => stripe.products.list({ ids: unknown, limit: 100 }));
      for (const { id, name } of data) productNames.set(id, name);
    } catch {
      // A restricted key may not read products. Without a name it is still known which subscriptions there are.
    }
    return productNames;
  }
}

/** The items of one subscription may be paid at different times. Source: Stripe API, subscription item. */
function toNextPayment({ data }: Stripe.Subscription["items"]): string | undefined {
  const ends = data.map((item) => item.current_period_end).filter((end) => typeof end === "number");
  return ends.length === 0 ? undefined : new Date(Math.min(...ends) * 1000).toISOString();
}

function nameItem(
  { price, quantity = 1 }: Stripe.SubscriptionItem,
  products: ReadonlyMap<string, string>,
  lang: string,
): string {
  const name = products.get(getId(price.product)) ?? price.nickname ?? price.lookup_key ?? price.id;
  const count = quantity > 1 ? `${quantity} × ` : "";
  const cost = nameCost(price, quantity, lang);
  return cost === undefined ? `${count}${name}` : `${count}${name} (${cost})`;
}

/** E.g. `€24.00 / 1 month`; undefined for a price by usage or by tiers, which has no amount of its own. */
function nameCost(
  { unit_amount: amount, currency, recurring }: Stripe.Price,
  quantity: number,
  lang: string,
): string | undefined {
  if (amount === null || !recurring) return undefined;
  const { interval, interval_count: count } = recurring;
  const money = new Intl.NumberFormat(lang, { style: "currency", currency });
  const time = new Intl.NumberFormat(lang, { style: "unit", unit: interval, unitDisplay: "long" });
  return `${money.format(toAmount(amount * quantity, currency))} / ${time.format(count)}`;
}
