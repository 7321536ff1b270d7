import * as z from "zod";
import { createServiceCall, type ServiceRequest } from "../subscription-service/call-service.ts";
import { readPages } from "../subscription-service/read-pages.ts";
import type {
  ServiceSubscription,
  SubscriptionService,
} from "../subscription-service/subscription-service.ts";

/** A date of Paddle's, as milliseconds since the epoch. */
export const paddleTime = z.iso.datetime({ offset: true }).transform((text) => Date.parse(text));

/** What we read of a subscription (https://developer.paddle.com/api-reference/subscriptions/overview). */
export const subscriptionSchema = z.object({
  id: z.string().regex(/^sub_\w+$/),
  status: z.string(),
  customer_id: z.string(),
  created_at: paddleTime,
  updated_at: paddleTime.nullish(),
  canceled_at: paddleTime.nullish(),
  current_billing_period: z.object({ ends_at: paddleTime }).nullish(),
  scheduled_change: z.object({ action: z.string(), effective_at: paddleTime }).nullish(),
  custom_data: z.record(z.string(), z.unknown()).nullish(),
  items: z
    .array(
      z.object({
        price: z.object({ name: z.string().nullish(), description: z.string().nullish() }).nullish(),
        product: z.object({ name: z.string().nullish() }).nullish(),
      }),
    )
    .nullish(),
});

export type PaddleSubscription = z.output<typeof subscriptionSchema>;

const oneSchema = z.object({ data: subscriptionSchema });
const pageSchema = z.object({
  data: z.array(subscriptionSchema),
  meta: z.object({ pagination: z.object({ has_more: z.boolean() }) }),
});
const errorSchema = z.object({ error: z.object({ code: z.string() }) });

interface PaddleApiOptions {
  /** Without a slash at its end. */
  url: string;
  apiKey: string;
  userIdKey: string | undefined;
  fetch: typeof fetch;
}

/** Paddle Billing's API, as far as a decision needs it. */
export function createPaddleApi(options: PaddleApiOptions): SubscriptionService {
  const { url, apiKey, userIdKey, fetch } = options;
  const call = createServiceCall({
    name: "Paddle",
    fetch,
    readCode: (body) => errorSchema.safeParse(body).data?.error.code,
  });

  function toRequest(
    what: string,
    method: ServiceRequest["method"],
    path: string,
    body?: object,
  ): ServiceRequest {
    return {
      what,
      method,
      url: `${url}${path}`,
      headers: {
        authorization: `Bearer ${apiKey}`,
        "paddle-version": "1",
        ...(body && { "content-type": "application/json" }),
      },
      ...(body && { body: JSON.stringify(body) }),
    };
  }

  const toPath = (id: string) => `/subscriptions/${encodeURIComponent(id)}`;

  return {
    name: "Paddle",
    isSubscriptionId: (id) => id.startsWith("sub_"),
    async retrieve(id) {
      const { data } = await call(toRequest("retrieve the subscription", "GET", toPath(id)), oneSchema);
      return toSubscription(data, userIdKey);
    },
    async list(customer) {
      const all = await readPages("Paddle", async (after) => {
        const query = new URLSearchParams({
          customer_id: customer,
          per_page: "200",
          ...(after !== undefined && { after }),
        });
        const request = toRequest("list subscriptions", "GET", `/subscriptions?${query}`);
        const { data, meta } = await call(request, pageSchema);
        return { entries: data, next: meta.pagination.has_more ? data.at(-1)?.id : undefined };
      });
      return all.map((each) => toSubscription(each, userIdKey));
    },
    async cancel(id, end) {
      const request = toRequest("cancel the subscription", "POST", `${toPath(id)}/cancel`, {
        effective_from: end === "now" ? "immediately" : "next_billing_period",
      });
      const { data } = await call(request, oneSchema);
      return toSubscription(data, userIdKey);
    },
    async keep(id) {
      // https://developer.paddle.com/build/subscriptions/cancel-subscriptions: null takes the change back.
      const body = { scheduled_change: null };
      await call(toRequest("remove the scheduled cancellation", "PATCH", toPath(id), body), oneSchema);
    },
  };
}

function toSubscription(
  subscription: PaddleSubscription,
  userIdKey: string | undefined,
): ServiceSubscription {
  const { id, status, customer_id: customer, created_at: createdAt, scheduled_change: change } = subscription;
  const isOver = status === "canceled";
  const isEnding = !isOver && change?.action === "cancel";
  const names = (subscription.items ?? []).map(
    ({ product, price }) => product?.name ?? price?.name ?? price?.description,
  );
  const label = names.filter((name) => typeof name === "string" && name !== "").join(" + ");
  return {
    id,
    customer,
    userId: readUserId(subscription, userIdKey),
    createdAt,
    changedAt: subscription.updated_at ?? null,
    isOver,
    isPaused: status === "paused",
    periodEndsAt: subscription.current_billing_period?.ends_at ?? null,
    isEnding,
    endsAt: (isOver ? subscription.canceled_at : isEnding ? change?.effective_at : null) ?? null,
    label: label === "" ? undefined : label,
  };
}

/** The user id that the merchant's server has put into the custom data; null where there is none. */
export function readUserId(
  { custom_data: data }: Pick<PaddleSubscription, "custom_data">,
  key: string | undefined,
): string | null {
  const value = key === undefined ? undefined : data?.[key];
  return typeof value === "string" && value !== "" ? value : null;
}
