import type { Page } from "@playwright/test";
import { findBarriers, findMisfits } from "./find-barriers.ts";
import { goBack, goToHostedPage, leave, takeOffer } from "./journey.ts";
import { expect, type Shop, test } from "./shop.ts";

// Pictures are compared with those that stand beside this file. `npm run pictures` takes them again.

const states: Record<string, (page: Page, shop: Shop) => Promise<void>> = {
  "account-active": async (page, shop) => {
    await page.goto(shop.url);
    await expect(page.getByRole("button", { name: "Cancel subscription" })).toBeVisible();
  },
  "account-ending": async (page, shop) => {
    await goToHostedPage(page, shop);
    await leave(page);
    await goBack(page, "Your subscription is cancelled");
    await expect(page.locator(".badge.ending")).toBeVisible();
    await expect(page.getByText("No further payments will be taken.")).toBeVisible();
    await page.getByRole("link", { name: "View the receipt" }).click();
    await expect(page.getByRole("heading", { name: "Your subscription is cancelled" })).toBeVisible();
    await page.goBack();
  },
  "account-offer": async (page, shop) => {
    await goToHostedPage(page, shop);
    await takeOffer(page);
    await goBack(page, "Your subscription continues");
    await expect(page.getByText("€12.00 / month")).toBeVisible();
  },
};

for (const [name, open] of Object.entries(states)) {
  test(`${name} looks as it did, in light and dark, on a desk and a phone`, async ({ page, shop }) => {
    await open(page, shop);
    await fixWhatChanges(page);
    for (const colorScheme of ["light", "dark"] as const) {
      for (const [device, width] of Object.entries({ desk: 1280, phone: 360 })) {
        await page.setViewportSize({ width, height: 740 });
        await page.emulateMedia({ colorScheme });
        await expect(page).toHaveScreenshot(`${name}-${colorScheme}-${device}.png`, { fullPage: true });
        expect(await findBarriers(page)).toEqual([]);
        expect(await findMisfits(page)).toEqual([]);
      }
    }
  });
}

/** The customer's id is random, and the dates are those of today. */
async function fixWhatChanges(page: Page): Promise<void> {
  await page.evaluate(() => {
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (texts.nextNode()) {
      const { currentNode } = texts;
      currentNode.nodeValue = (currentNode.nodeValue ?? "")
        .replace(/user_[0-9a-f]{8}/, "user_1a2b3c4d")
        .replace(/(from )?\w+\s\d+,\s\d{4}/, (_, from) =>
          from ? "from October\u00a01,\u00a02030" : "July\u00a01,\u00a02030",
        );
    }
  });
}
