import { isTest } from "../../cancellation/test-customer.ts";
import { createCustomerRedact, redactError } from "../../customer-redact.ts";
import { type CustomerView, customerPage } from "../../pages/operator/customer-page.ts";
import { withTimeLimit } from "../../time-limit.ts";
import { listFailed } from "../failed-events.ts";
import { page } from "../responses.ts";
import type { RouteContext } from "../route.ts";

/** So many of a customer's cancellations are shown. */
const maxOfCustomer = 100;

/** Everything about one customer. */
export async function showCustomer({ app }: RouteContext, userId: string): Promise<Response> {
  return page(customerPage(app.config, await lookUpCustomer(app, userId), app.services.now()));
}

/** What is stored about a customer, and what billing says of them right now. */
export async function lookUpCustomer(app: RouteContext["app"], userId: string): Promise<CustomerView> {
  const { environment, contextTimeoutMs } = app.config;
  const { store, billing, now, onEvent } = app.services;
  const known = (await isTest(app, { userId, environment })) ? undefined : billing;
  /** Billing may be slow or fail; the rest is shown all the same. */
  const ask = async <T>(name: string, call: () => Promise<T> | undefined): Promise<T | undefined> => {
    try {
      return await withTimeLimit(call(), contextTimeoutMs, name);
    } catch (error) {
      onEvent({ type: "request_failed", error: redactError(error, createCustomerRedact({ userId })) });
      return undefined;
    }
  };
  const [cancellations, failed, links, context, subscriptions] = await Promise.all([
    store.listCancellations?.({ userId, limit: maxOfCustomer + 1 }),
    listFailed(app),
    store.findBillingLinks?.({ environment, userId }),
    ask("billing.context", () => known?.context?.(userId, now())),
    ask("billing.subscriptions", () => known?.subscriptions?.(userId, { lang: "en" })),
  ]);
  return {
    userId,
    cancellations: cancellations?.slice(0, maxOfCustomer),
    hasMore: (cancellations?.length ?? 0) > maxOfCustomer,
    failed,
    context,
    subscriptions,
    isAsked: context !== undefined || subscriptions !== undefined,
    links: links ?? [],
    isErasable: store.readCustomer !== undefined && store.eraseCustomer !== undefined,
  };
}
