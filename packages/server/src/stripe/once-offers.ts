import type Stripe from "stripe";
import type { CancellationResult } from "../billing/billing.ts";
import { sha256, toBase64Url } from "../digest.ts";
import type { Call } from "./call.ts";
import { getId } from "./fields.ts";
import type { createIdempotentWrite } from "./idempotent-write.ts";
import type { OfferAction } from "./options.ts";

/** Where a customer's metadata say for which decision an offer was given. */
const keyPrefix = "retentOffer_";

/** Offers that a customer gets once in a lifetime: the customer's metadata at Stripe remember it. */
export function createOnceOffers(
  stripe: Stripe,
  call: Call,
  writeFor: ReturnType<typeof createIdempotentWrite>,
) {
  return {
    /** Whether an offer may be given for this decision. It is noted before it is given. */
    async isAvailable(
      action: OfferAction,
      subscription: Stripe.Subscription,
      result: CancellationResult,
    ): Promise<boolean> {
      if (action.once !== true) return true;
      const id = getId(subscription.customer);
      const customer = await call("retrieve the customer", () => stripe.customers.retrieve(id));
      if (customer.deleted) return false;
      const key = await toKey(action);
      const mark = `${result.eventId}-${result.revision}`;
      const known = customer.metadata[key];
      if (known !== undefined) return known === mark;
      const params = { metadata: { [key]: mark } };
      await writeFor(result)("note the offer at the customer", "offer", params, (keys) =>
        stripe.customers.update(id, params, keys),
      );
      return true;
    },
  };
}

/** Stripe's keys have at most 40 characters: a digest tells long actions that begin alike from each other. */
async function toKey({ once: _, ...action }: OfferAction): Promise<string> {
  const text = Object.entries(action)
    .map(([name, value]) => `${name}_${value}`)
    .join("_");
  const key = `${keyPrefix}${text}`;
  if (/^\w{1,40}$/.test(key)) return key;
  const digest = toBase64Url(await sha256(text)).slice(0, 12);
  return `${key.replace(/\W/g, "_").slice(0, 27)}_${digest}`;
}
