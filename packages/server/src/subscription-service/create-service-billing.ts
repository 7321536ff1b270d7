import type { Billing, BillingAnswer, BillingLinks, CancellationResult } from "../billing/billing.ts";
import {
  chooseLeaving,
  chooseStaying,
  clockToleranceMs,
  createFinder,
  type FindCustomer,
} from "./find-subscription.ts";
import type { ServiceSubscription, SubscriptionService } from "./subscription-service.ts";

/** When a decision to leave ends a subscription: see the adapters' options. */
export type ServiceEnd = "at_period_end" | "now" | "nothing";

interface ServiceBillingOptions {
  service: SubscriptionService;
  end: ServiceEnd;
  findCustomer: FindCustomer | undefined;
}

/** What every billing service has in common: how decisions act on subscriptions, and who ends them. */
export function createServiceBilling({ service, end, findCustomer }: ServiceBillingOptions) {
  let links: BillingLinks = { find: async () => [] };
  const list = createFinder(service, findCustomer, () => links);
  const { name } = service;

  async function endSubscription(result: CancellationResult): Promise<BillingAnswer> {
    const subscription = result.subscription
      ? await service.retrieve(result.subscription)
      : chooseLeaving(service, await list(result.userId), result);
    if (!subscription)
      throw new Error(
        `${name}: no subscription was found for this user: check what findCustomer answers, or the user id that the subscription names`,
      );
    if (subscription.isOver || subscription.isEnding || end === "nothing") return toAnswer(subscription);
    if (await isOverruled(subscription, result)) return toAnswer(subscription);
    return toAnswer(await service.cancel(subscription.id, endsAtOnce(subscription, end) ? "now" : end));
  }

  async function keepSubscription(result: CancellationResult): Promise<BillingAnswer> {
    const subscription = result.subscription
      ? await service.retrieve(result.subscription)
      : chooseStaying(await list(result.userId));
    if (subscription?.isOver) return toAnswer(subscription);
    if (!subscription?.isEnding) return { outcome: "recovered" };
    // A customer who accepts an offer, or takes a cancellation back, asks to keep it.
    const isAsked = result.offer?.accepted === true || result.revision > 1;
    if (!isAsked || end === "nothing" || hasChangedSince(subscription, result)) return toAnswer(subscription);
    if (await isOverruled(subscription, result)) return toAnswer(subscription);
    await service.keep(subscription.id);
    return { outcome: "recovered" };
  }

  /** Billing may hear of decisions in any order. */
  async function isOverruled({ id }: ServiceSubscription, result: CancellationResult): Promise<boolean> {
    return (await links.hasLaterDecision?.({ ...result, subscription: id })) ?? false;
  }

  return {
    whoEnds: describeEnd(name, end),
    onResult: (result) => (result.outcome === "churned" ? endSubscription(result) : keepSubscription(result)),
    connect(learned) {
      links = learned;
    },
    async subscriptions(userId) {
      const all = await list(userId);
      return all
        .filter(({ isOver, isEnding }) => !isOver && !isEnding)
        .map((subscription) => {
          const { id, label } = subscription;
          const endsIfCancelled = toEndIfCancelled(subscription, end);
          return {
            id,
            ...(label !== undefined && { label }),
            ...(endsIfCancelled && { endsIfCancelled }),
          };
        });
    },
  } satisfies Billing;
}

/** When a decision to leave would end a subscription; undefined where that is not known. */
function toEndIfCancelled(subscription: ServiceSubscription, end: ServiceEnd): string | undefined {
  if (end === "nothing") return undefined;
  if (endsAtOnce(subscription, end)) return "now";
  const { periodEndsAt } = subscription;
  return periodEndsAt === null ? undefined : new Date(periodEndsAt).toISOString();
}

/** Whether a decision to leave ends a subscription at once: what is paused has no period that could end. */
function endsAtOnce({ isPaused }: ServiceSubscription, end: ServiceEnd): boolean {
  return isPaused || end === "now";
}

/** Whether the end may have been asked for after a decision, elsewhere. */
function hasChangedSince({ changedAt }: ServiceSubscription, { decidedAt }: CancellationResult): boolean {
  return changedAt !== null && changedAt > Date.parse(decidedAt) + clockToleranceMs;
}

/** That it is over is final; what is only scheduled may still be undone, and events say what comes of it. */
function toAnswer({ id, customer, isOver, endsAt }: ServiceSubscription): BillingAnswer {
  if (!isOver) return { pending: true, customer, subscription: id };
  return { outcome: "churned", ...(endsAt !== null && { effectiveAt: new Date(endsAt) }) };
}

function describeEnd(name: string, end: ServiceEnd) {
  if (end === "nothing")
    return {
      isAutomatic: false,
      sentence: `Nothing on this server ends subscriptions at ${name}: a person or another system has to, and ${name}'s events report it.`,
    };
  const when = end === "now" ? "immediately" : "at the end of the period that is paid";
  return { isAutomatic: true, sentence: `This server ends subscriptions at ${name}, ${when}.` };
}
