import { createChargebeeBilling } from "../../src/chargebee/create-chargebee-billing.ts";
import { createState, type StandIn, type StoredSubscription } from "../subscription-service/stand-in.ts";

// By https://apidocs.chargebee.com/docs/api, as of November 2026.

const apiKey = "test_canary4Kd82Qp6Xv4";
export const webhookUser = "retent";
export const webhookPassword = "canary-password-7Hq2Zt9Xv4";
const apiUrl = "https://shop-test.chargebee.com";
const seconds = (ms: number) => Math.floor(ms / 1000);

export function createChargebeeStandIn(clock: { now: number }): StandIn {
  const state = createState(clock);
  const calls: string[] = [];
  let failure: number | undefined;

  const toStatus = ({ endedAt, isEnding, isPaused }: StoredSubscription) =>
    endedAt !== null ? "cancelled" : isPaused ? "paused" : isEnding ? "non_renewing" : "active";
  const toResource = (each: StoredSubscription) => {
    const cancelledAt = each.endedAt ?? (each.isEnding ? each.periodEndsAt : null);
    return {
      object: "subscription",
      id: each.id,
      customer_id: each.customer,
      status: toStatus(each),
      created_at: seconds(each.createdAt),
      updated_at: seconds(each.changedAt),
      current_term_end: seconds(each.periodEndsAt),
      ...(cancelledAt !== null && { cancelled_at: seconds(cancelledAt) }),
      ...(each.userId !== null && { cf_user_id: each.userId }),
      subscription_items: [
        { item_price_id: "Team", item_type: "plan", quantity: 1, object: "subscription_item" },
      ],
    };
  };
  const respond = (each: StoredSubscription) =>
    Response.json({ subscription: toResource(each), customer: { id: each.customer } });
  const refuse = (status: number, code: string) =>
    Response.json(
      {
        message: `canary ${apiKey}`,
        type: "invalid_request",
        api_error_code: code,
        http_status_code: status,
      },
      { status },
    );

  /** Pages of one, so that a reader of a single one is found out. */
  function list(query: URLSearchParams): Response {
    const all = state.ofCustomer(query.get("customer_id[is]") ?? "");
    const from = Number(JSON.parse(query.get("offset") ?? "[0]")[0]);
    const page = all.slice(from, from + 1).map((each) => ({ subscription: toResource(each) }));
    const hasMore = from + 1 < all.length;
    return Response.json({ list: page, ...(hasMore && { next_offset: JSON.stringify([from + 1]) }) });
  }

  function act(subscription: StoredSubscription, action: string, fields: URLSearchParams): Response {
    if (action === "remove_scheduled_cancellation") {
      if (!subscription.isEnding) return refuse(409, "invalid_state_for_request");
      subscription.isEnding = false;
      return respond(subscription);
    }
    if (action !== "cancel_for_items") return refuse(404, "resource_not_found");
    if (subscription.endedAt !== null) return refuse(409, "invalid_state_for_request");
    const option = fields.get("cancel_option");
    if ([...fields.keys()].join() !== "cancel_option") return refuse(400, "param_wrong_value");
    if (option === "immediately") state.end(subscription);
    else if (option !== "end_of_term" || subscription.isPaused) return refuse(400, "param_wrong_value");
    else if (subscription.isEnding) return refuse(409, "invalid_state_for_request");
    else state.scheduleEnd(subscription);
    return respond(subscription);
  }

  async function answer(input: string | URL | Request, init: RequestInit = {}): Promise<Response> {
    const { origin, pathname, searchParams } = new URL(String(input));
    const headers = new Headers(init.headers);
    calls.push(`${init.method} ${pathname}`);
    if (origin !== apiUrl || init.redirect !== "manual") throw new Error("called elsewhere");
    if (failure !== undefined) return refuse(failure, "internal_error");
    if (headers.get("authorization") !== `Basic ${btoa(`${apiKey}:`)}`)
      return refuse(401, "api_authentication_failed");
    const [, api, version, resource, id, action] = pathname.split("/");
    if (api !== "api" || version !== "v2" || resource !== "subscriptions")
      return refuse(404, "site_not_found");
    if (id === undefined) return list(searchParams);
    const subscription = state.find(id);
    if (!subscription) return refuse(404, "resource_not_found");
    if (init.method === "GET" && action === undefined) return respond(subscription);
    if (headers.get("content-type") !== "application/x-www-form-urlencoded")
      return refuse(400, "bad_request");
    return act(subscription, action ?? "", new URLSearchParams(String(init.body)));
  }

  let events = 0;
  const sign = (password: string) => ({ authorization: `Basic ${btoa(`${webhookUser}:${password}`)}` });
  return {
    name: "Chargebee",
    path: "/chargebee/webhook",
    apiKey,
    calls,
    subscriptions: state.subscriptions,
    failWith(status) {
      failure = status;
    },
    create: ({ end, findCustomer, readsUserId }) =>
      createChargebeeBilling({
        site: "shop-test",
        apiKey,
        webhookUser,
        webhookPassword,
        onChurned: end === "now" ? "immediately" : end === "nothing" ? "nothing" : "end_of_term",
        ...(findCustomer && { findCustomer }),
        ...(readsUserId && { userIdKey: "cf_user_id" }),
        fetch: answer,
      }),
    tell(kind, id, at) {
      const subscription = state.find(id) as StoredSubscription;
      const isOver = subscription.endedAt !== null;
      const type = {
        changed: isOver
          ? "subscription_cancelled"
          : subscription.isEnding
            ? "subscription_cancellation_scheduled"
            : "subscription_changed",
        created: "subscription_created",
        paid: "payment_succeeded",
      }[kind];
      events += 1;
      const invoice = {
        object: "invoice",
        date: seconds(at),
        total: 2400,
        recurring: true,
        first_invoice: false,
      };
      const content = { subscription: toResource(subscription), ...(kind === "paid" && { invoice }) };
      const body = JSON.stringify({
        id: `ev_${events}`,
        occurred_at: seconds(at),
        event_type: type,
        api_version: "v2",
        object: "event",
        content,
      });
      return { body, headers: sign(webhookPassword) };
    },
    forge: ({ body }) => ({ body, headers: sign("a-password-of-a-stranger") }),
  };
}
