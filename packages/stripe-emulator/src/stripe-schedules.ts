import type { StripeRecords } from "./stripe-account.ts";
import type { LocalPhase, LocalSchedule, LocalSubscription } from "./stripe-objects.ts";
import { periodEnd } from "./stripe-objects.ts";
import { Refusal } from "./stripe-refusal.ts";

/** What becomes of a subscription when its schedule's last phase is over. */
export type EndBehavior = "cancel" | "release";

/**
 * Subscription schedules (https://docs.stripe.com/billing/subscriptions/subscription-schedules): while one is
 * active, it alone decides when its subscription ends.
 */
export function createSchedules(records: StripeRecords) {
  const { schedules, newId, seconds, update, emit } = records;

  function save(before: LocalSchedule, fields: Partial<LocalSchedule>): LocalSchedule {
    const after = { ...before, ...fields };
    schedules.set(after.id, after);
    return after;
  }

  return {
    /** The subscription as it is becomes the first phase, until the end of its period. */
    fromSubscription(
      subscription: LocalSubscription,
      nextPhases: LocalPhase[] = [],
      endBehavior: EndBehavior = "release",
    ): LocalSchedule {
      const [item] = subscription.items.data;
      const first: LocalPhase = {
        start_date: item?.current_period_start ?? seconds(),
        end_date: periodEnd(subscription),
        items: subscription.items.data.map(({ price, quantity = 1 }) => ({ price: price.id, quantity })),
      };
      const schedule: LocalSchedule = {
        id: newId("sub_sched"),
        object: "subscription_schedule",
        canceled_at: null,
        completed_at: null,
        created: seconds(),
        current_phase: { start_date: first.start_date, end_date: first.end_date },
        customer: subscription.customer,
        end_behavior: endBehavior,
        livemode: false,
        metadata: {},
        phases: [first, ...nextPhases],
        released_at: null,
        released_subscription: null,
        status: "active",
        subscription: subscription.id,
      };
      schedules.set(schedule.id, schedule);
      emit("subscription_schedule.created", schedule);
      const lastEnd = schedule.phases.at(-1)?.end_date ?? first.end_date;
      update(subscription, {
        schedule: schedule.id,
        ...(endBehavior === "cancel" && { cancel_at: lastEnd }),
      });
      return schedule;
    },
    /** Stops managing the subscription, which goes on as it is; an end that the schedule had set goes with it. */
    release(schedule: LocalSchedule, preservesCancelDate: boolean): LocalSchedule {
      if (schedule.status !== "active" && schedule.status !== "not_started")
        throw new Refusal(
          "invalid_request_error",
          `You cannot release a subscription schedule that is currently in the \`${schedule.status}\` status.`,
        );
      const subscription =
        schedule.subscription === null ? undefined : records.subscriptions.get(schedule.subscription);
      const released = save(schedule, {
        status: "released",
        released_at: seconds(),
        released_subscription: schedule.subscription,
        subscription: null,
      });
      emit("subscription_schedule.released", released);
      if (subscription)
        update(subscription, {
          schedule: null,
          ...(!preservesCancelDate && { cancel_at: null, cancel_at_period_end: false, canceled_at: null }),
        });
      return released;
    },
    complete(schedule: LocalSchedule, status: "completed" | "released"): void {
      save(schedule, {
        status,
        [status === "completed" ? "completed_at" : "released_at"]: seconds(),
        subscription: null,
        released_subscription: status === "released" ? schedule.subscription : null,
      });
    },
    startPhase(schedule: LocalSchedule, { start_date, end_date }: LocalPhase): void {
      save(schedule, { current_phase: { start_date, end_date } });
    },
  };
}

/** What the API says where a schedule decides when its subscription ends. */
export function managedBySchedule(schedule: string): Refusal {
  return new Refusal(
    "invalid_request_error",
    `The subscription is managed by the subscription schedule \`${schedule}\`, and updating any cancelation behavior directly is not allowed. Please update the schedule instead.`,
  );
}
