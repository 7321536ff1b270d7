import { day } from "./stage.ts";
import { endsByHand, type Story } from "./story.ts";

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
    name: "leaves, takes it back while Stripe fails, and stays once that is done",
    tell: async (stage) => {
      const flow = await stage.leave();
      stage.failAtStripe(2);
      await stage.keep(flow);
      await stage.work();
      stage.endPeriod();
    },
    told: ["received", "received"],
    stripe: "goes on",
    sent: "recovered",
  },
  {
    name: "leaves, and is too late to take it back",
    tell: async (stage) => {
      const flow = await stage.leave();
      stage.endPeriod();
      await stage.keep(flow);
    },
    told: ["received", "over"],
    stripe: "over",
    sent: "churned",
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
    scene: { ...endsByHand, isCardless: true, sold: { trialDays: 14, missingPaymentMethod: "pause" } },
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
    scene: endsByHand,
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
    scene: endsByHand,
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
    scene: endsByHand,
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
];
