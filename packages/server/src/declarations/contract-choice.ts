/** One of a customer's contracts, to choose from. */
export interface Contract {
  /** Billing's id of the subscription; empty where only its name is known. */
  id: string;
  /** What the customer knows it by. */
  label: string;
}

/**
 * What the contract is called that was chosen, or else what was typed. An id that is not the customer's names none,
 * unless there is no list right now: then what was typed has to do.
 */
export function nameContract(
  contracts: readonly Contract[],
  { chosen, typed }: { chosen: string | undefined; typed: string | undefined },
): string | undefined {
  if (!chosen || contracts.length === 0) return typed;
  return contracts.find(({ id }) => id === chosen)?.label;
}
