import type { Page } from "@playwright/test";
import { expect, test } from "./shop.ts";

// Nothing but Tab, Enter, Space and the arrow keys, as without a mouse.

/** Tabs on until something with this name has the focus, and sees that the focus can be seen. */
async function tabTo(page: Page, name: string): Promise<void> {
  for (let presses = 0; presses < 30; presses += 1) {
    await page.keyboard.press("Tab");
    const focused = await page.evaluate(() => {
      let element = document.activeElement;
      while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
      const label = element instanceof HTMLInputElement ? element.labels?.[0]?.textContent : "";
      // A page that has just opened may not take the first Tab, and its body holds every name.
      const text = element === document.body ? "" : (element?.textContent ?? "");
      const slotted = [...(element?.querySelectorAll("slot") ?? [])]
        .flatMap((slot) => slot.assignedNodes({ flatten: true }))
        .map((node) => node.textContent)
        .join("");
      const { outlineStyle, outlineWidth } = getComputedStyle(element ?? document.body);
      return {
        name: `${label} ${text} ${slotted}`.replace(/\s+/g, " "),
        isSeen: outlineStyle !== "none" && Number.parseFloat(outlineWidth) >= 2,
      };
    });
    if (!focused.name.includes(name)) continue;
    expect(focused.isSeen, `the focus on ${name} can be seen`).toBe(true);
    return;
  }
  throw new Error(`Tab never reaches ${name}`);
}

test("by keyboard alone: from the account page through the hosted page and back", async ({ page, shop }) => {
  await page.goto(shop.url);
  await expect(page.getByRole("button", { name: "Cancel subscription" })).toBeVisible();
  await tabTo(page, "Cancel subscription");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { name: "Why are you leaving?" })).toBeVisible();
  await page.keyboard.press("Tab");
  await page.keyboard.press("Space");
  await tabTo(page, "Continue");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("button", { name: "No thanks" })).toBeVisible();
  await tabTo(page, "No thanks");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("button", { name: "Cancel my subscription" })).toBeVisible();
  await tabTo(page, "Cancel my subscription");
  await page.keyboard.press("Space");
  await expect(page.getByRole("heading", { name: "Your subscription is cancelled" })).toBeVisible();
  await tabTo(page, "Back to my account");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(`${shop.url}/`);
  await expect(page.getByText(/^Ends on /)).toBeVisible();
});

test("by keyboard alone: where the button fails, by its way on to the receipt", async ({ page, shop }) => {
  await page.route("**/api/retent/cancel-link", (route) => route.abort());
  await page.goto(shop.url);
  await expect(page.getByRole("button", { name: "Cancel subscription" })).toBeVisible();
  await tabTo(page, "Cancel subscription");
  await page.keyboard.press("Space");
  await expect(page.getByRole("link", { name: "Cancel another way" })).toBeVisible();
  await tabTo(page, "Cancel another way");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { name: "Cancel your subscription" })).toBeVisible();
  await tabTo(page, "Confirm cancellation");
  await page.keyboard.press("Space");
  await expect(page.getByRole("heading", { name: "Your subscription is cancelled" })).toBeVisible();
  await tabTo(page, "Back to my account");
  await page.keyboard.press("Enter");
  await expect(page.getByText(/^Ends on /)).toBeVisible();
});
