import type Stripe from "stripe";
import type { StripeAccount } from "./create-stripe-account.ts";
import { toEntries } from "./form-fields.ts";
import { listFields, listPage, searchPage, toFilter } from "./stripe-lists.ts";
import { isOver, type LocalSchedule, type LocalSubscription } from "./stripe-objects.ts";
import type { StripeSettings } from "./stripe-options.ts";
import { missing, Refusal, wrong } from "./stripe-refusal.ts";
import { managedBySchedule } from "./stripe-schedules.ts";
import type { SearchIndex } from "./stripe-search.ts";
import { endFields, toCancellationDetails, toChange, updateFields } from "./stripe-update.ts";

export type Fields = Record<string, unknown>;

/** One call: its method, its path, the parameters it takes, and what it does. */
export interface StripeRoute {
  method: "GET" | "POST" | "DELETE";
  path: RegExp;
  allowed: string[];
  run(fields: Fields, id: string): object;
}

/** The calls of Stripe's API that Retent and the examples make. */
export function createRoutes(
  settings: StripeSettings,
  account: StripeAccount,
  index: SearchIndex,
  url: () => string,
): StripeRoute[] {
  const { records } = account;

  return [
    route("POST", /^\/v1\/customers$/, ["metadata"], ({ metadata }) =>
      account.addCustomer(metadata as Record<string, string>),
    ),
    route("GET", /^\/v1\/customers\/(\w+)$/, [], (_, id) => find(records.customers, "customer", id)),
    route("POST", /^\/v1\/customers\/(\w+)$/, ["metadata"], ({ metadata }, id) => {
      const customer = find(records.customers, "customer", id);
      const changed = {
        ...customer,
        metadata: { ...customer.metadata, ...(metadata as Record<string, string>) },
      };
      records.customers.set(id, changed);
      return changed;
    }),
    route("GET", /^\/v1\/subscriptions$/, ["customer", "status", ...listFields], list),
    route("GET", /^\/v1\/subscriptions\/search$/, ["query", "limit", "page"], (fields) =>
      searchPage(index.search(String(fields.query)), fields),
    ),
    route("POST", /^\/v1\/subscriptions$/, ["customer", "items", "metadata"], create),
    route("GET", /^\/v1\/subscriptions\/(\w+)$/, ["expand"], ({ expand }, id) =>
      expanded(findSubscription(id), expand),
    ),
    route("POST", /^\/v1\/subscriptions\/(\w+)$/, updateFields, (fields, id) => {
      const before = findChangeable(id, fields);
      return account.change(id, toChange(fields, before, records));
    }),
    route("DELETE", /^\/v1\/subscriptions\/(\w+)$/, endFields, (fields, id) => {
      const before = findSubscription(id);
      if (isOver(before)) throw missing("subscription", id);
      return account.end(id, toCancellationDetails(fields, before));
    }),
    route("POST", /^\/v1\/subscription_schedules$/, ["from_subscription"], ({ from_subscription: from }) =>
      account.addSchedule(findSubscription(String(from)).id),
    ),
    route("GET", /^\/v1\/subscription_schedules\/(\w+)$/, [], (_, id) => findSchedule(id)),
    route(
      "POST",
      /^\/v1\/subscription_schedules\/(\w+)\/release$/,
      ["preserve_cancel_date"],
      ({ preserve_cancel_date: preserves }, id) =>
        account.releaseSchedule(findSchedule(id), preserves === "true"),
    ),
    route("GET", /^\/v1\/products$/, ["ids", ...listFields], ({ ids, ...fields }) => {
      const wanted = ids === undefined ? undefined : Object.values(Object(ids));
      const all = [...records.products.values()].filter(({ id }) => wanted?.includes(id) ?? true);
      return listPage(all, fields, "product");
    }),
    route("GET", /^\/v1\/prices\/(\w+)$/, [], (_, id) => find(records.prices, "price", id)),
    route("GET", /^\/v1\/coupons\/(\w+)$/, [], (_, id) => find(records.coupons, "coupon", id)),
    route("POST", /^\/v1\/billing_portal\/sessions$/, ["customer", "return_url", "flow_data"], openPortal),
    route(
      "GET",
      /^\/v1\/billing_portal\/configurations$/,
      ["active", "is_default", ...listFields],
      (fields) => listPage(portalConfigurations(), fields, "configuration"),
    ),
    route("GET", /^\/v1\/webhook_endpoints$/, listFields, (fields) =>
      listPage(endpoints(), fields, "webhook endpoint"),
    ),
    route("GET", /^\/v2\/core\/event_destinations$/, ["include", "limit"], destinations),
  ];

  function list(fields: Fields): object {
    const { customer, status } = fields;
    const isWanted = toFilter(status);
    if (customer !== undefined) find(records.customers, "customer", String(customer), "customer");
    const wanted = [...records.subscriptions.values()].filter(
      (each) => (customer === undefined || each.customer === customer) && isWanted(each),
    );
    return listPage(wanted.toReversed(), fields, "subscription");
  }

  function create({ customer, items, metadata }: Fields): object {
    const [item] = toEntries(items);
    find(records.customers, "customer", String(customer), "customer");
    return account.addSubscription({
      customer: String(customer),
      price: String(item?.price),
      metadata: { ...(metadata as Record<string, string>) },
    });
  }

  function findSubscription(id: string): LocalSubscription {
    return find(records.subscriptions, "subscription", id);
  }

  function findSchedule(id: string): LocalSchedule {
    return find(records.schedules, "subscription schedule", id);
  }

  /** What has ended takes notes and nothing else; what a schedule manages ends by its schedule alone. */
  function findChangeable(id: string, fields: Fields): LocalSubscription {
    const subscription = findSubscription(id);
    const changed = Object.keys(fields).filter(
      (name) => name !== "metadata" && name !== "cancellation_details",
    );
    if (isOver(subscription) && changed.length > 0)
      throw new Refusal(
        "invalid_request_error",
        "A canceled subscription can only update its cancellation_details and metadata.",
      );
    const isAboutEnd = changed.some((name) => name === "cancel_at" || name === "cancel_at_period_end");
    if (isAboutEnd && subscription.schedule !== null) throw managedBySchedule(subscription.schedule);
    return subscription;
  }

  function openPortal({ customer, return_url: returnUrl, flow_data: flow }: Fields): object {
    find(records.customers, "customer", String(customer), "customer");
    if (!settings.hasPortalConfiguration)
      throw new Refusal(
        "invalid_request_error",
        "No configuration provided and your test mode default configuration has not been created.",
      );
    const { type } = Object(flow) as { type?: unknown };
    const address = new URL("/p/session", url());
    address.searchParams.set("customer", String(customer));
    if (type !== undefined) address.searchParams.set("flow", checkFlow(String(type), Object(flow)));
    if (returnUrl !== undefined) address.searchParams.set("return_url", String(returnUrl));
    return {
      id: "bps_local",
      object: "billing_portal.session",
      customer: String(customer),
      livemode: false,
      url: address.href,
    } satisfies Partial<Stripe.BillingPortal.Session>;
  }

  /** A flow about one subscription has to name it. */
  function checkFlow(type: string, flow: Fields): string {
    if (!["payment_method_update", "subscription_cancel", "subscription_update"].includes(type))
      throw wrong("flow_data[type]", "Invalid flow_data[type].");
    if (type === "payment_method_update") return type;
    const { subscription } = Object(flow[type]) as { subscription?: unknown };
    if (subscription === undefined)
      throw wrong(
        `flow_data[${type}][subscription]`,
        `Missing required param: flow_data[${type}][subscription].`,
      );
    find(records.subscriptions, "subscription", String(subscription), `flow_data[${type}][subscription]`);
    return type;
  }

  function portalConfigurations(): { id: string }[] {
    if (!settings.hasPortalConfiguration) return [];
    const configuration: Partial<Stripe.BillingPortal.Configuration> & { id: string } = {
      id: "bpc_local",
      object: "billing_portal.configuration",
      active: true,
      is_default: true,
      livemode: false,
    };
    return [configuration];
  }

  function endpoints(): { id: string }[] {
    if (settings.webhookUrl === undefined || settings.webhookPayload === "thin") return [];
    const endpoint: Partial<Stripe.WebhookEndpoint> & { id: string } = {
      id: "we_local",
      object: "webhook_endpoint",
      livemode: false,
      status: settings.webhookStatus,
      url: settings.webhookUrl,
      enabled_events: settings.enabledEvents,
    };
    return [endpoint];
  }

  /**
   * The second API's list, which has endpoints of both kinds, and shows their addresses only if it is asked
   * to.
   */
  function destinations({ include }: Fields): object {
    const { webhookUrl, webhookPayload, enabledEvents, webhookStatus } = settings;
    const isShown = Object.values(Object(include)).includes("webhook_endpoint.url");
    const destination: Partial<Stripe.V2.Core.EventDestination> = {
      id: "ed_local",
      object: "v2.core.event_destination",
      event_payload: webhookPayload,
      enabled_events: enabledEvents,
      livemode: false,
      status: webhookStatus,
      type: "webhook_endpoint",
      webhook_endpoint: isShown && webhookUrl !== undefined ? { url: webhookUrl } : {},
    };
    const data = webhookUrl === undefined ? [] : [destination];
    return { data, next_page_url: null, previous_page_url: null };
  }
}

function route(
  method: StripeRoute["method"],
  path: RegExp,
  allowed: string[],
  run: StripeRoute["run"],
): StripeRoute {
  return { method, path, allowed, run };
}

function find<T>(all: ReadonlyMap<string, T>, what: string, id: string, param?: string): T {
  const found = all.get(id);
  if (found) return found;
  throw missing(what, id, param);
}

/** With its discounts where they are asked for as more than ids. */
function expanded(subscription: LocalSubscription, expand: unknown): object {
  if (!Object.values(Object(expand)).includes("discounts")) return subscription;
  const discounts = subscription.discounts.map((id) => ({
    id,
    object: "discount",
    subscription: subscription.id,
    source: { type: "coupon", coupon: id.replace(/^di_/, "") },
  }));
  return { ...subscription, discounts };
}
