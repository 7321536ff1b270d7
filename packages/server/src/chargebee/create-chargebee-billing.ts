import { optionError, parseSafeUrl } from "@retent/retentbase/internal";
import type { Billing } from "../billing/billing.ts";
import { BillingEventError } from "../billing/billing-event.ts";
import { isSameBytes, sha256 } from "../digest.ts";
import { createServiceBilling, type ServiceEnd } from "../subscription-service/create-service-billing.ts";
import { createChargebeeApi } from "./chargebee-api.ts";
import { readEvent } from "./read-event.ts";

export interface ChargebeeBillingOptions {
  /** The site's name: `shop` for `shop.chargebee.com`. One that ends in `-test` is the sandbox. */
  site: string;
  /** Full-access API key of the site. */
  apiKey: string;
  /** User name of the webhook's basic authentication. */
  webhookUser: string;
  /** Its password, at least 16 random characters: Chargebee does not sign what it sends. */
  webhookPassword: string;
  /** What a decision to leave does. `nothing`: a person or another system ends it, which Chargebee's events report. */
  onChurned: "end_of_term" | "immediately" | "nothing";
  /**
   * Chargebee's id of the customer that belongs to a user id, or null; `(userId) => userId` if they are the same.
   * Of a customer, subscriptions that name another user are left out. Needed unless `userIdKey` is given.
   */
  findCustomer?: (userId: string) => string | null | Promise<string | null>;
  /**
   * The subscription's custom field that holds the user id, `cf_…`. Only if your server sets it, and no customer can
   * on a hosted page. Default: custom fields are not read.
   */
  userIdKey?: string;
  /** Where Chargebee's API is, for tests. Default: the site's own. */
  apiUrl?: string;
  /** Default: the runtime's `fetch`. */
  fetch?: typeof fetch;
}

const ends: Record<ChargebeeBillingOptions["onChurned"], ServiceEnd> = {
  end_of_term: "at_period_end",
  immediately: "now",
  nothing: "nothing",
};

const minPasswordLength = 16;
const minDistinctCharacters = 8;

/**
 * Chargebee (Product Catalog 2.0) as the billing that decides: decisions act on subscriptions, and its events, posted
 * to `{base}/chargebee/webhook`, tell how cancellations end.
 *
 * @throws {TypeError} for an option that can't be used, never with a secret
 *
 * @example
 * import { createChargebeeBilling } from "@retent/server/chargebee";
 *
 * const billing = createChargebeeBilling({
 *   site: "shop-test",
 *   apiKey: process.env.CHARGEBEE_API_KEY ?? "",
 *   webhookUser: "retent",
 *   webhookPassword: process.env.CHARGEBEE_WEBHOOK_PASSWORD ?? "",
 *   onChurned: "end_of_term",
 *   findCustomer: (userId) => userId,
 * });
 */
export function createChargebeeBilling(options: ChargebeeBillingOptions): Billing {
  const { site, apiKey, webhookUser, webhookPassword, onChurned, findCustomer, userIdKey } = options;
  if (!/^[a-z0-9][a-z0-9-]{0,62}$/i.test(site)) throw optionError("site", "is no name of a Chargebee site");
  if (!/^[\x21-\x39\x3b-\x7e]{8,}$/.test(apiKey)) throw optionError("apiKey", "is no API key of Chargebee");
  if (!Object.hasOwn(ends, onChurned))
    throw optionError("onChurned", "must be end_of_term, immediately or nothing");
  if (!findCustomer && userIdKey === undefined)
    throw optionError("findCustomer", "is missing: say which customer a user is, or give userIdKey");
  if (userIdKey !== undefined && !/^cf_\w{1,60}$/.test(userIdKey))
    throw optionError("userIdKey", "must be a custom field's API name, which begins with cf_");
  const isAllowed = createPasswordCheck(webhookUser, webhookPassword);
  const url = parseSafeUrl("apiUrl", options.apiUrl ?? `https://${site}.chargebee.com`);
  const service = createChargebeeApi({
    url: url.href.replace(/\/$/, ""),
    apiKey,
    userIdKey,
    fetch: options.fetch ?? globalThis.fetch,
  });

  return {
    ...createServiceBilling({ service, end: ends[onChurned], findCustomer }),
    environment: site.endsWith("-test") ? "sandbox" : "prod",
    webhook: {
      path: "/chargebee/webhook",
      async read(body, headers) {
        if (!(await isAllowed(headers.get("authorization") ?? "")))
          throw new BillingEventError("signature_invalid", "user name and password do not fit");
        return readEvent(body, userIdKey);
      },
    },
  };
}

/** Whether a header carries this user name and password (RFC 7617). Digests are compared, all of them. */
function createPasswordCheck(user: string, password: string): (authorization: string) => Promise<boolean> {
  if (!/^[\x21-\x39\x3b-\x7e]+$/.test(user))
    throw optionError("webhookUser", "use printable ASCII characters, without spaces and colons");
  if (!/^[\x21-\x7e]+$/.test(password) || password.length < minPasswordLength)
    throw optionError("webhookPassword", `use at least ${minPasswordLength} printable ASCII characters`);
  if (new Set(password).size < minDistinctCharacters)
    throw optionError("webhookPassword", "use a random one, this can be guessed");
  const expected = btoa(`${user}:${password}`);
  return async (authorization) => {
    const given = /^Basic +([A-Za-z0-9+/]+={0,2})$/i.exec(authorization)?.[1];
    if (given === undefined) return false;
    const [ours, theirs] = await Promise.all([sha256(expected), sha256(given)]);
    return isSameBytes(ours, theirs);
  };
}
