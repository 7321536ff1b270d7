import * as z from "zod";
import { createServiceCall, type ServiceRequest } from "../subscription-service/call-service.ts";
import { readPages } from "../subscription-service/read-pages.ts";
import type {
  ServiceSubscription,
  SubscriptionService,
} from "../subscription-service/subscription-service.ts";

/** A time of Chargebee's, in seconds, as milliseconds since the epoch. */
export const chargebeeTime = z
  .int()
  .min(0)
  .transform((seconds) => seconds * 1000);

/** What we read of a subscription (https://apidocs.chargebee.com/docs/api/subscriptions); `cf_…` are custom fields. */
export const subscriptionSchema = z.looseObject({
  id: z.string().min(1),
  customer_id: z.string().min(1),
  status: z.string(),
  created_at: chargebeeTime,
  updated_at: chargebeeTime.optional(),
  /** When it was cancelled, or is going to be. */
  cancelled_at: chargebeeTime.optional(),
  current_term_end: chargebeeTime.optional(),
  trial_end: chargebeeTime.optional(),
  subscription_items: z
    .array(z.object({ item_price_id: z.string(), item_type: z.string().optional() }))
    .optional(),
});

export type ChargebeeSubscription = z.output<typeof subscriptionSchema>;

const oneSchema = z.object({ subscription: subscriptionSchema });
const pageSchema = z.object({ list: z.array(oneSchema), next_offset: z.string().optional() });
const errorSchema = z.object({ api_error_code: z.string() });

interface ChargebeeApiOptions {
  /** Without a slash at its end. */
  url: string;
  apiKey: string;
  userIdKey: string | undefined;
  fetch: typeof fetch;
}

/** Chargebee's API, as far as a decision needs it, for sites with the Product Catalog 2.0. */
export function createChargebeeApi(options: ChargebeeApiOptions): SubscriptionService {
  const { url, apiKey, userIdKey, fetch } = options;
  const call = createServiceCall({
    name: "Chargebee",
    fetch,
    readCode: (body) => errorSchema.safeParse(body).data?.api_error_code,
  });
  // The key is the user name, and there is no password (https://apidocs.chargebee.com/docs/api/auth).
  const authorization = `Basic ${btoa(`${apiKey}:`)}`;

  function toRequest(
    what: string,
    method: ServiceRequest["method"],
    path: string,
    fields?: Record<string, string>,
  ): ServiceRequest {
    return {
      what,
      method,
      url: `${url}/api/v2${path}`,
      headers: {
        authorization,
        ...(fields && { "content-type": "application/x-www-form-urlencoded" }),
      },
      ...(fields && { body: new URLSearchParams(fields).toString() }),
    };
  }

  const toPath = (id: string) => `/subscriptions/${encodeURIComponent(id)}`;

  return {
    name: "Chargebee",
    // Ids of both kinds are the merchant's choice.
    isSubscriptionId: () => false,
    async retrieve(id) {
      const request = toRequest("retrieve the subscription", "GET", toPath(id));
      return toSubscription((await call(request, oneSchema)).subscription, userIdKey);
    },
    async list(customer) {
      const all = await readPages("Chargebee", async (offset) => {
        const query = new URLSearchParams({
          "customer_id[is]": customer,
          limit: "100",
          ...(offset !== undefined && { offset }),
        });
        const request = toRequest("list subscriptions", "GET", `/subscriptions?${query}`);
        const page = await call(request, pageSchema);
        return { entries: page.list.map(({ subscription }) => subscription), next: page.next_offset };
      });
      return all.map((each) => toSubscription(each, userIdKey));
    },
    async cancel(id, end) {
      const request = toRequest("cancel the subscription", "POST", `${toPath(id)}/cancel_for_items`, {
        cancel_option: end === "now" ? "immediately" : "end_of_term",
      });
      return toSubscription((await call(request, oneSchema)).subscription, userIdKey);
    },
    async keep(id) {
      const path = `${toPath(id)}/remove_scheduled_cancellation`;
      await call(toRequest("remove the scheduled cancellation", "POST", path, {}), oneSchema);
    },
  };
}

/** Whether a subscription is going to end: one on trial keeps its status, and has a time to be cancelled at. */
export function isEnding({ status, cancelled_at: cancelledAt }: ChargebeeSubscription): boolean {
  return status === "non_renewing" || (status !== "cancelled" && cancelledAt !== undefined);
}

function toSubscription(
  subscription: ChargebeeSubscription,
  userIdKey: string | undefined,
): ServiceSubscription {
  const { id, customer_id: customer, status, created_at: createdAt } = subscription;
  const isOver = status === "cancelled" || status === "transferred";
  const isGoingToEnd = !isOver && isEnding(subscription);
  const { cancelled_at: cancelledAt = null, current_term_end: termEnd = null } = subscription;
  const plans = (subscription.subscription_items ?? []).filter(({ item_type: type }) => type === "plan");
  const label = plans.map(({ item_price_id: price }) => price).join(" + ");
  return {
    id,
    customer,
    userId: readUserId(subscription, userIdKey),
    createdAt,
    changedAt: subscription.updated_at ?? null,
    isOver,
    isPaused: status === "paused",
    // One on trial has no term yet, and is cancelled with its trial.
    periodEndsAt: (status === "in_trial" ? subscription.trial_end : termEnd) ?? null,
    isEnding: isGoingToEnd,
    endsAt: isOver ? cancelledAt : isGoingToEnd ? (cancelledAt ?? termEnd) : null,
    label: label === "" ? undefined : label,
  };
}

/** The user id that the merchant's server has put into a custom field; null where there is none. */
export function readUserId(subscription: ChargebeeSubscription, key: string | undefined): string | null {
  const value = key === undefined ? undefined : subscription[key];
  return typeof value === "string" && value !== "" ? value : null;
}
