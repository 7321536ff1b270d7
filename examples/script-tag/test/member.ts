import type { Page } from "@playwright/test";
import { expect, type Site } from "./site.ts";

/** The customer's way through the hosted page. */
export async function leave(page: Page): Promise<void> {
  await page.getByLabel("It is too expensive").check();
  await page.getByRole("button", { name: "Continue" }).click();
  await page.getByRole("button", { name: "No thanks" }).click();
  await page.getByRole("button", { name: "Cancel my subscription" }).click();
}

/** RetentBase knows of one member who has left. */
export async function expectForwarded({ emulator }: Site): Promise<void> {
  await expect
    .poll(() => emulator.state().events, { timeout: 20_000 })
    .toMatchObject([
      {
        outcome: "churned",
        reasonKey: "too_expensive",
        effectiveAt: expect.stringMatching(/^\d{4}-\d\d-01T00:00:00/),
      },
    ]);
  expect(emulator.state().sessions[0]?.userId).toMatch(/^member_/);
}
