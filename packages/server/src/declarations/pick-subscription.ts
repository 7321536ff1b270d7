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
  const [only, another] = listed;
  if (another) return findNamedSubscription(listed, contract);
  return only ? { ...only, label: only.label ?? only.id } : null;
}

/** The subscription that goes by a name or an id; undefined if there is none, or more than one. */
export function findNamedSubscription(
  listed: readonly BillingSubscription[],
  contract: string,
): ChosenSubscription | undefined {
  const named = listed
    .map((each) => ({ ...each, label: each.label ?? each.id }))
    .filter((each) => isNamed(each, contract));
  return named.length === 1 ? named[0] : undefined;
}

/** Whether a subscription goes by what was written, as its name or its id. */
export function isNamed({ id, label }: Pick<ChosenSubscription, "id" | "label">, contract: string): boolean {
  const written = contract.trim().toLowerCase();
  return [id, label].some((name) => name.toLowerCase() === written);
}
