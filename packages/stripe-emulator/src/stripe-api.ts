import { type Answer, json, type Received } from "@retent/emulator/internal";
import type Stripe from "stripe";
import { parseFormFields, toEntries } from "./form-fields.ts";
import type { Change, StripeAccount } from "./stripe-account.ts";
import { createFilter, listFields, listPage, searchPage } from "./stripe-lists.ts";
import type { LocalSubscription } from "./stripe-objects.ts";
import type { StripeSettings } from "./stripe-options.ts";
import { missing, Refusal, refuse } from "./stripe-refusal.ts";

/** One call of the API, as it was understood. */
export interface StripeCall {
  method: string;
  path: string;
  fields: Record<string, unknown>;
  idempotencyKey: string | undefined;
  status: number;
}

const dayMs = 86_400_000;

type Fields = Record<string, unknown>;
type Call = (fields: Fields, id: string) => object;

/**
 * Stripe's API, as far as our server and an example call it; what it does not know it refuses, as
 * Stripe does.
 */
export function createStripeApi(settings: StripeSettings, account: StripeAccount, url: () => string) {
  const calls: StripeCall[] = [];
  /** What was answered to a key, for the same call again within a day. */
  const answers = new Map<string, { request: string; answer: Answer; until: number }>();

  const routes: [method: string, path: RegExp, allowed: string[], call: Call][] = [
    [
      "POST",
      /^\/v1\/customers$/,
      ["metadata"],
      ({ metadata }) => account.addCustomer(metadata as Record<string, string>),
    ],
    ["GET", /^\/v1\/customers\/(\w+)$/, [], (_, id) => findCustomer(id)],
    ["GET", /^\/v1\/subscriptions$/, ["customer", "status", ...listFields], list],
    [
      "GET",
      /^\/v1\/subscriptions\/search$/,
      ["query", "limit", "page"],
      (fields) => searchPage(search(String(fields.query)), fields),
    ],
    ["POST", /^\/v1\/subscriptions$/, ["customer", "items", "metadata"], create],
    ["GET", /^\/v1\/subscriptions\/(\w+)$/, ["expand"], ({ expand }, id) => expanded(find(id), expand)],
    [
      "POST",
      /^\/v1\/subscriptions\/(\w+)$/,
      ["cancel_at_period_end", "discounts", "items", "metadata", "pause_collection"],
      (fields, id) => account.change(running(id).id, toChange(fields, find(id))),
    ],
    ["DELETE", /^\/v1\/subscriptions\/(\w+)$/, [], (_, id) => account.end(running(id).id)],
    ["POST", /^\/v1\/billing_portal\/sessions$/, ["customer", "return_url"], openPortal],
    [
      "GET",
      /^\/v1\/webhook_endpoints$/,
      listFields,
      (fields) => listPage(endpoints(), fields, "webhook endpoint"),
    ],
    ["GET", /^\/v2\/core\/event_destinations$/, ["include", "limit"], destinations],
  ];

  function list(fields: Fields): object {
    const { customer, status } = fields;
    const isWanted = createFilter(status);
    if (customer !== undefined) findCustomer(String(customer), "customer");
    const wanted = [...account.subscriptions.values()].filter(
      (each) => (customer === undefined || each.customer === customer) && isWanted(each),
    );
    return listPage(wanted.toReversed(), fields, "subscription");
  }

  function findCustomer(id: string, param?: string) {
    const customer = account.customers.get(id);
    if (customer) return customer;
    throw missing("customer", id, param);
  }

  function search(query: string): LocalSubscription[] {
    const [, status, key = "", quoted = ""] =
      /^(?:status:'(\w+)' AND )?metadata\['(\w+)'\]:'((?:[^'\\]|\\.)*)'$/.exec(query) ?? [];
    if (key === "") throw new Refusal("invalid_request_error", "We were unable to parse your search query.");
    const wanted = quoted.replace(/\\(.)/g, "$1").toLowerCase();
    const isWanted = createFilter(status ?? "all");
    // As generous as Stripe's search may be.
    return [...account.subscriptions.values()].filter(
      (each) => isWanted(each) && each.metadata[key]?.toLowerCase() === wanted,
    );
  }

  function create({ customer, items, metadata }: Fields): object {
    const [item] = toEntries(items);
    findCustomer(String(customer), "customer");
    return account.addSubscription({
      customer: String(customer),
      price: String(item?.price),
      metadata: { ...(metadata as Record<string, string>) },
    });
  }

  function find(id: string): LocalSubscription {
    const subscription = account.subscriptions.get(id);
    if (subscription) return subscription;
    throw missing("subscription", id);
  }

  function running(id: string): LocalSubscription {
    const subscription = find(id);
    if (subscription.status !== "canceled") return subscription;
    throw missing("subscription", id);
  }

  function openPortal({ customer, return_url }: Fields): object {
    findCustomer(String(customer), "customer");
    const address = new URL("/p/session", url());
    address.searchParams.set("customer", String(customer));
    if (return_url !== undefined) address.searchParams.set("return_url", String(return_url));
    return {
      id: "bps_local",
      object: "billing_portal.session",
      customer: String(customer),
      livemode: false,
      url: address.href,
    } satisfies Partial<Stripe.BillingPortal.Session>;
  }

  function endpoints(): { id: string }[] {
    if (settings.webhookUrl === undefined || settings.webhookPayload === "thin") return [];
    const endpoint: Partial<Stripe.WebhookEndpoint> & { id: string } = {
      id: "we_local",
      object: "webhook_endpoint",
      livemode: false,
      status: "enabled",
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
    const { webhookUrl, webhookPayload, enabledEvents } = settings;
    const isShown = Object.values(Object(include)).includes("webhook_endpoint.url");
    const destination: Partial<Stripe.V2.Core.EventDestination> = {
      id: "ed_local",
      object: "v2.core.event_destination",
      event_payload: webhookPayload,
      enabled_events: enabledEvents,
      livemode: false,
      status: "enabled",
      type: "webhook_endpoint",
      webhook_endpoint: isShown && webhookUrl !== undefined ? { url: webhookUrl } : {},
    };
    const data = webhookUrl === undefined ? [] : [destination];
    return { data, next_page_url: null, previous_page_url: null };
  }

  function answer(received: Received): Answer {
    const url = new URL(received.url, "http://local");
    const text = received.method === "POST" ? String(received.body ?? "") : url.search.slice(1);
    const fields = parseFormFields(text);
    const key = received.headers["idempotency-key"]?.toString();
    const result = oncePerKey(key, `${received.method} ${received.path} ${text}`, () =>
      perform(received, fields),
    );
    calls.push({
      method: received.method,
      path: received.path,
      fields,
      idempotencyKey: key,
      status: result.status,
    });
    return result;
  }

  function oncePerKey(key: string | undefined, request: string, work: () => Answer): Answer {
    const kept = key === undefined ? undefined : answers.get(key);
    const known = kept && kept.until > settings.now() ? kept : undefined;
    if (known && known.request !== request)
      return refuse(
        new Refusal(
          "idempotency_error",
          "Keys for idempotent requests can only be used with the same parameters.",
        ),
      );
    if (known) return known.answer;
    const result = work();
    if (key !== undefined && result.status < 500)
      answers.set(key, { request, answer: result, until: settings.now() + dayMs });
    return result;
  }

  function perform({ method, path, headers }: Received, fields: Fields): Answer {
    try {
      if (headers.authorization !== `Bearer ${settings.secretKey}`)
        throw new Refusal("invalid_request_error", "Invalid API Key provided", { status: 401 });
      const route = routes.find(([wanted, pattern]) => wanted === method && pattern.test(path));
      if (!route)
        throw new Refusal("invalid_request_error", `Unrecognized request URL (${method}: ${path}).`, {
          status: 404,
        });
      const [, pattern, allowed, call] = route;
      const unknown = Object.keys(fields).find((name) => !allowed.includes(name));
      if (unknown !== undefined)
        throw new Refusal("invalid_request_error", `Received unknown parameter: ${unknown}`);
      return json(200, call(fields, pattern.exec(path)?.[1] ?? ""));
    } catch (error) {
      if (error instanceof Refusal) return refuse(error);
      throw error;
    }
  }

  return { answer, calls };
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

function toChange(fields: Fields, before: LocalSubscription): Change {
  const { cancel_at_period_end: atEnd, discounts, items, metadata, pause_collection: pause } = fields;
  const [item] = toEntries(items);
  return {
    ...(atEnd !== undefined && { cancel_at_period_end: atEnd === "true" }),
    ...(metadata !== undefined && {
      metadata: { ...before.metadata, ...(metadata as Record<string, string>) },
    }),
    ...(discounts !== undefined && {
      discounts: toEntries(discounts).map(({ coupon, discount }) => String(discount ?? `di_${coupon}`)),
    }),
    ...(item && { price: String(item.price) }),
    ...(pause !== undefined && { pause_collection: toPause(pause as Fields) }),
  };
}

function toPause({ behavior, resumes_at }: Fields): Stripe.Subscription.PauseCollection {
  return { behavior: String(behavior) as "void", resumes_at: Number(resumes_at) };
}
