import { day } from "./stage.ts";
import { endsAtOnce, type Story } from "./story.ts";

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
    scene: endsAtOnce,
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
    name: "leaves, and takes it back on the page for that",
    tell: async (stage) => {
      const flow = await stage.leave();
      await stage.keep(flow);
      stage.endPeriod();
    },
    told: ["received", "staying"],
    stripe: "goes on",
    sent: "recovered",
  },
  {
    name: "leaves, takes it back, and leaves again a week later",
    tell: async (stage) => {
      const flow = await stage.leave();
      await stage.keep(flow);
      stage.later(7 * day);
      await stage.leave();
      await stage.work();
      stage.endPeriod();
    },
    told: ["received", "staying", "received"],
    stripe: "over",
    sent: "churned",
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
