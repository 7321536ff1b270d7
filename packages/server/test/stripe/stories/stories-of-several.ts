import { endsAtOnce, type Story } from "./story.ts";

/** Told of customers with several subscriptions. */
export const several: Story[] = [
  {
    name: "has three, chooses one, leaves it and takes that back",
    scene: { others: 2 },
    tell: async (stage) => {
      const flow = await stage.leave(await stage.click(stage.wanted));
      await stage.keep(flow);
      stage.endPeriod();
    },
    told: ["received", "staying"],
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
    scene: { others: 1, ...endsAtOnce },
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
    scene: { others: 2, schedule: "release", ...endsAtOnce },
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
