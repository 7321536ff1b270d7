import type { Services } from "../app.ts";
import type { StoredCustomer } from "../stored-customer.ts";
import { listUnfinished, type Unfinished } from "./unfinished.ts";

/** Everything that is stored about a customer. Times are milliseconds since the epoch, unless they are texts. */
export interface CustomerExport extends StoredCustomer {
  userId: string;
  /** ISO date and time. */
  exportedAt: string;
}

/** How much was removed. */
export interface CustomerCounts {
  cancellations: number;
  outboxRows: number;
  billingEvents: number;
  billingLinks: number;
  declarations: number;
}

/** A customer's data can't be erased right now. The message holds no more of it than event ids. */
export class EraseError extends TypeError {
  readonly code: "unfinished" | "changing";
  /** What would be lost. */
  readonly unfinished: readonly Unfinished[];

  constructor(code: EraseError["code"], message: string, unfinished: readonly Unfinished[] = []) {
    super(message);
    this.code = code;
    this.unfinished = unfinished;
  }
}

/** So often data that changes meanwhile is looked at again. */
const maxLooks = 10;

/** See `Retent.exportCustomer`. */
export async function exportCustomer(
  { store, now }: Pick<Services, "store" | "now">,
  userId: string,
): Promise<CustomerExport> {
  const customer = await readCustomer(store, userId, "exportCustomer");
  return { userId, exportedAt: new Date(now()).toISOString(), ...customer };
}

/** See `Retent.eraseCustomer`. */
export async function eraseCustomer(
  { store, onEvent }: Pick<Services, "store" | "onEvent">,
  userId: string,
  { force = false }: { force?: boolean } = {},
): Promise<CustomerCounts> {
  for (let look = 0; look < maxLooks; look += 1) {
    const customer = await readCustomer(store, userId, "eraseCustomer");
    const unfinished = force ? [] : listUnfinished(customer);
    if (unfinished.length > 0) {
      const list = unfinished.map(({ eventId, what }) => `${eventId}: ${what}`).join("; ");
      const message = `eraseCustomer: work is left, which would be lost: ${list}. Let it finish, or give { force: true }`;
      throw new EraseError("unfinished", message, unfinished);
    }
    if (!store.eraseCustomer) throw new TypeError("eraseCustomer: the store has no method eraseCustomer");
    if (!(await store.eraseCustomer(userId, customer))) continue;
    const counts = countCustomer(customer);
    onEvent({ type: "customer_erased", ...counts });
    return counts;
  }
  throw new EraseError("changing", "eraseCustomer: the customer's data keeps changing: call again");
}

/** How much is stored. */
export function countCustomer(customer: StoredCustomer): CustomerCounts {
  return {
    cancellations: customer.cancellations.length,
    outboxRows: customer.outbox.length,
    billingEvents: customer.billingEvents.length,
    billingLinks: customer.billingLinks.length,
    declarations: customer.declarations.length,
  };
}

async function readCustomer(
  store: Services["store"],
  userId: string,
  method: string,
): Promise<StoredCustomer> {
  if (typeof userId !== "string" || userId === "")
    throw new TypeError(`${method}: userId: must be a text that is not empty`);
  if (!store.readCustomer) throw new TypeError(`${method}: the store has no method readCustomer`);
  return store.readCustomer(userId);
}
