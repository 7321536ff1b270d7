import type { BillingLinks, CancellationResult } from "../billing/billing.ts";
import type { ServiceSubscription, SubscriptionService } from "./subscription-service.ts";

/** Says which customer or subscription belongs to a user. */
export type FindCustomer = (userId: string) => string | null | Promise<string | null>;

/** How far the service's clock may be ahead of ours, in milliseconds. */
export const clockToleranceMs = 60_000;

/** Finds a user's subscriptions: where the merchant says, else where the service's events have told. */
export function createFinder(
  service: SubscriptionService,
  findCustomer: FindCustomer | undefined,
  links: () => BillingLinks,
) {
  return async function list(userId: string): Promise<ServiceSubscription[]> {
    if (!findCustomer) {
      const learned = await links().find({ userId });
      const customers = [...new Set(learned.map(({ customer }) => customer))];
      // Only those that name this user: several users may share a customer.
      return (await Promise.all(customers.map(service.list))).flat().filter((each) => each.userId === userId);
    }
    const id = await findCustomer(userId);
    if (id === null) return [];
    if (service.isSubscriptionId(id)) return [await service.retrieve(id)];
    const listed = await service.list(id);
    return listed.filter((each) => each.userId === null || each.userId === userId);
  };
}

/**
 * The subscription that a decision to leave is about: what ran when it was made and was not ending already, so that
 * one that was bought since is left alone, and one of two that support ends meanwhile does not make the other one
 * the one that was meant. If all were ending already, the last one to end.
 *
 * @returns null if there is none
 * @throws {Error} if there are several: ending the wrong one can't be undone
 */
export function chooseLeaving(
  service: SubscriptionService,
  all: readonly ServiceSubscription[],
  { decidedAt }: CancellationResult,
): ServiceSubscription | null {
  const decidedAtMs = Date.parse(decidedAt);
  const known = all.filter(({ createdAt }) => createdAt <= decidedAtMs + clockToleranceMs);
  const wentOn = known.filter((each) => wentOnAt(each, decidedAtMs));
  if (wentOn.length > 1)
    throw new Error(
      `${service.name}: this user has several subscriptions, and the decision does not say which one it is about: end the right one at ${service.name}, or say by findCustomer which one is meant`,
    );
  const running = known.filter(({ isOver }) => !isOver);
  const [candidate] = wentOn.length > 0 ? wentOn : byEnd(running.length > 0 ? running : known);
  return candidate ?? null;
}

/** Whether it went on at a moment, or may have: when its end was asked for is not known, but when it last changed. */
function wentOnAt({ isOver, isEnding, endsAt, changedAt }: ServiceSubscription, atMs: number): boolean {
  if (!isOver && !isEnding) return true;
  if (isOver && endsAt !== null && endsAt <= atMs) return false;
  return changedAt === null || changedAt > atMs;
}

/** The subscription that a decision to stay is about: the only one, or the only one that is ending. */
export function chooseStaying(all: readonly ServiceSubscription[]): ServiceSubscription | null {
  const running = all.filter(({ isOver }) => !isOver);
  const ending = running.filter(({ isEnding }) => isEnding);
  const [only = null, ...others] = running.length > 1 ? ending : running;
  return others.length > 0 ? null : only;
}

function byEnd(subscriptions: readonly ServiceSubscription[]): ServiceSubscription[] {
  return subscriptions.toSorted((a, b) => (b.endsAt ?? 0) - (a.endsAt ?? 0));
}
