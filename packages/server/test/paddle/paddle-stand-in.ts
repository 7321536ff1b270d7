import { createHmac } from "node:crypto";
import { createPaddleBilling } from "../../src/paddle/create-paddle-billing.ts";
import { createState, type StandIn, type StoredSubscription } from "../subscription-service/stand-in.ts";

// By https://developer.paddle.com/api-reference, as of November 2026.

const apiKey = "pdl_sdbx_apikey_01canary4Kd82Qp6";
export const paddleSecret = "pdl_ntfset_01canary_7Hq2Zt9Xv4";
const apiUrl = "https://sandbox-api.paddle.com";
const iso = (ms: number) => new Date(ms).toISOString();

export function createPaddleStandIn(clock: { now: number }): StandIn {
  const state = createState(clock);
  const calls: string[] = [];
  let failure: number | undefined;

  const toEntity = (each: StoredSubscription) => ({
    id: each.id,
    status: each.endedAt !== null ? "canceled" : each.isPaused ? "paused" : "active",
    customer_id: each.customer,
    created_at: iso(each.createdAt),
    updated_at: iso(each.changedAt),
    canceled_at: each.endedAt === null ? null : iso(each.endedAt),
    current_billing_period:
      each.endedAt !== null || each.isPaused
        ? null
        : { starts_at: iso(each.createdAt), ends_at: iso(each.periodEndsAt) },
    scheduled_change: each.isEnding
      ? { action: "cancel", effective_at: iso(each.periodEndsAt), resume_at: null }
      : null,
    custom_data: each.userId === null ? null : { userId: each.userId },
    items: [{ product: { name: "Team" }, price: { name: "Monthly", description: "" }, quantity: 1 }],
  });
  const respond = (data: unknown, meta = {}) => Response.json({ data, meta: { request_id: "r", ...meta } });
  const refuse = (status: number, code: string) =>
    Response.json(
      { error: { type: "request_error", code, detail: `canary ${apiKey}` }, meta: {} },
      { status },
    );

  /** Pages of one, so that a reader of a single one is found out. */
  function list(query: URLSearchParams): Response {
    const all = state.ofCustomer(query.get("customer_id") ?? "");
    const after = query.get("after");
    const rest = all.slice(after === null ? 0 : all.findIndex(({ id }) => id === after) + 1);
    return respond(rest.slice(0, 1).map(toEntity), {
      pagination: { per_page: 1, next: "", has_more: rest.length > 1, estimated_total: all.length },
    });
  }

  function cancel(subscription: StoredSubscription, body: Record<string, unknown>): Response {
    if (subscription.endedAt !== null) return refuse(400, "subscription_is_canceled_action_invalid");
    const { effective_from: from = "next_billing_period", ...others } = body;
    if (Object.keys(others).length > 0) return refuse(400, "bad_request");
    if (from === "immediately") state.end(subscription);
    else if (from !== "next_billing_period" || subscription.isPaused) return refuse(400, "bad_request");
    else if (subscription.isEnding) return refuse(400, "subscription_locked_pending_changes");
    else state.scheduleEnd(subscription);
    return respond(toEntity(subscription));
  }

  function update(subscription: StoredSubscription, body: Record<string, unknown>): Response {
    if (subscription.endedAt !== null) return refuse(400, "subscription_update_when_canceled");
    if (JSON.stringify(body) !== '{"scheduled_change":null}')
      return refuse(400, "subscription_scheduled_change_invalid_update");
    subscription.isEnding = false;
    return respond(toEntity(subscription));
  }

  async function answer(input: string | URL | Request, init: RequestInit = {}): Promise<Response> {
    const { origin, pathname, searchParams } = new URL(String(input));
    const headers = new Headers(init.headers);
    calls.push(`${init.method} ${pathname}`);
    if (origin !== apiUrl || init.redirect !== "manual") throw new Error("called elsewhere");
    if (failure !== undefined) return refuse(failure, "internal_error");
    if (headers.get("authorization") !== `Bearer ${apiKey}`) return refuse(403, "authentication_malformed");
    if (headers.get("paddle-version") !== "1") return refuse(400, "api_version_missing");
    if (init.body && headers.get("content-type") !== "application/json") return refuse(415, "unsupported");
    const [, resource, id, action] = pathname.split("/");
    if (resource !== "subscriptions") return refuse(404, "not_found");
    if (id === undefined) return list(searchParams);
    const subscription = state.find(id);
    if (!subscription) return refuse(404, "not_found");
    const body = init.body ? (JSON.parse(String(init.body)) as Record<string, unknown>) : {};
    if (init.method === "POST" && action === "cancel") return cancel(subscription, body);
    if (init.method === "PATCH" && action === undefined) return update(subscription, body);
    return init.method === "GET" ? respond(toEntity(subscription)) : refuse(405, "method_not_allowed");
  }

  let events = 0;
  return {
    name: "Paddle",
    path: "/paddle/webhook",
    apiKey,
    calls,
    subscriptions: state.subscriptions,
    failWith(status) {
      failure = status;
    },
    create: ({ end, findCustomer, readsUserId }) =>
      createPaddleBilling({
        apiKey,
        webhookSecret: ["pdl_ntfset_01other_7Hq2Zt9Xv4", paddleSecret],
        onChurned: end === "now" ? "immediately" : end === "nothing" ? "nothing" : "next_billing_period",
        ...(findCustomer && { findCustomer }),
        ...(readsUserId && { userIdKey: "userId" }),
        fetch: answer,
      }),
    tell(kind, id, at) {
      const subscription = state.find(id) as StoredSubscription;
      const type = {
        changed: subscription.endedAt === null ? "subscription.updated" : "subscription.canceled",
        created: "subscription.created",
        paid: "transaction.completed",
      }[kind];
      events += 1;
      const transaction = {
        id: "txn_1",
        subscription_id: id,
        customer_id: subscription.customer,
        origin: "subscription_recurring",
        created_at: iso(at),
        billed_at: iso(at),
        details: { totals: { grand_total: "2400" } },
      };
      const data = kind === "paid" ? transaction : toEntity(subscription);
      const event = { event_id: `evt_${events}`, event_type: type, occurred_at: iso(at), data };
      const body = JSON.stringify({ ...event, notification_id: `ntf_${events}` });
      return { body, headers: { "paddle-signature": signPaddle(body, clock.now) } };
    },
    forge: ({ body }) => ({
      body,
      headers: { "paddle-signature": signPaddle(body, clock.now, "pdl_ntfset_of_a_stranger_01") },
    }),
  };
}

/** The header of a message that is signed. */
export function signPaddle(body: string, at: number, secret = paddleSecret): string {
  const ts = Math.floor(at / 1000);
  return `ts=${ts};h1=${createHmac("sha256", secret).update(`${ts}:${body}`).digest("hex")}`;
}
