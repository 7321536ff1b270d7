import type { App } from "../app.ts";
import type { BillingLinks } from "../billing/billing.ts";
import type { Store } from "../store.ts";

/**
 * Says whether a user has decided otherwise about a subscription since, in whichever flow. A decision of which it is
 * not known which subscription it means counts.
 *
 * @throws {StoreError}
 */
export function createLaterDecisionCheck(
  store: Pick<Store, "findByBilling">,
  environment: App["config"]["environment"],
): NonNullable<BillingLinks["hasLaterDecision"]> {
  return async ({ userId, subscription, outcome, decidedAt }) => {
    const ids = { environment, userId, customer: null, subscription: null };
    const decided = await store.findByBilling(ids);
    return decided.some(
      (each) =>
        each.userId === userId &&
        (each.subscription ?? subscription) === subscription &&
        each.decision !== null &&
        each.decision.outcome !== outcome &&
        each.decision.decidedAtMs > Date.parse(decidedAt),
    );
  };
}
