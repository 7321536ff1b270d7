import { createStripeEmulator, type LocalSubscription, type NewSubscription } from "@retent/stripe-emulator";
import type { StripeBillingOptions } from "../../../src/stripe/options.ts";
import { answer } from "../../fake-retentbase.ts";
import { type Flow, start } from "../../server-under-test.ts";
import { startStripeServer } from "../stripe-server.ts";

export const minute = 60_000;
export const day = 86_400_000;
export const offer = { type: "discount", label: "50% off", accepted: true };

/** What is there when a story begins. */
export interface Scene {
  billingMode?: "classic" | "flexible";
  /** Whether a schedule manages the subscription in question, and what it does at its end. */
  schedule?: "release" | "cancel";
  /** How many other subscriptions the customer has. Default 0. */
  others?: number;
  sold?: Partial<NewSubscription>;
  isCardless?: boolean;
  options?: Partial<StripeBillingOptions>;
}

/** What a customer has read after a decision: nothing is over or kept before billing has said so. */
export type Told = "received" | "over" | "staying";

/** A story's stage: a customer, a server, RetentBase and Stripe with a clock that they share. */
export async function openStage({ billingMode, schedule, others = 0, sold, isCardless, options }: Scene) {
  const clock = { now: start };
  let outageCalls = 0;
  let isUnreadable = false;
  const stripe = await createStripeEmulator({
    port: 0,
    now: () => clock.now,
    fault: ({ method }) => {
      if (method === "GET") return isUnreadable ? { status: 500 } : undefined;
      if (outageCalls === 0) return undefined;
      outageCalls -= 1;
      return { status: 500 };
    },
  });
  stripe.addCoupon("half");
  const { id: customer } = stripe.addCustomer({}, { isCardless: isCardless === true });
  const mode = billingMode && { billingMode };
  const buy = () => stripe.addSubscription({ customer, metadata: { userId: "user_1" }, ...mode, ...sold });
  const wanted = buy();
  const kept = Array.from({ length: others }, buy);
  if (schedule) stripe.addSchedule(wanted.id, { endBehavior: schedule });
  clock.now += day;
  const server = await startStripeServer({
    acts: true,
    clock,
    stripe: {
      secretKey: stripe.secretKey,
      apiUrl: stripe.url,
      fetch,
      onChurned: "cancel_at_period_end",
      onOffer: { discount: { coupon: "half" } },
      ...options,
    },
  });
  const told: Told[] = [];
  let isTold = 0;

  function later(ms = 5 * minute): void {
    clock.now += ms;
  }

  async function decide(flow: Flow, claims: object): Promise<void> {
    later();
    const result = await server.bringBack(flow, claims as never);
    if (result.status !== 200) throw new Error(`the result was answered ${result.status}`);
    const { status, outcome } = result.answer;
    told.push(status !== "settled" ? "received" : outcome === "churned" ? "over" : "staying");
  }

  const stage = {
    stripe,
    customer,
    wanted: wanted.id,
    kept: kept.map(({ id }) => id),
    buy,
    later,
    /** The customer clicks, and is on the hosted page. */
    click: (subscription?: string) => {
      later();
      return server.startFlow(subscription === undefined ? {} : { subscription });
    },
    /** The customer clicks while Stripe can't say which subscriptions there are, so that none is chosen. */
    async clickUnasked(): Promise<Flow> {
      isUnreadable = true;
      const flow = await stage.click();
      isUnreadable = false;
      return flow;
    },
    async leave(flow?: Flow): Promise<Flow> {
      const own = flow ?? (await stage.click());
      await decide(own, { outcome: "churned" });
      return own;
    },
    async stay(flow?: Flow): Promise<Flow> {
      const own = flow ?? (await stage.click());
      await decide(own, { outcome: "recovered" });
      return own;
    },
    async accept(flow?: Flow): Promise<Flow> {
      const own = flow ?? (await stage.click());
      await decide(own, { outcome: "recovered", offer });
      return own;
    },
    /** The customer takes a cancellation back on the page for that. */
    async keep({ eventId }: Flow): Promise<void> {
      later();
      const response = await server.browser.postForm("/keep", { event: eventId });
      if (response.status !== 303) throw new Error(`the page answered ${response.status}`);
      const kept = await server.store.find(eventId);
      const outcome = kept?.settlement?.outcome;
      told.push(outcome === undefined ? "received" : outcome === "churned" ? "over" : "staying");
    },
    /** The customer decides and closes the tab: only RetentBase's diagnostics know. */
    async lose(outcome: "churned" | "recovered"): Promise<void> {
      const { sessionId } = await stage.click();
      const session = { session_id: sessionId, user_id: "user_1", environment: "sandbox" };
      server.retentbase.reply("session", answer(200, { ...session, status: "completed", outcome }));
    },
    /** The outbox does everything that is due, over some time. */
    async work(ms = 2 * 3_600_000, steps = 4): Promise<void> {
      for (let step = 0; step < steps; step += 1) {
        later(ms / steps);
        await server.retent.drainOnce();
      }
    },
    async inPortal(action: "cancel" | "keep", id = wanted.id): Promise<void> {
      later();
      const body = new URLSearchParams({ subscription: id, action });
      await fetch(`${stripe.url}/p/session?customer=${customer}`, { method: "POST", body });
    },
    /** The next calls that would change something at Stripe fail there. */
    failAtStripe(calls: number): void {
      outageCalls = calls;
    },
    /** The period ends, and so does everything that was to end by then. */
    endPeriod(): void {
      const now = stripe.subscriptions.get(wanted.id);
      const end = Math.max(...(now?.items.data.map((item) => item.current_period_end) ?? [0]));
      stripe.advanceTo(Math.max(end, Math.floor(clock.now / 1000)) + 60);
      clock.now = Math.max(clock.now, end * 1000 + 2 * minute);
    },
    /** Stripe's events that were not delivered yet arrive, in an order of the caller's. */
    async deliver(order: <T>(events: T[]) => T[] = (events) => events): Promise<void> {
      const events = stripe.events.slice(isTold);
      isTold = stripe.events.length;
      for (const event of order([...events])) {
        if ((await server.tell(event)) !== 200) throw new Error("an event was refused");
        await server.retent.drainOnce();
      }
    },
    told,
    /** What RetentBase was sent, with the event that it was about. */
    sent: () =>
      server.retentbase
        .calls("update")
        .map(({ path, body: { outcome, effectiveAt } }) => ({ path, outcome, effectiveAt })),
    state: (id = wanted.id): "over" | "ends" | "goes on" => toState(stripe.subscriptions.get(id)),
    failures: () => server.eventsOf("billing_failed").length,
    async close(): Promise<void> {
      await server.store.close();
      await stripe.close();
    },
  };
  return stage;
}

export type Stage = Awaited<ReturnType<typeof openStage>>;

function toState(subscription: LocalSubscription | undefined): "over" | "ends" | "goes on" {
  if (!subscription || subscription.status === "canceled") return "over";
  if (subscription.status === "paused") return "over";
  return subscription.cancel_at === null ? "goes on" : "ends";
}
