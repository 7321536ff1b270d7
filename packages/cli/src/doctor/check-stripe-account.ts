import { getClockSkewSeconds, maxClockSkewSeconds } from "@retent/retentbase/internal";
import type { StripeBillingOptions } from "@retent/server/stripe";
import type Stripe from "stripe";
import type { Host } from "../host.ts";
import { type Finding, failed, passed, warning } from "./check.ts";

/** What acting at Stripe needs besides a key: the search, coupons and prices of offers, the portal, a clock. */
export async function checkStripeAccount(
  stripe: StripeBillingOptions,
  { fetch, now }: Pick<Host, "fetch" | "now">,
): Promise<Finding[]> {
  const { connectStripe } = await import("@retent/server/stripe");
  let skewSeconds: number | undefined;
  /** Keeps the date of Stripe's latest response. */
  const dated: typeof fetch = async (input, init) => {
    const sentAt = now();
    const response = await fetch(input, init);
    skewSeconds = getClockSkewSeconds(response.headers.get("date"), sentAt, now()) ?? skewSeconds;
    return response;
  };
  const client = connectStripe({ ...stripe, fetch: dated });
  return [
    await checkSearch(client, stripe),
    ...(await checkOffers(client, stripe.onOffer ?? {})),
    await checkPortal(client),
    ...checkClock(skewSeconds),
  ];
}

/** Not every account has the search (https://docs.stripe.com/search). */
async function checkSearch(
  client: Stripe,
  { userIdIsCustomer, userIdKey = "userId" }: StripeBillingOptions,
): Promise<Finding> {
  const name = "stripe search";
  if (userIdIsCustomer) return passed(name, "not needed, since user ids are Stripe's customer ids");
  try {
    await client.subscriptions.search({ query: `metadata['${userIdKey}']:'retent-doctor'`, limit: 1 });
    return passed(name, "it works; customers that Stripe's events have not named yet are found by it");
  } catch (error) {
    return isRefusal(error)
      ? warning(
          name,
          "this key or account can't search, so customers are found by Stripe's events alone: those who have not had an event yet are found with RETENT_STRIPE_USER_ID_IS_CUSTOMER, or by findSubscription in a server of your own",
        )
      : failed(name, "Stripe did not answer", "run retent doctor again");
  }
}

/** A coupon or price that Stripe does not know in this mode would fail each customer who accepts the offer. */
async function checkOffers(
  client: Stripe,
  offers: NonNullable<StripeBillingOptions["onOffer"]>,
): Promise<Finding[]> {
  const findings: Finding[] = [];
  for (const [offer, action] of Object.entries(offers)) {
    if ("coupon" in action)
      findings.push(
        await checkOffer(`the coupon of "${offer}"`, async () => {
          const { valid } = await client.coupons.retrieve(action.coupon);
          return valid ? undefined : "can't be given any more";
        }),
      );
    if ("price" in action)
      findings.push(
        await checkOffer(`the price of "${offer}"`, async () => {
          const { active, recurring } = await client.prices.retrieve(action.price);
          if (!active) return "is archived";
          return recurring ? undefined : "is not a recurring one";
        }),
      );
  }
  return findings;
}

async function checkOffer(what: string, find: () => Promise<string | undefined>): Promise<Finding> {
  const name = "stripe offers";
  const remedy = "correct RETENT_STRIPE_ON_OFFER, or make it in this mode in Stripe's dashboard";
  try {
    const fault = await find();
    return fault === undefined ? passed(name, `${what} exists`) : failed(name, `${what} ${fault}`, remedy);
  } catch (error) {
    return isRefusal(error)
      ? failed(name, `${what} does not exist in this mode`, remedy)
      : failed(name, `${what} could not be checked`, "run retent doctor again");
  }
}

async function checkPortal(client: Stripe): Promise<Finding> {
  const name = "stripe portal";
  try {
    const { data } = await client.billingPortal.configurations.list({ is_default: true, active: true });
    return data.length > 0
      ? passed(name, "it is set up")
      : failed(
          name,
          "it is not set up, so the route /portal fails",
          "save its settings in Stripe's dashboard",
        );
  } catch (error) {
    // A restricted key may lack this permission, which is not a fault.
    return isRefusal(error)
      ? passed(name, "this key can't read its settings; check them in Stripe's dashboard")
      : failed(name, "Stripe did not answer", "run retent doctor again");
  }
}

/** Signatures are refused if this machine's clock is minutes off. */
function checkClock(seconds: number | undefined): Finding[] {
  const name = "stripe clock";
  if (seconds === undefined) return [];
  if (Math.abs(seconds) <= maxClockSkewSeconds) return [passed(name, "agrees with Stripe's")];
  const direction = seconds > 0 ? "behind" : "ahead of";
  return [
    failed(
      name,
      `this machine's clock is ${Math.abs(seconds)} s ${direction} Stripe's`,
      "synchronize it (NTP): from 300 s on, Stripe's events are refused",
    ),
  ];
}

/** Whether Stripe answered no, and not that it is busy or down. */
function isRefusal(error: unknown): boolean {
  const { statusCode } = Object(error) as { statusCode?: unknown };
  return typeof statusCode === "number" && statusCode >= 400 && statusCode < 500 && statusCode !== 429;
}
