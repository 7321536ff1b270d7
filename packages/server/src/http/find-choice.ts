import type { BillingSubscription } from "../billing/billing.ts";
import type { Cancellation } from "../cancellation/cancellation.ts";
import { type Choice, listSubscriptions, toChoice } from "../cancellation/subscription-choice.ts";
import type { Customer } from "../customer.ts";
import type { Terms } from "../pages/receipt-facts.ts";
import { withTimeLimit } from "../time-limit.ts";
import { requireCustomer } from "./identify.ts";
import type { RouteContext } from "./route.ts";

interface Asked {
  /** The id that the page asks for. */
  wish?: string | null | undefined;
  /** A list that we signed. Default: the host app and billing are asked. */
  list?: readonly BillingSubscription[] | undefined;
}

const unchecked =
  "a subscription was asked for by a page, and ignored because it can't be checked: have identify return the customer's subscriptions, or give a billing that has subscriptions";

/**
 * Which subscription a customer wants to cancel.
 *
 * @throws {RetentError} `subscription_not_yours`
 */
export async function findChoice(
  context: RouteContext,
  customer: Customer,
  { wish, list }: Asked = {},
): Promise<Choice> {
  const { app } = context;
  const listed = list ?? (await listForCustomer(context, customer));
  const isCheckable =
    customer.subscriptions !== undefined || app.services.billing?.subscriptions !== undefined;
  if (wish && !listed && !isCheckable) context.warnOnce(unchecked);
  return toChoice(listed, wish || undefined, customer.context?.plan);
}

/**
 * The customer of a cancellation: with what the host app says of them, if they are signed in.
 */
export async function findCancellationCustomer(
  context: RouteContext,
  cancellation: Cancellation,
): Promise<Customer> {
  const { userId, context: about } = cancellation;
  const signedIn = await requireCustomer(context).catch(() => undefined);
  const customer: Customer = signedIn?.userId === userId ? signedIn : { userId };
  return { ...customer, ...(about && { context: about }) };
}

/**
 * What a chosen subscription costs, as the host app or billing says; null if neither does in time: no page
 * waits for long for that.
 */
export async function findTerms(context: RouteContext, cancellation: Cancellation): Promise<Terms | null> {
  const { subscription } = cancellation;
  if (subscription === null) return null;
  const listed = await withTimeLimit(
    listOfCustomer(context, cancellation),
    context.app.config.contextTimeoutMs,
    "billing.subscriptions",
  ).catch(() => undefined);
  const found = listed?.find(({ id }) => id === subscription);
  return found ? { ...found, isOnly: listed?.length === 1 } : null;
}

async function listOfCustomer(
  context: RouteContext,
  cancellation: Cancellation,
): Promise<readonly BillingSubscription[] | undefined> {
  const customer = await findCancellationCustomer(context, cancellation);
  return listForCustomer(context, customer);
}

/** The subscriptions that a customer may cancel, in the language of the page; undefined if none are known. */
export function listForCustomer(
  { app, wording }: RouteContext,
  customer: Customer,
): Promise<readonly BillingSubscription[] | undefined> {
  return listSubscriptions(app, customer, async () => (await wording()).language);
}
