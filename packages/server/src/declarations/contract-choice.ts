import type { BillingSubscription } from "../billing/billing.ts";
import { formatDate, type Wording } from "../pages/wording.ts";

/** One of a customer's contracts, to choose from. */
export interface Contract extends Pick<BillingSubscription, "price" | "renewsAt"> {
  /** Billing's id of the subscription; empty where only its name is known. */
  id: string;
  /** What the customer knows it by. */
  label: string;
  /** What a declaration calls it: no two of a customer's contracts go by the same name. */
  name: string;
}

/** So many characters tell a customer's few ids apart: they are random at their ends. */
const shownOfId = 8;

/** Contracts as a customer tells them apart: by their names, their prices, their next payments, or else their ids. */
export function toContracts(
  subscriptions: readonly BillingSubscription[],
  wording: Pick<Wording, "language" | "texts">,
): Contract[] {
  const labelled = subscriptions.map((each) => ({ ...each, label: each.label ?? each.id }));
  return labelled.map(({ id, label, price, renewsAt }) => {
    const contract = { id, label, ...(price && { price }), ...(renewsAt && { renewsAt }) };
    const alike = labelled.filter((each) => each.label === label && each.id !== id);
    if (alike.length === 0) return { ...contract, name: label };
    if (price && alike.every((each) => each.price !== price))
      return { ...contract, name: `${label} (${price})` };
    const day = toDay(renewsAt);
    if (renewsAt && alike.every((each) => toDay(each.renewsAt) !== day))
      return {
        ...contract,
        name: `${label} (${wording.texts.nextPayment}: ${formatDate(renewsAt, wording.language)})`,
      };
    const name = `${label} (${id.slice(-shownOfId)})`;
    return { ...contract, label: name, name };
  });
}

function toDay(iso: string | undefined): string | undefined {
  return iso?.slice(0, 10);
}

/**
 * What the contract is called that was chosen, or else what was typed. An id that is not the customer's names none,
 * unless there is no list right now: then what was typed has to do.
 */
export function nameContract(
  contracts: readonly Contract[],
  { chosen, typed }: { chosen: string | undefined; typed: string | undefined },
): string | undefined {
  if (!chosen || !contracts.some(({ id }) => id !== "")) return typed;
  return contracts.find(({ id }) => id === chosen)?.name;
}
