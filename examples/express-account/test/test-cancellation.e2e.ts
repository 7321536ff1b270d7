import { findBarriers } from "./find-barriers.ts";
import { goBack, leave } from "./journey.ts";
import { expect, test } from "./shop.ts";

test("the operator goes through a test cancellation, and sees each of its steps", async ({ page, shop }) => {
  // Signed in as a customer of the shop, as many an operator is.
  await page.goto(shop.url);
  await page.goto(`${shop.url}/api/retent/admin/setup`);
  await page.getByRole("link", { name: "Test cancellation" }).click();
  await page.getByRole("button", { name: "Run a test cancellation" }).click();
  await expect(page.getByRole("heading", { name: "Why are you leaving?" })).toBeVisible();
  await leave(page);
  await goBack(page, "We have received your cancellation");
  await expect(page).toHaveURL(/\/admin\/setup\?.*\btest=/);
  const steps = page.locator("section", { has: page.getByRole("heading", { name: "Test cancellation" }) });
  await expect(steps.getByRole("listitem")).toHaveCount(4);
  await expect(async () => {
    await page.reload();
    await expect(steps).toContainText("RetentBase has the outcome: churned", { timeout: 500 });
  }).toPass();
  await expect(steps).not.toContainText("Warning");
  expect(await findBarriers(page)).toEqual([]);
  await steps.getByRole("link", { name: "View this test cancellation" }).click();
  await expect(page.getByText("Test", { exact: true })).toBeVisible();
  await page.goto(shop.url);
  await expect(page.getByText("Active")).toBeVisible();
});
