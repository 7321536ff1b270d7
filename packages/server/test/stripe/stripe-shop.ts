import { createStripeEmulator, type NewSubscription, type StripeFault } from "@retent/stripe-emulator";
import { beforeEach } from "vitest";
import type { Store } from "../../src/store.ts";
import type { StripeBillingOptions } from "../../src/stripe/options.ts";
import { answer as reply } from "../fake-retentbase.ts";
import { start } from "../server-under-test.ts";
import { startStripeServer } from "./stripe-server.ts";

export const minute = 60_000;
export const day = 86_400_000;

export type LocalStripe = Awaited<ReturnType<typeof openLocalStripe>>;
export type Shop = Awaited<ReturnType<LocalStripe["startShop"]>>;

export const offer = { type: "discount", label: "50% off", accepted: true };

/** A customer of the shop decides to stay, for the offer. */
export async function accept(shop: Shop, claims: object = { offer }) {
  const flow = await shop.startFlow();
  const { answer } = await shop.bringBack(flow, { outcome: "recovered", ...claims });
  return { flow, answer };
}

interface ShopOverrides {
  /** What its customer has bought. */
  sold?: Partial<NewSubscription>;
  isCardless?: boolean;
  [option: string]: unknown;
}

/** A local Stripe for each test of a file: one that lives by a clock of its own, and shops with a customer at it. */
export function useLocalStripe(): LocalStripe {
  const local = {} as LocalStripe;
  beforeEach(async () => {
    const { stripe } = Object.assign(local, await openLocalStripe());
    return () => stripe.close();
  });
  return local;
}

async function openLocalStripe() {
  const clock = { now: start };
  /** How far Stripe's clock is behind, in milliseconds. */
  const lag = { ms: 0 };
  /** What goes wrong with the next writes, in order. */
  const faults: StripeFault[] = [];
  const stripe = await createStripeEmulator({
    port: 0,
    now: () => clock.now - lag.ms,
    fault: ({ method }) => (method === "GET" ? undefined : faults.shift()),
  });
  stripe.addCoupon("half");
  stripe.addPrice("price_small", { id: "prod_small", name: "Small" });

  /** A server that may act on subscriptions, and the subscription of its customer. */
  async function startShop(
    options: Partial<StripeBillingOptions> = {},
    { sold = {}, isCardless = false, ...overrides }: ShopOverrides = {},
  ) {
    const { id: customer } = stripe.addCustomer({}, { isCardless });
    const subscription = stripe.addSubscription({ customer, metadata: { userId: "user_1" }, ...sold });
    clock.now += 90 * day;
    const server = await startStripeServer({
      acts: true,
      clock,
      stripe: { secretKey: stripe.secretKey, apiUrl: stripe.url, fetch, ...options },
      ...overrides,
    });
    return {
      ...server,
      customer,
      subscription,
      state: () => stripe.subscriptions.get(subscription.id),
      writes: () => stripe.calls.filter(({ method }) => method !== "GET"),
      /** The customer decides, and comes back no more: only RetentBase's diagnostics know. */
      loseFlow({ sessionId }: { sessionId: string }, outcome: "churned" | "recovered") {
        const session = { session_id: sessionId, user_id: "user_1", environment: "sandbox" };
        server.retentbase.reply("session", reply(200, { ...session, status: "completed", outcome }));
      },
      /** The events that Stripe has made arrive, and are worked off. */
      async catchUp() {
        for (const event of stripe.events) await server.tell(event);
        await server.retent.drainOnce();
      },
    };
  }

  /** Another process with the same store, and maybe other options. */
  function restart(shop: { store: Store }, options: Partial<StripeBillingOptions> = {}) {
    return startStripeServer({
      acts: true,
      clock,
      store: shop.store,
      stripe: { secretKey: stripe.secretKey, apiUrl: stripe.url, fetch, ...options },
    });
  }

  return { stripe, clock, lag, faults, startShop, restart };
}
