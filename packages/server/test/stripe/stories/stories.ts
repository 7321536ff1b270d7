import type { Scene, Stage, Told } from "./stage.ts";
import { day } from "./stage.ts";

/** What happens, and how it has to end. */
export interface Story {
  name: string;
  scene?: Scene;
  /** What the customer and others do, before the events of the end arrive. */
  tell(stage: Stage): Promise<void>;
  /** What the customer has read after each decision. */
  told: Told[];
  /** What Stripe has made of the subscription in question. */
  stripe: "over" | "ends" | "goes on";
  /** The last outcome that RetentBase was sent; null for none. */
  sent: "churned" | "recovered" | null;
  /** What has become of the customer's other subscriptions. Default: they go on. */
  others?: "over" | "ends" | "goes on";
}

const now = { options: { onChurned: "cancel_now" as const } };
const byHand = { options: { onChurned: "nothing" as const } };

/** Told for each of classic and flexible billing, with and without a schedule. */
export const everywhere: Story[] = [
  {
    name: "leaves, and the period passes",
    tell: async (stage) => {
      await stage.leave();
      await stage.work();
      stage.endPeriod();
    },
    told: ["received"],
    stripe: "over",
    sent: "churned",
  },
  {
    name: "leaves, and the period has not passed yet",
    tell: async (stage) => {
      await stage.leave();
    },
    told: ["received"],
    stripe: "ends",
    sent: null,
  },
  {
    name: "leaves at once",
    scene: now,
    tell: async (stage) => {
      await stage.leave();
    },
    told: ["over"],
    stripe: "over",
    sent: "churned",
  },
  {
    name: "leaves, and thinks better of it in the same flow",
    tell: async (stage) => {
      const flow = await stage.leave();
      await stage.stay(flow);
      stage.endPeriod();
    },
    told: ["received", "staying"],
    stripe: "goes on",
    sent: "recovered",
  },
  {
    name: "leaves, and stays in a later flow",
    tell: async (stage) => {
      await stage.leave();
      stage.later(day);
      await stage.stay();
      stage.endPeriod();
    },
    told: ["received", "staying"],
    stripe: "goes on",
    sent: "recovered",
  },
  {
    name: "leaves, and undoes it in the portal",
    tell: async (stage) => {
      await stage.leave();
      await stage.inPortal("keep");
      stage.endPeriod();
    },
    told: ["received"],
    stripe: "goes on",
    sent: "recovered",
  },
  {
    name: "stays for an offer",
    tell: async (stage) => {
      await stage.accept();
      stage.endPeriod();
    },
    told: ["staying"],
    stripe: "goes on",
    sent: "recovered",
  },
  {
    name: "stays for an offer, and leaves a week later",
    tell: async (stage) => {
      await stage.accept();
      stage.later(7 * day);
      await stage.leave();
      await stage.work();
      stage.endPeriod();
    },
    told: ["staying", "received"],
    stripe: "over",
    sent: "churned",
  },
  {
    name: "leaves in two tabs",
    tell: async (stage) => {
      const flows = [await stage.click(), await stage.click()];
      for (const flow of flows) await stage.leave(flow);
      await stage.work();
      stage.endPeriod();
    },
    told: ["received", "received"],
    stripe: "over",
    sent: "churned",
  },
  {
    name: "leaves in one tab, and stays in another later",
    tell: async (stage) => {
      const [first, second] = [await stage.click(), await stage.click()];
      await stage.leave(first);
      await stage.stay(second);
      stage.endPeriod();
    },
    told: ["received", "staying"],
    stripe: "goes on",
    sent: "recovered",
  },
  {
    name: "leaves, and closes the tab",
    tell: async (stage) => {
      await stage.lose("churned");
      await stage.work();
      stage.endPeriod();
    },
    told: [],
    stripe: "over",
    sent: "churned",
  },
  {
    name: "leaves while Stripe fails",
    tell: async (stage) => {
      stage.failAtStripe(3);
      await stage.leave();
      await stage.work();
      stage.endPeriod();
    },
    told: ["received"],
    stripe: "over",
    sent: "churned",
  },
];

/** Told once: what they are about does not depend on how Stripe bills. */
export const once: Story[] = [
  {
    name: "has cancelled in the portal, and leaves with us as well",
    tell: async (stage) => {
      await stage.inPortal("cancel");
      await stage.leave();
      await stage.work();
      stage.endPeriod();
    },
    told: ["received"],
    stripe: "over",
    sent: "churned",
  },
  {
    name: "has cancelled in the portal, and stays without asking for more, until the end comes",
    tell: async (stage) => {
      await stage.inPortal("cancel");
      await stage.stay();
      stage.endPeriod();
    },
    told: ["received"],
    stripe: "over",
    sent: "churned",
  },
  {
    name: "has cancelled in the portal, stays, and undoes it there",
    tell: async (stage) => {
      await stage.inPortal("cancel");
      await stage.stay();
      await stage.inPortal("keep");
      stage.endPeriod();
    },
    told: ["received"],
    stripe: "goes on",
    sent: "recovered",
  },
  {
    name: "has cancelled in the portal, and accepts an offer",
    tell: async (stage) => {
      await stage.inPortal("cancel");
      await stage.accept();
      stage.endPeriod();
    },
    told: ["staying"],
    stripe: "goes on",
    sent: "recovered",
  },
  {
    name: "has cancelled in the portal with flexible billing, and accepts an offer",
    scene: { billingMode: "flexible" },
    tell: async (stage) => {
      await stage.inPortal("cancel");
      await stage.accept();
      stage.endPeriod();
    },
    told: ["staying"],
    stripe: "goes on",
    sent: "recovered",
  },
  {
    name: "leaves, undoes it in the portal, and cancels there again",
    tell: async (stage) => {
      await stage.leave();
      await stage.inPortal("keep");
      await stage.inPortal("cancel");
      stage.endPeriod();
    },
    told: ["received"],
    stripe: "over",
    sent: "churned",
  },
  {
    name: "leaves, and buys again before the period is over",
    tell: async (stage) => {
      await stage.leave();
      stage.later(day);
      stage.buy();
      stage.endPeriod();
    },
    told: ["received"],
    stripe: "over",
    sent: "recovered",
  },
  {
    name: "leaves, buys again, and leaves the new one",
    tell: async (stage) => {
      await stage.leave();
      stage.later(day);
      const { id } = stage.buy();
      stage.later(day);
      await stage.leave();
      await stage.work();
      if (stage.state(id) !== "ends") throw new Error("the new one goes on");
      stage.endPeriod();
      stage.later(40 * day);
      stage.endPeriod();
      if (stage.state(id) !== "over") throw new Error("the new one goes on");
    },
    told: ["received", "received"],
    stripe: "over",
    sent: "churned",
  },
  {
    name: "leaves a trial",
    scene: { sold: { trialDays: 14 } },
    tell: async (stage) => {
      await stage.leave();
      await stage.work();
      stage.endPeriod();
    },
    told: ["received"],
    stripe: "over",
    sent: "churned",
  },
  {
    name: "leaves a trial that has no card, where a person ends subscriptions",
    scene: { ...byHand, isCardless: true, sold: { trialDays: 14, missingPaymentMethod: "pause" } },
    tell: async (stage) => {
      await stage.leave();
      stage.endPeriod();
    },
    told: ["received"],
    stripe: "over",
    sent: "churned",
  },
  {
    name: "leaves a trial that Stripe has paused for want of a card",
    scene: { isCardless: true, sold: { trialDays: 14, missingPaymentMethod: "pause" } },
    tell: async (stage) => {
      stage.endPeriod();
      stage.later(day);
      await stage.leave();
    },
    told: ["over"],
    stripe: "over",
    sent: "churned",
  },
  {
    name: "leaves while a payment is overdue",
    tell: async (stage) => {
      stage.stripe.setPaymentsFail(stage.customer, true);
      stage.endPeriod();
      await stage.leave();
      await stage.work();
      stage.endPeriod();
    },
    told: ["received"],
    stripe: "over",
    sent: "churned",
  },
  {
    name: "leaves while collection is paused",
    tell: async (stage) => {
      stage.stripe.change(stage.wanted, { pause_collection: { behavior: "void", resumes_at: null } });
      await stage.leave();
      await stage.work();
      stage.endPeriod();
    },
    told: ["received"],
    stripe: "over",
    sent: "churned",
  },
  {
    name: "leaves what has ended already",
    tell: async (stage) => {
      stage.stripe.end(stage.wanted);
      stage.later(day);
      await stage.leave();
    },
    told: ["over"],
    stripe: "over",
    sent: "churned",
  },
  {
    name: "stays with what has ended already",
    tell: async (stage) => {
      stage.stripe.end(stage.wanted);
      stage.later(day);
      await stage.stay();
    },
    told: ["over"],
    stripe: "over",
    sent: "churned",
  },
  {
    name: "leaves, and a person ends it",
    scene: byHand,
    tell: async (stage) => {
      await stage.leave();
      stage.later(day);
      stage.stripe.end(stage.wanted);
    },
    told: ["received"],
    stripe: "over",
    sent: "churned",
  },
  {
    name: "leaves, and no one ends it",
    scene: byHand,
    tell: async (stage) => {
      await stage.leave();
      stage.endPeriod();
    },
    told: ["received"],
    stripe: "goes on",
    sent: "recovered",
  },
  {
    name: "leaves, and credit pays the next period",
    scene: byHand,
    tell: async (stage) => {
      await stage.leave();
      stage.stripe.setBalance(stage.customer, -9000);
      stage.endPeriod();
    },
    told: ["received"],
    stripe: "goes on",
    sent: "recovered",
  },
  {
    name: "closes the tab after leaving, and support ends it before that is found out",
    tell: async (stage) => {
      await stage.lose("churned");
      stage.stripe.end(stage.wanted);
      await stage.work();
    },
    told: [],
    stripe: "over",
    sent: "churned",
  },
  {
    name: "closes the tab after leaving, and stays in another an hour later",
    tell: async (stage) => {
      await stage.lose("churned");
      stage.later(60 * 60_000);
      await stage.stay();
      await stage.work();
      stage.endPeriod();
    },
    told: ["staying"],
    stripe: "goes on",
    sent: "recovered",
  },
  {
    name: "accepts an offer whose coupon Stripe refuses until it is made",
    scene: { options: { onOffer: { discount: { coupon: "soon" } } } },
    tell: async (stage) => {
      await stage.accept();
      stage.stripe.addCoupon("soon");
      await stage.work();
      stage.endPeriod();
    },
    told: ["received"],
    stripe: "goes on",
    sent: "recovered",
  },
  {
    name: "accepts an offer while Stripe fails",
    tell: async (stage) => {
      stage.failAtStripe(2);
      await stage.accept();
      await stage.work();
    },
    told: ["received"],
    stripe: "goes on",
    sent: "recovered",
  },
  {
    name: "has three subscriptions, leaves without saying which, and none is guessed",
    scene: { others: 2 },
    tell: async (stage) => {
      await stage.leave(await stage.clickUnasked());
      await stage.work();
    },
    told: ["received"],
    stripe: "goes on",
    sent: null,
  },
  {
    name: "has two, leaves without saying which, and support ends the right one",
    scene: { others: 1, ...now },
    tell: async (stage) => {
      await stage.leave(await stage.clickUnasked());
      stage.later(60 * 60_000);
      stage.stripe.end(stage.wanted);
      await stage.work();
    },
    told: ["received"],
    stripe: "over",
    sent: null,
  },
  {
    name: "has two, of which the other ends already",
    scene: { others: 1 },
    tell: async (stage) => {
      await stage.inPortal("cancel", stage.kept[0]);
      await stage.leave();
      await stage.work();
      stage.endPeriod();
    },
    told: ["received"],
    stripe: "over",
    sent: "churned",
    others: "over",
  },
  {
    name: "has three, chooses one, and leaves it",
    scene: { others: 2 },
    tell: async (stage) => {
      await stage.leave(await stage.click(stage.wanted));
      await stage.work();
      stage.endPeriod();
    },
    told: ["received"],
    stripe: "over",
    sent: "churned",
  },
  {
    name: "has three, chooses the one that a schedule manages, and leaves it at once",
    scene: { others: 2, schedule: "release", ...now },
    tell: async (stage) => {
      await stage.leave(await stage.click(stage.wanted));
    },
    told: ["over"],
    stripe: "over",
    sent: "churned",
  },
  {
    name: "has three, chooses one, and thinks better of it",
    scene: { others: 2, billingMode: "flexible" },
    tell: async (stage) => {
      const flow = await stage.leave(await stage.click(stage.wanted));
      await stage.stay(flow);
      stage.endPeriod();
    },
    told: ["received", "staying"],
    stripe: "goes on",
    sent: "recovered",
  },
  {
    name: "has three, chooses one and an offer for it",
    scene: { others: 2 },
    tell: async (stage) => {
      await stage.accept(await stage.click(stage.wanted));
      stage.endPeriod();
    },
    told: ["staying"],
    stripe: "goes on",
    sent: "recovered",
  },
];
