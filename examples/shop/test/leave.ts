import type { Page } from "@playwright/test";

/** Presses the cancel button of an account page, and goes through the hosted pages to their end without taking the offer. */
export async function leave(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Cancel subscription" }).click();
  await page.getByLabel("It is too expensive").check();
  await page.getByRole("button", { name: "Continue" }).click();
  await page.getByRole("button", { name: "No thanks" }).click();
  await page.getByRole("button", { name: "Cancel my subscription" }).click();
}

/** Reads the page that says how it ended, and goes back to the account. */
export async function goBack(page: Page): Promise<void> {
  await page.getByRole("heading", { name: "Your subscription is cancelled" }).waitFor();
  await page.getByRole("link", { name: "Back to my account" }).click();
}
