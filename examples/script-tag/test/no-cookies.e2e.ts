import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { BrowserContext, Page } from "@playwright/test";
import { expect, test as siteTest } from "./site.ts";

/** A browser whose customer has chosen "Block all cookies". */
const test = siteTest.extend<{ guarded: Page }>({
  guarded: async ({ playwright, launchOptions }, use) => {
    const profile = mkdtempSync(join(tmpdir(), "retent-profile-"));
    mkdirSync(join(profile, "Default"));
    const preferences = { profile: { default_content_setting_values: { cookies: 2 } } };
    writeFileSync(join(profile, "Default", "Preferences"), JSON.stringify(preferences));
    const context: BrowserContext = await playwright.chromium.launchPersistentContext(profile, launchOptions);
    await use(await context.newPage());
    await context.close();
    rmSync(profile, { recursive: true });
  },
});

/** Opens the page and clicks. The site's own tool needs a cookie, so the token is the one that the page was delivered with. */
async function click(page: Page, { url }: { url: string }): Promise<void> {
  await page.goto(url);
  await page.evaluate(async () => {
    const input = document.querySelector<HTMLInputElement>("input[name=identity]");
    const button = await customElements.whenDefined("retent-cancel-button");
    Object.assign(button, { defaultIdentity: input?.value });
  });
  await page.getByRole("button", { name: "Cancel membership" }).click();
}

async function confirm(page: Page): Promise<void> {
  await expect(page.getByText("Request started on")).toBeVisible();
  await page.getByRole("button", { name: "Confirm cancellation" }).click();
  await expect(page.getByRole("heading", { name: "Your subscription is cancelled" })).toBeVisible();
}

test("the browser of these tests keeps no cookies", async ({ guarded, site }) => {
  await guarded.goto(site.serverUrl);
  await guarded.evaluate(() => {
    // biome-ignore lint/suspicious/noDocumentCookie: This is what is tried.
    document.cookie = "kept=1";
  });
  expect(await guarded.context().cookies()).toEqual([]);
});

test("a member leaves while the hosted page is down", async ({ guarded, site }) => {
  await site.emulator.close();
  await click(guarded, site);
  await confirm(guarded);
});

test("a member leaves by the hosted page, and confirms it once more", async ({ guarded, site }) => {
  await click(guarded, site);
  await guarded.getByLabel("It is too expensive").check();
  await guarded.getByRole("button", { name: "Continue" }).click();
  await guarded.getByRole("button", { name: "No thanks" }).click();
  await guarded.getByRole("button", { name: "Cancel my subscription" }).click();
  await expect(guarded.getByText(/^We can’t see right now what you chose/)).toBeVisible();
  await confirm(guarded);
});
