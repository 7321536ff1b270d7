import { expect, test } from "@playwright/test";
import { fromRoot } from "@retent/test-support/tools";
import { findBarriers, findMisfits } from "../../express-account/test/find-barriers.ts";
import { accountPage } from "../src/account-page.ts";
import type { Plan } from "../src/plans.ts";

// Pictures are compared with those that stand beside this file. `npm run pictures` takes them again.

const script = fromRoot("packages/cancel-button/dist/button.js");
const date = new Date("2030-07-01T00:00:00Z");
const plans: Plan[] = [
  { id: "sub_team", name: "Team", price: "€24.00 / month", state: "renews", date },
  { id: "sub_storage", name: "Storage", price: "€3.00 / month", state: "ends", date },
  {
    ...{ id: "sub_old", name: "Archive", price: "€9.00 / month" },
    ...{ state: "ended", date: new Date("2029-07-01T00:00:00Z") },
  },
];

test("the account page looks as it did, in light and dark, on a desk and a phone", async ({ page }) => {
  await page.route("https://shop.example/**", (route) =>
    route.request().url().endsWith("/button.js")
      ? route.fulfill({ path: script })
      : route.fulfill({ contentType: "text/html", body: String(accountPage("user_1a2b3c4d", plans)) }),
  );
  await page.goto("https://shop.example/");
  await expect(page.getByRole("button", { name: "Cancel Team" })).toBeVisible();
  await page.setViewportSize({ width: 360, height: 740 });
  for (const { name } of plans) {
    const heading = await page.getByRole("heading", { name }).boundingBox();
    const badge = await page.getByRole("region", { name }).locator(".badge").boundingBox();
    expect(
      Math.abs((heading?.y ?? 0) - (badge?.y ?? 0)),
      `${name}'s badge stands beside its name`,
    ).toBeLessThan(10);
  }
  for (const colorScheme of ["light", "dark"] as const) {
    for (const [device, width] of Object.entries({ desk: 1280, phone: 360 })) {
      await page.setViewportSize({ width, height: 740 });
      await page.emulateMedia({ colorScheme });
      await expect(page).toHaveScreenshot(`account-${colorScheme}-${device}.png`, { fullPage: true });
      expect(await findBarriers(page)).toEqual([]);
      expect(await findMisfits(page)).toEqual([]);
    }
  }
});
