import type { Page } from "@playwright/test";
import { expect, type Shop } from "./shop.ts";

/** Clicks the cancel button on the account page, and waits for the hosted page. */
export async function goToHostedPage(page: Page, shop: Shop): Promise<void> {
  await page.goto(shop.url);
  await expect(page.getByText("Active")).toBeVisible();
  await page.getByRole("button", { name: "Cancel subscription" }).click();
  await expect(page.getByRole("heading", { name: "Why are you leaving?" })).toBeVisible();
}

/** Answers the hosted page's questions up to the offer. */
async function answerUpToOffer(page: Page): Promise<void> {
  await page.getByLabel("It is too expensive").check();
  await page.getByLabel("Anything you want to tell us?").fill("My budget was cut.");
  await page.getByRole("button", { name: "Continue" }).click();
  await expect(page.getByRole("heading", { name: "50% off for 3 months" })).toBeVisible();
}

/** Goes through the hosted page and leaves. */
export async function leave(page: Page): Promise<void> {
  await answerUpToOffer(page);
  await page.getByRole("button", { name: "No thanks" }).click();
  await page.getByRole("button", { name: "Cancel my subscription" }).click();
}

/** Reads the page that says how it ended, and goes back to the account. */
export async function goBack(page: Page, title: string): Promise<void> {
  await expect(page.getByRole("heading", { name: title })).toBeVisible();
  await page.getByRole("link", { name: "Back to my account" }).click();
}

/** Goes through the hosted page and takes the offer. */
export async function takeOffer(page: Page): Promise<void> {
  await answerUpToOffer(page);
  await page.getByRole("button", { name: "Take 50% off and stay" }).click();
}

/** Waits until RetentBase knows an outcome of its only event. */
export async function expectForwarded(shop: Shop, outcome: "churned" | "recovered"): Promise<void> {
  await expect
    .poll(
      () =>
        shop
          .emulator()
          .state()
          .events.map((event) => event.outcome),
      { timeout: 45_000 },
    )
    .toEqual([outcome]);
}

/** The PATCHes that RetentBase answered, by status. */
export function patchStatuses(shop: Shop): (number | null)[] {
  return shop
    .emulator()
    .state()
    .requests.filter((request) => request.method === "PATCH")
    .map((request) => request.status);
}
