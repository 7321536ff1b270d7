import { parseSafeUrl } from "@retent/retentbase/internal";
import Stripe from "stripe";
import type { StripeBillingOptions } from "./options.ts";

/** Time limit of a call, in milliseconds: below that of `onResult`, which may need three. */
const timeoutMs = 6000;

/** Stripe's own client, set up as we use it. */
export function connectStripe({
  secretKey,
  apiUrl,
  fetch: ownFetch = fetch,
}: Pick<StripeBillingOptions, "secretKey" | "apiUrl" | "fetch">): Stripe {
  const api = apiUrl === undefined ? undefined : parseSafeUrl("apiUrl", apiUrl);
  return new Stripe(secretKey, {
    // The billing lane retries, with the same idempotency key.
    maxNetworkRetries: 0,
    timeout: timeoutMs,
    telemetry: false,
    // A redirect is not followed: the key stays with whom it was meant for.
    httpClient: Stripe.createFetchHttpClient((input: string | URL | Request, init?: RequestInit) =>
      ownFetch(input, { ...init, redirect: "manual" }),
    ),
    ...(api && {
      protocol: api.protocol === "http:" ? "http" : "https",
      host: api.hostname,
      port: api.port || (api.protocol === "http:" ? 80 : 443),
    }),
  });
}
