import type { Environment } from "@retent/retentbase";
import { optionError, parseSafeUrl } from "@retent/retentbase/internal";
import type { Billing } from "../billing/billing.ts";
import { createServiceBilling, type ServiceEnd } from "../subscription-service/create-service-billing.ts";
import { createPaddleApi } from "./paddle-api.ts";
import { readEvent } from "./read-event.ts";
import { verifyEvent } from "./verify-event.ts";

export interface PaddleBillingOptions {
  /** API key of Paddle Billing, with permission to read and write subscriptions. */
  apiKey: string;
  /** The notification destination's secret key, `pdl_ntfset_…`; several while they are rotated. */
  webhookSecret: string | readonly string[];
  /** What a decision to leave does. `nothing`: a person or another system ends it, which Paddle's events report. */
  onChurned: "next_billing_period" | "immediately" | "nothing";
  /**
   * Paddle's id of the customer (`ctm_…`) or subscription (`sub_…`) that belongs to a user id, or null. Of a
   * customer, subscriptions that name another user are left out. Needed unless `userIdKey` is given.
   */
  findCustomer?: (userId: string) => string | null | Promise<string | null>;
  /**
   * Under which key your server has put the user id into `custom_data`. Only if no customer can set it: what a
   * checkout in the browser passes can be changed there. Default: custom data is not read.
   */
  userIdKey?: string;
  /** Where the key works. Default: by the key, which begins with `pdl_sdbx_` or `pdl_live_`. */
  environment?: Environment;
  /** Where Paddle's API is, for tests. Default: Paddle's own. */
  apiUrl?: string;
  /** Default: the runtime's `fetch`. */
  fetch?: typeof fetch;
}

const ends: Record<PaddleBillingOptions["onChurned"], ServiceEnd> = {
  next_billing_period: "at_period_end",
  immediately: "now",
  nothing: "nothing",
};

const apiUrls: Record<Environment, string> = {
  prod: "https://api.paddle.com",
  sandbox: "https://sandbox-api.paddle.com",
};

/**
 * Paddle Billing as the billing that decides: decisions act on subscriptions, and its events, posted to
 * `{base}/paddle/webhook`, tell how cancellations end.
 *
 * @throws {TypeError} for an option that can't be used, never with a secret
 *
 * @example
 * import { createPaddleBilling } from "@retent/server/paddle";
 *
 * const billing = createPaddleBilling({
 *   apiKey: process.env.PADDLE_API_KEY ?? "",
 *   webhookSecret: process.env.PADDLE_WEBHOOK_SECRET ?? "",
 *   onChurned: "next_billing_period",
 *   findCustomer: (userId) => `ctm_of_${userId}`,
 * });
 */
export function createPaddleBilling(options: PaddleBillingOptions): Billing {
  const { apiKey, onChurned, findCustomer, userIdKey, fetch = globalThis.fetch } = options;
  if (!/^[\x21-\x7e]{20,}$/.test(apiKey)) throw optionError("apiKey", "is no API key of Paddle Billing");
  if (!Object.hasOwn(ends, onChurned))
    throw optionError("onChurned", "must be next_billing_period, immediately or nothing");
  if (!findCustomer && userIdKey === undefined)
    throw optionError("findCustomer", "is missing: say which customer a user is, or give userIdKey");
  const secrets = [options.webhookSecret].flat();
  if (secrets.length === 0 || !secrets.every((secret) => /^[\x21-\x7e]{20,}$/.test(secret)))
    throw optionError("webhookSecret", "is no secret key of a notification destination: copy it from Paddle");
  const environment = options.environment ?? readEnvironment(apiKey);
  const url = parseSafeUrl("apiUrl", options.apiUrl ?? apiUrls[environment]).href.replace(/\/$/, "");
  const service = createPaddleApi({ url, apiKey, userIdKey, fetch });

  return {
    ...createServiceBilling({ service, end: ends[onChurned], findCustomer }),
    environment,
    webhook: {
      path: "/paddle/webhook",
      async read(body, headers, now) {
        await verifyEvent(body, headers.get("paddle-signature") ?? "", secrets, now);
        return readEvent(body, userIdKey);
      },
    },
  };
}

function readEnvironment(apiKey: string): Environment {
  if (apiKey.startsWith("pdl_live_")) return "prod";
  if (apiKey.startsWith("pdl_sdbx_")) return "sandbox";
  throw optionError("environment", 'is missing: the key does not say whether it is for "sandbox" or "prod"');
}
