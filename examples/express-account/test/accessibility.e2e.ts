import type { Page } from "@playwright/test";
import { findBarriers, findMisfits } from "./find-barriers.ts";
import { goToHostedPage } from "./journey.ts";
import { expect, type Shop, test } from "./shop.ts";

/** Every one of our pages that a customer can meet, by how to get there. */
const pages: Record<string, (page: Page, base: string, query: string) => Promise<void>> = {
  "the return page": async (page, base) => {
    await page.goto(`${base}/return`);
    await expect(page.getByRole("status")).not.toBeEmpty();
  },
  "the return page after a failure": async (page, base) => {
    await page.route("**/result", (route) => route.abort());
    await page.goto(`${base}/return#ci_result_token=of-this-test`);
    await expect(page.locator("#retry")).toBeVisible();
  },
  "the plain page": async (page, base, query) => {
    await page.goto(`${base}/cancel?${query}`);
    await expect(page.locator("form button")).toBeVisible();
  },
  "the receipt": async (page, base, query) => {
    await page.goto(`${base}/cancel?${query}`);
    await page.locator("form button").click();
    await expect(page.locator("time")).toBeVisible();
  },
  "a problem": async (page, base) => {
    await page.goto(`${base}/nowhere`);
    await expect(page.getByRole("heading")).toBeVisible();
  },
};

const looks = {
  light: { colorScheme: "light" },
  dark: { colorScheme: "dark" },
  "forced colours": { forcedColors: "active" },
} as const;

/** The plain page's query, by language. */
const queries = { en: "lang=en", de: "lang=de&preset=de", ar: "lang=ar&preset=eu-withdrawal" };

/** Opens the account page, which signs in, and has the flow's language known. */
async function begin(page: Page, shop: Shop, query: string): Promise<string> {
  const base = `${shop.url}/api/retent`;
  await page.goto(shop.url);
  await page.goto(`${base}/cancel?${query}`);
  return base;
}

for (const [language, query] of Object.entries(queries)) {
  test(`nothing on our pages keeps anybody out: ${language}, in every look, at 320 pixels`, async ({
    page,
    shop,
  }) => {
    await page.setViewportSize({ width: 320, height: 640 });
    const base = await begin(page, shop, query);
    for (const [name, open] of Object.entries(pages)) {
      await open(page, base, query);
      expect(await page.locator("html").getAttribute("lang"), name).toBe(language);
      for (const [look, media] of Object.entries(looks)) {
        await page.emulateMedia({ colorScheme: null, forcedColors: null, ...media });
        expect(await findBarriers(page), `${name}, ${look}`).toEqual([]);
        expect(await findMisfits(page), `${name}, ${look}`).toEqual([]);
      }
    }
  });
}

test("the receipt can be saved, with what, when and its reference", async ({ page, shop }, testInfo) => {
  const base = await begin(page, shop, "lang=en");
  await pages["the receipt"]?.(page, base, "lang=en");
  const eventId = new URL(page.url()).searchParams.get("event") ?? "missing";
  const reference = `${eventId.slice(0, 4)}-${eventId.slice(4, 8)}`.toUpperCase();
  const saving = page.waitForEvent("download");
  await page.getByRole("link", { name: "Save the receipt" }).click();
  const download = await saving;
  const day = new Date().toISOString().slice(0, 10);
  expect(download.suggestedFilename()).toBe(`lumen-notes-cancellation-${day}-${reference}.html`);
  const file = testInfo.outputPath("receipt.html");
  await download.saveAs(file);
  await page.goto(`file://${file}`);
  await expect(page.getByText(reference)).toBeVisible();
  // The page that began it adds a signature to the id.
  await expect(page.getByText(eventId.slice(0, 36))).toBeVisible();
  await expect(page.locator("time")).toContainText("UTC");
});

test("the result is announced by a status that was there before, and the focus stays", async ({
  page,
  shop,
}) => {
  await goToHostedPage(page, shop);
  await page.route("**/result", (route) => route.abort());
  await page.goto(`${shop.url}/api/retent/return#ci_result_token=of-this-test`);
  await expect(page.getByRole("status")).toHaveText(/We don’t know yet whether/);
  const retry = page.getByRole("button", { name: "Try again" });
  await retry.focus();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("status")).toHaveText(/We don’t know yet whether/);
  await expect(retry).toBeFocused();
  await page.unroute("**/result");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("status")).toHaveText(/^Nothing is cancelled yet/);
  await expect(page.getByRole("link", { name: "Back to my account" })).toBeFocused();
});
