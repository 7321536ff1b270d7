import type { Environment } from "@retent/retentbase";
import type { BillingLink } from "./billing/billing.ts";
import type { Cancellation } from "./cancellation/cancellation.ts";
import type { Declaration } from "./declarations/declaration.ts";
import type { ListedRow } from "./outbox/row.ts";
import type { StoredBillingEvent } from "./store.ts";

/** A row of the outbox with what it sends. */
export interface StoredOutboxRow extends ListedRow {
  revision: number;
  /** What is sent, or was sent; null where nothing is. */
  body: object | null;
}

/**
 * Everything that a store has about one customer, in both environments. Times are milliseconds since the epoch.
 */
export interface StoredCustomer {
  /** The oldest first. */
  cancellations: Cancellation[];
  /** Work for these cancellations and billing events, done or not, in the order in which it was queued. */
  outbox: StoredOutboxRow[];
  /**
   * Those that name the customer, and those without a user id that are about a customer or a subscription at
   * billing which is this customer's alone. The oldest first.
   */
  billingEvents: (StoredBillingEvent & { receivedAt: number })[];
  /** Which customer and subscriptions at billing are known to be this customer's. */
  billingLinks: (BillingLink & { environment: Environment; occurredAt: number })[];
  /**
   * Those that are known to be the customer's, the oldest first; then those that belong to no customer and name an
   * address that is proven to be this one's.
   */
  declarations: Declaration[];
}
