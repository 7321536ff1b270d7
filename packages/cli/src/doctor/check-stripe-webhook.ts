import { isLoopbackHost } from "@retent/retentbase/internal";
import type { StripeBillingOptions } from "@retent/server/stripe";
import type Stripe from "stripe";
import { type Finding, failed, passed } from "./check.ts";

/** More than an account can have. */
const maxEndpoints = 1000;

const name = "stripe webhook";
const timeoutMs = 5000;

/** Whether Stripe's events get here: each type of event, with its object, and without a detour. */
export async function checkStripeWebhook(
  stripe: StripeBillingOptions,
  url: string,
  fetch: typeof globalThis.fetch,
): Promise<Finding[]> {
  const redirect = await findRedirect(url, fetch);
  return [await checkEndpoint(stripe, url, fetch), ...(redirect ? [redirect] : [])];
}

/** Stripe follows no redirect, so that the event would be lost. A server that does not run yet says nothing. */
async function findRedirect(url: string, fetch: typeof globalThis.fetch): Promise<Finding | undefined> {
  try {
    const signal = AbortSignal.timeout(timeoutMs);
    const response = await fetch(url, { method: "POST", body: "", redirect: "manual", signal });
    await response.body?.cancel();
    if (response.status < 300 || response.status >= 400) return undefined;
    return failed(
      name,
      `${url} redirects (${response.status}), and Stripe does not follow that`,
      "set RETENT_PUBLIC_URL and the endpoint at Stripe to the address that it leads to",
    );
  } catch {
    return undefined;
  }
}

async function checkEndpoint(
  stripe: StripeBillingOptions,
  url: string,
  fetch: typeof globalThis.fetch,
): Promise<Finding> {
  const { connectStripe, stripeEventTypes } = await import("@retent/server/stripe");
  const client = connectStripe({ ...stripe, fetch });
  const endpoints = await client.webhookEndpoints
    .list({ limit: 100 })
    .autoPagingToArray({ limit: maxEndpoints })
    .catch(() => undefined);
  if (!endpoints)
    // A restricted key may lack this permission, which is not a fault.
    return passed(
      name,
      `this key can't list the endpoints; check in Stripe's dashboard that ${url} gets ${stripeEventTypes.join(", ")} with snapshot payloads`,
    );
  const matching = endpoints.filter((endpoint) => endpoint.url === url);
  const [first] = matching;
  if (!first) {
    const thin = await findThinDestination(client, url);
    if (thin !== undefined)
      return failed(
        name,
        `the event destination ${thin} sends thin events, which do not say what happened`,
        `replace it in Stripe's dashboard with one that has snapshot payloads, and ${stripeEventTypes.join(", ")}`,
      );
    return isLoopbackHost(new URL(url).hostname)
      ? passed(name, `no endpoint points here; for local testing run stripe listen --forward-to ${url}`)
      : failed(
          name,
          `no endpoint points to ${url}`,
          `add one in Stripe's dashboard, with ${stripeEventTypes.join(", ")}`,
        );
  }
  const enabled = matching.filter(({ status }) => status === "enabled");
  if (enabled.length === 0)
    return failed(name, `the endpoint ${first.id} is disabled`, "enable it in Stripe's dashboard");
  const types = new Set(enabled.flatMap(({ enabled_events }) => enabled_events));
  const missing = stripeEventTypes.filter((type) => !types.has(type) && !types.has("*"));
  return missing.length === 0
    ? passed(name, `${url} gets every type of event that is needed`)
    : failed(
        name,
        `the endpoint ${first.id} does not get ${missing.join(", ")}`,
        "add them in Stripe's dashboard",
      );
}

/**
 * Finds the id of an event destination that sends thin events here: the list of webhook endpoints leaves it
 * out.
 */
async function findThinDestination(client: Stripe, url: string): Promise<string | undefined> {
  const destinations = await client.v2.core.eventDestinations
    .list({ include: ["webhook_endpoint.url"] })
    .autoPagingToArray({ limit: maxEndpoints })
    .catch(() => []);
  return destinations.find(
    ({ event_payload: payload, webhook_endpoint: endpoint }) => payload === "thin" && endpoint?.url === url,
  )?.id;
}
