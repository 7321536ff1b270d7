import { isLoopbackHost } from "@retent/retentbase/internal";
import type { StripeBillingOptions } from "@retent/server/stripe";
import type Stripe from "stripe";
import type { Configuration } from "../environment.ts";
import { type Finding, failed, passed } from "./check.ts";

/** Tries the key, and looks whether a webhook endpoint of ours gets every type of event that we need. Nothing is changed at Stripe. */
export async function checkStripe(
  { stripe, options }: Pick<Configuration, "stripe" | "options">,
  fetch: typeof globalThis.fetch,
): Promise<Finding[]> {
  if (!stripe) return [];
  const mode = options.environment === "prod" ? "live" : "test";
  const { createStripeBilling } = await import("@retent/server/stripe");
  try {
    await createStripeBilling({ ...stripe, fetch }).check?.();
  } catch (error) {
    const cause = error instanceof Error ? error.message : "something that is no Error";
    return [
      failed(
        "stripe key",
        cause,
        "copy the key anew into STRIPE_SECRET_KEY, and check that this machine gets to Stripe",
      ),
    ];
  }
  return [
    passed("stripe key", `a ${mode} key, and it works (${options.environment})`),
    await checkEndpoint(stripe, `${options.publicUrl}/stripe/webhook`, fetch),
  ];
}

/** More than an account may have. */
const maxEndpoints = 1000;

async function checkEndpoint(
  stripe: StripeBillingOptions,
  url: string,
  fetch: typeof globalThis.fetch,
): Promise<Finding> {
  const name = "stripe webhook";
  const { connectStripe, stripeEventTypes } = await import("@retent/server/stripe");
  const client = connectStripe({ ...stripe, fetch });
  const endpoints = await client.webhookEndpoints
    .list({ limit: 100 })
    .autoPagingToArray({ limit: maxEndpoints })
    .catch(() => undefined);
  if (!endpoints)
    // A restricted key need not be allowed to: that is no fault.
    return passed(
      name,
      `this key can't list the endpoints; see in Stripe's dashboard that ${url} gets ${stripeEventTypes.join(", ")} with snapshot payloads`,
    );
  const ours = endpoints.filter((endpoint) => endpoint.url === url);
  const [first] = ours;
  if (!first) {
    const thin = await findThinDestination(client, url);
    if (thin !== undefined)
      return failed(
        name,
        `the event destination ${thin} sends thin events, which don't say what has happened`,
        `replace it in Stripe's dashboard by one with snapshot payloads, and ${stripeEventTypes.join(", ")}`,
      );
    return isLoopbackHost(new URL(url).hostname)
      ? passed(name, `none leads to this machine; stripe listen --forward-to ${url} does meanwhile`)
      : failed(
          name,
          `no endpoint leads to ${url}`,
          `add one in Stripe's dashboard, with ${stripeEventTypes.join(", ")}`,
        );
  }
  const enabled = ours.filter(({ status }) => status === "enabled");
  if (enabled.length === 0)
    return failed(name, `the endpoint ${first.id} is switched off`, "switch it on in Stripe's dashboard");
  const types = new Set(enabled.flatMap(({ enabled_events }) => enabled_events));
  const lacking = stripeEventTypes.filter((type) => !types.has(type) && !types.has("*"));
  return lacking.length === 0
    ? passed(name, `${url} gets every type of event that is needed`)
    : failed(
        name,
        `the endpoint ${first.id} lacks ${lacking.join(", ")}`,
        "add them to it in Stripe's dashboard",
      );
}

/** The id of an event destination that sends us thin events, which the list of webhook endpoints leaves out. */
async function findThinDestination(client: Stripe, url: string): Promise<string | undefined> {
  const destinations = await client.v2.core.eventDestinations
    .list({ include: ["webhook_endpoint.url"] })
    .autoPagingToArray({ limit: maxEndpoints })
    .catch(() => []);
  return destinations.find(
    ({ event_payload: payload, webhook_endpoint: endpoint }) => payload === "thin" && endpoint?.url === url,
  )?.id;
}
