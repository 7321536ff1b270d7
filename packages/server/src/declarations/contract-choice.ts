/** One of a customer's contracts, to choose from. */
export interface Contract {
  /** Billing's id of the subscription; empty where only its name is known. */
  id: string;
  /** What the customer knows it by. */
  label: string;
}

/** Contracts as a customer tells them apart: one of a name that another has too has the end of its id beside it. */
export function toContracts(subscriptions: readonly { id: string; label?: string }[]): Contract[] {
  const named = subscriptions.map(({ id, label = id }) => ({ id, label }));
  const isShared = ({ label }: Contract) => named.filter((each) => each.label === label).length > 1;
  return named.map((each) =>
    isShared(each) ? { ...each, label: `${each.label} (${each.id.slice(-shownOfId)})` } : each,
  );
}

/** So many characters tell a customer's few ids apart: they are random at their ends. */
const shownOfId = 8;

/**
 * What the contract is called that was chosen, or else what was typed. An id that is not the customer's names none,
 * unless there is no list right now: then what was typed has to do.
 */
export function nameContract(
  contracts: readonly Contract[],
  { chosen, typed }: { chosen: string | undefined; typed: string | undefined },
): string | undefined {
  if (!chosen || !contracts.some(({ id }) => id !== "")) return typed;
  return contracts.find(({ id }) => id === chosen)?.label;
}
