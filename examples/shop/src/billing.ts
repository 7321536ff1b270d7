import type { BillingAnswer, CancellationResult } from "@retent/server";

/** Stands in for a billing system: it knows when whose subscription ends. */
export interface Billing {
  /** What a customer has decided; the same answer for the same customer again. */
  apply(result: Pick<CancellationResult, "userId" | "outcome">): BillingAnswer;
  endsOn(userId: string): Date | undefined;
}

/** Billing in memory: a subscription that is cancelled ends with its month. */
export function createBilling(): Billing {
  const endings = new Map<string, Date>();
  return {
    apply({ userId, outcome }) {
      if (outcome === "recovered") return { outcome };
      const endsOn = endings.get(userId) ?? endOfMonth(new Date());
      endings.set(userId, endsOn);
      return { outcome, effectiveAt: endsOn };
    },
    endsOn: (userId) => endings.get(userId),
  };
}

function endOfMonth(today: Date): Date {
  return new Date(Date.UTC(today.getUTCFullYear(), today.getUTCMonth() + 1, 1));
}
