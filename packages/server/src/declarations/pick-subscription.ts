import type { BillingSubscription } from "../billing/billing.ts";
import type { ChosenSubscription } from "../cancellation/subscription-choice.ts";

/**
 * Which of a customer's subscriptions a contract is: the only one, or the one that goes by the name or the id that the
 * customer wrote. Null if there is none to pick from, and undefined if that is for the operator to say.
 */
export function pickSubscription(
  listed: readonly BillingSubscription[],
  contract: string,
): ChosenSubscription | null | undefined {
  const all = listed.map((each) => ({ ...each, label: each.label ?? each.id }));
  if (all.length <= 1) return all[0] ?? null;
  const written = contract.trim().toLowerCase();
  const named = all.filter(({ id, label }) => [id, label].some((name) => name.toLowerCase() === written));
  return named.length === 1 ? named[0] : undefined;
}
