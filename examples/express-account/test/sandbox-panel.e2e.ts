import type { Page } from "@playwright/test";
import { findBarriers } from "./find-barriers.ts";
import { expect, test } from "./shop.ts";

/** As a developer does in the browser's tools. */
async function openPanel(page: Page) {
  await page.locator("retent-cancel-button").evaluate((button) => button.setAttribute("debug", ""));
  return page.getByRole("region", { name: "Retent’s sandbox panel" });
}

test("a developer sees what is configured, corrects what would go wrong, and leaves as before", async ({
  page,
  shop,
}) => {
  await page.goto(shop.url);
  const panel = await openPanel(page);
  await expect(panel).toContainText("Sandbox: everything works");
  await expect(panel).toContainText(/OK customer: user_\w+, by your own session/);
  await expect(panel).toContainText(`Endpoint${shop.url}/api/retent`);
  expect(await findBarriers(page)).toEqual([]);

  const button = page.locator("retent-cancel-button");
  await button.evaluate((element) => element.setAttribute("return-to", "https://elsewhere.example/"));
  await expect(panel).toContainText("Problem return to: https://elsewhere.example/ is on none of your sites");
  await expect(panel.getByText("See the README of @retent/")).not.toHaveCount(0);
  await panel.getByRole("button", { name: "Check again" }).press("Enter");
  await expect(panel.getByRole("status")).toHaveText("Checked: 1 problem.");
  await button.evaluate((element) => element.setAttribute("return-to", "/"));
  await expect(panel).toContainText("Sandbox: everything works");

  await panel.getByText("Sandbox: everything works").click();
  await expect(panel.getByRole("button")).toBeHidden();
  await page.getByRole("button", { name: "Cancel subscription" }).click();
  await expect(page.getByRole("heading", { name: "Why" })).toBeVisible();
});

test("a customer who is unknown to the server is the first thing that the panel names", async ({
  page,
  shop,
}) => {
  await page.goto(shop.url);
  await page.context().clearCookies();
  const panel = await openPanel(page);
  await expect(panel.getByRole("listitem").first()).toContainText(
    "Problem customer: identify returned null: it found no signed-in customer. What to do: sign in on this page",
  );
});
