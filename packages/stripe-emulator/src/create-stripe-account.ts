import {
  type Change,
  createCatalogue,
  createChanges,
  createRecords,
  type StripeRecords,
} from "./stripe-account.ts";
import type {
  LocalCoupon,
  LocalCustomer,
  LocalPhase,
  LocalPrice,
  LocalSchedule,
  LocalSubscription,
  NewSubscription,
  StripeEvent,
} from "./stripe-objects.ts";
import { periodEnd } from "./stripe-objects.ts";
import { createSchedules, type EndBehavior } from "./stripe-schedules.ts";
import { createTime } from "./stripe-time.ts";

/** The customers and subscriptions of a made-up account, and what happens to them. */
export interface StripeAccount {
  readonly customers: ReadonlyMap<string, LocalCustomer>;
  readonly subscriptions: ReadonlyMap<string, LocalSubscription>;
  readonly schedules: ReadonlyMap<string, LocalSchedule>;
  readonly events: readonly StripeEvent[];
  /** @internal */
  readonly records: StripeRecords;
  addCustomer(metadata?: Record<string, string>, options?: { isCardless?: boolean }): LocalCustomer;
  /** A customer who doesn't exist yet is added with it. */
  addSubscription(wanted: NewSubscription): LocalSubscription;
  /** A monthly price. `amount`: in cents; default 2,400. */
  addPrice(
    id: string,
    product: { id: string; name: string },
    nickname?: string | null,
    amount?: number,
  ): LocalPrice;
  addCoupon(id: string, options?: { valid?: boolean }): LocalCoupon;
  /** Puts a subscription under a schedule, whose first phase is what it has now. */
  addSchedule(
    subscription: string,
    options?: { phases?: LocalPhase[]; endBehavior?: EndBehavior },
  ): LocalSchedule;
  releaseSchedule(schedule: LocalSchedule, preservesCancelDate?: boolean): LocalSchedule;
  /** Credit is negative, as in Stripe's API. */
  setBalance(customer: string, balance: number): void;
  /** From now on this customer's payments fail, or work again. */
  setPaymentsFail(customer: string, fail: boolean): void;
  change(id: string, change: Change): LocalSubscription;
  /** Ends a subscription now. */
  end(id: string, details?: LocalSubscription["cancellation_details"]): LocalSubscription;
  /**
   * Lets time pass until the paid period is over: what was scheduled to end ends, everything else is paid
   * again.
   */
  endPeriod(id: string): LocalSubscription;
  /** Lets time pass until then, in seconds since the epoch, as a test clock does. */
  advanceTo(seconds: number): void;
}

/** @param onEvent called with everything that a webhook endpoint would be sent */
export function createStripeAccount(now: () => number, onEvent: (event: StripeEvent) => void): StripeAccount {
  const records = createRecords(now, onEvent);
  const changes = createChanges(records);
  const schedules = createSchedules(records);
  const failing = new Set<string>();
  const time = createTime(records, changes, schedules, { failing });

  return {
    ...records,
    records,
    ...createCatalogue(records),
    ...changes,
    ...time,
    addSchedule: (id, { phases, endBehavior } = {}) =>
      schedules.fromSubscription(records.findSubscription(id), phases, endBehavior),
    releaseSchedule: (schedule, preservesCancelDate = false) =>
      schedules.release(schedule, preservesCancelDate),
    setPaymentsFail(customer, fail) {
      if (fail) failing.add(customer);
      else failing.delete(customer);
    },
    endPeriod(id) {
      const before = records.findSubscription(id);
      time.advanceTo(Math.min(periodEnd(before), before.cancel_at ?? Number.POSITIVE_INFINITY));
      return records.findSubscription(id);
    },
  };
}
