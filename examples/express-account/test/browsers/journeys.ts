import { findFreePort } from "@retent/test-support/ports";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openShop, type Shop } from "../open-shop.ts";
import { eventually } from "./eventually.ts";
import { type Front, openFront } from "./front.ts";
import type { Browser, Tab } from "./tab.ts";

interface Journey {
  tab: Tab;
  shop: Shop;
  front: Front;
}

/**
 * The same journeys in any browser, through the example's real processes.
 *
 * @param scriptSettings those of JavaScript on and off that the browser can be driven with
 */
export function describeJourneys(
  name: string,
  launch: () => Promise<Browser>,
  scriptSettings: boolean[] = [true, false],
): void {
  describe(name, () => {
    let browser: Browser;
    beforeAll(async () => {
      browser = await launch();
    });
    afterAll(() => browser?.close());

    function journey(what: string, go: (parts: Journey) => Promise<void>, javaScript = true): void {
      if (!scriptSettings.includes(javaScript)) return;
      test(what, async () => {
        const port = await findFreePort();
        const front = await openFront(port);
        const shop = await openShop(port, front.url);
        const { tab, close } = await browser.newTab({ javaScript });
        try {
          // Who has been to the account page is signed in.
          await tab.open(front.url);
          await tab.see("Active");
          await go({ tab, shop, front });
        } finally {
          await close();
          await shop.close();
          front.close();
        }
      });
    }

    journey("a customer leaves on the hosted page, and the token is gone from the address", async (parts) => {
      const { tab, front } = parts;
      await tab.press("Cancel subscription");
      await leave(tab);
      await tab.see("Your subscription ends on");
      expect(await tab.url()).toMatch(/\/api\/retent\/return\?event=[\w-]+$/);
      await goBack(tab, "Your subscription is cancelled");
      await tab.see("Ends on");
      expect(await tab.url()).toBe(`${front.url}/`);
      await forwarded(parts, "churned");
    });

    journey("a customer takes the offer and stays", async (parts) => {
      const { tab } = parts;
      await tab.press("Cancel subscription");
      await answerUpToOffer(tab);
      await tab.press("Take 50% off and stay");
      await goBack(tab, "Your subscription continues");
      await tab.see("€12.00 / month");
      await forwarded(parts, "recovered");
    });

    journey(
      "who comes back with the browser's own button finds one that can be used again",
      async (parts) => {
        const { tab, front } = parts;
        await tab.open(`${front.url}/kept`);
        await tab.press("Leave from here");
        await tab.see("Why are you leaving?");
        await tab.back();
        // The browser has kept the page as it was left: busy.
        await tab.see("Kept page");
        await tab.press("Leave from here");
        await leave(tab);
        await goBack(tab, "Your subscription is cancelled");
        await tab.see("Ends on");
        await eventually("two sessions", async () => parts.shop.emulator().state().sessions.length === 2);
        expect(outcomes(parts)).toContain("churned");
      },
    );

    for (const javaScript of [true, false]) {
      journey(
        `while RetentBase is down a customer gets a receipt on the plain page, ${javaScript ? "with" : "without"} JavaScript`,
        async (parts) => {
          const { tab, shop } = parts;
          await shop.stopEmulator();
          await tab.press("Cancel subscription");
          await confirm(tab);
          await tab.press("Back to my account");
          await tab.see("Ends on");
          await shop.startEmulator();
          await forwarded(parts, "churned");
        },
        javaScript,
      );
    }

    journey(
      "without JavaScript a customer leaves on the hosted page, and asks for the result",
      async (parts) => {
        const { tab } = parts;
        await tab.press("Cancel subscription");
        await leave(tab);
        await tab.press("Show the result");
        await goBack(tab, "Your subscription is cancelled");
        await tab.see("Ends on");
        await forwarded(parts, "churned");
      },
      false,
    );

    journey("where the button's request is blocked, its way on leads to a receipt", async (parts) => {
      const { tab, front } = parts;
      front.blocked.add("/api/retent/cancel-link");
      await tab.press("Cancel subscription");
      await tab.see("That did not work.");
      await tab.press("Cancel another way");
      await confirm(tab);
      await forwarded(parts, "churned");
    });

    for (const [what, path] of [
      ["a window of its own", "/popup"],
      ["a window that an opener policy cuts off", "/cut-off-popup"],
    ])
      journey(`in ${what}, the button shows the result and the window closes`, async (parts) => {
        const { tab, front } = parts;
        await tab.open(`${front.url}${path}`);
        await tab.press("Leave in a window");
        await leave(await tab.popup());
        await tab.see("Your subscription ends on");
        expect(await tab.url()).toBe(`${front.url}${path}`);
        await eventually("the window is closed", async () => (await tab.windows()) === 1);
        await forwarded(parts, "churned");
      });

    journey("where the browser opens no windows, the customer leaves in the same one", async (parts) => {
      const { tab, front } = parts;
      await tab.open(`${front.url}/no-popups`);
      await tab.press("Leave in a window");
      await leave(tab);
      await goBack(tab, "Your subscription is cancelled");
      await tab.see("Ends on");
      expect(await tab.windows()).toBe(1);
      await forwarded(parts, "churned");
    });

    journey("a link that only bears an attribute leads to the hosted page and back", async (parts) => {
      const { tab, front } = parts;
      await tab.open(`${front.url}/bound`);
      await tab.press("Leave by a link");
      await leave(tab);
      await goBack(tab, "Your subscription is cancelled");
      await tab.see("Ends on");
      await forwarded(parts, "churned");
    });
  });
}

async function answerUpToOffer(tab: Tab): Promise<void> {
  await tab.see("Why are you leaving?");
  await tab.press("It is too expensive");
  await tab.press("Continue");
  await tab.see("50% off for 3 months");
}

async function leave(tab: Tab): Promise<void> {
  await answerUpToOffer(tab);
  await tab.press("No thanks");
  await tab.press("Cancel my subscription");
}

/** Reads the page that says how it ended, and goes back to the account. */
async function goBack(tab: Tab, title: string): Promise<void> {
  await tab.see(title);
  await tab.press("Back to my account");
  await tab.see("Your account");
}

/** Confirms on the plain page, and gets the receipt. */
async function confirm(tab: Tab): Promise<void> {
  await tab.press("Confirm cancellation");
  await tab.see("Your subscription is cancelled");
  // The plain page's id ends with a signature, which the receipt leaves out.
  const [eventId] = new URL(await tab.url()).searchParams.get("event")?.split(".") ?? [];
  await tab.see(eventId ?? "an event id in the address");
}

function outcomes({ shop }: Journey): (string | null)[] {
  const { events } = shop.emulator().state();
  return events.map((event) => event.outcome);
}

/** RetentBase has learnt this outcome of its only event, by one PATCH. */
async function forwarded(parts: Journey, outcome: "churned" | "recovered"): Promise<void> {
  const patches = () =>
    parts.shop
      .emulator()
      .state()
      .requests.filter(({ method }) => method === "PATCH");
  await eventually("RetentBase's answer to the PATCH", async () => patches().some(({ status }) => status));
  expect(patches().map(({ status }) => status)).toEqual([200]);
  expect(outcomes(parts)).toEqual([outcome]);
}
