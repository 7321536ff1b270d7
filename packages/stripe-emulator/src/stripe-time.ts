import { type createChanges, type StripeRecords, withItem } from "./stripe-account.ts";
import { isOver, type LocalSubscription, makeInvoice, periodEnd } from "./stripe-objects.ts";
import type { createSchedules } from "./stripe-schedules.ts";

/** How payments end. Changed at will. */
export interface Payments {
  /** Customers whose payments fail. */
  readonly failing: Set<string>;
}

/** Lets the account's time pass: periods end, trials end, scheduled ends come, phases follow one another. */
export function createTime(
  records: StripeRecords,
  { end }: Pick<ReturnType<typeof createChanges>, "end">,
  { startPhase, complete }: Pick<ReturnType<typeof createSchedules>, "startPhase" | "complete">,
  payments: Payments,
) {
  const { subscriptions, schedules, customers, seconds, moveTo, newId, emit, update } = records;

  /** The next moment at which something happens to a subscription by itself. */
  function nextMoment(subscription: LocalSubscription): number {
    if (isOver(subscription) || subscription.status === "paused") return Number.POSITIVE_INFINITY;
    return Math.min(subscription.cancel_at ?? Number.POSITIVE_INFINITY, periodEnd(subscription));
  }

  function pass(subscription: LocalSubscription): void {
    const now = seconds();
    if (subscription.cancel_at !== null && subscription.cancel_at <= now) {
      end(subscription.id);
      return;
    }
    if (subscription.status === "trialing" && isCardless(subscription)) endTrialWithoutCard(subscription);
    else renew(subscription, findNextPrice(subscription, now));
  }

  /** The price of the phase that begins now; false where the schedule ends the subscription. */
  function findNextPrice({ schedule: id }: LocalSubscription, now: number): string | undefined | false {
    const schedule = id === null ? undefined : schedules.get(id);
    if (!schedule || (schedule.current_phase?.end_date ?? 0) > now) return undefined;
    const phase = schedule.phases.find((each) => each.start_date >= (schedule.current_phase?.end_date ?? 0));
    if (phase) {
      startPhase(schedule, phase);
      return phase.items[0]?.price;
    }
    complete(schedule, schedule.end_behavior === "cancel" ? "completed" : "released");
    return schedule.end_behavior === "cancel" ? false : undefined;
  }

  function renew(before: LocalSubscription, price: string | undefined | false): void {
    if (price === false) {
      end(before.id);
      return;
    }
    const over = periodEnd(before);
    const length = 30 * 86_400;
    const schedule = before.schedule === null ? undefined : schedules.get(before.schedule);
    const isReleased = schedule !== undefined && schedule.status !== "active";
    const isFailing = payments.failing.has(before.customer);
    const balance = customers.get(before.customer)?.balance ?? 0;
    const status = isFailing ? ("past_due" as const) : ("active" as const);
    const known = price === undefined ? undefined : records.prices.get(price);
    const after = update(before, {
      status,
      items: withItem(before, {
        current_period_start: over,
        current_period_end: over + length,
        ...(known && { price: known }),
      }),
      ...(isReleased && { schedule: null }),
    });
    // What a paused subscription would have to pay is voided.
    if (before.pause_collection) return;
    const invoice = makeInvoice(newId("in"), after, {
      reason: "subscription_cycle",
      balance,
      isPaid: !isFailing,
      now: seconds(),
    });
    const customer = customers.get(before.customer);
    if (customer) customers.set(customer.id, { ...customer, balance: invoice.ending_balance ?? 0 });
    emit(isFailing ? "invoice.payment_failed" : "invoice.paid", invoice);
  }

  function isCardless({ customer }: LocalSubscription): boolean {
    return customers.get(customer)?.invoice_settings.default_payment_method === null;
  }

  /** See https://docs.stripe.com/billing/subscriptions/trials#create-free-trials-without-payment */
  function endTrialWithoutCard(before: LocalSubscription): void {
    switch (before.trial_settings?.end_behavior.missing_payment_method) {
      case "cancel":
        end(before.id);
        return;
      case "pause":
        emit("customer.subscription.paused", update(before, { status: "paused" }));
        return;
      default:
        payments.failing.add(before.customer);
        renew(before, undefined);
    }
  }

  return {
    /** @param at seconds since the epoch */
    advanceTo(at: number): void {
      for (;;) {
        const [next] = [...subscriptions.values()].toSorted((a, b) => nextMoment(a) - nextMoment(b));
        if (!next || nextMoment(next) > at) break;
        moveTo(nextMoment(next));
        pass(next);
      }
      moveTo(at);
    },
  };
}
