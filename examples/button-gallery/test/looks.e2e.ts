import type { Page } from "@playwright/test";
import { expect, type Gallery, test } from "./gallery.ts";

// Pictures are compared with those that stand beside this file. `npm run pictures` takes them again.

async function open(page: Page, { url }: Gallery): Promise<void> {
  await page.goto(url);
  await expect(page.getByText("Your subscription ends on June 30, 2030.")).toBeVisible();
  await expect(page.getByRole("link", { name: "ביטול בדרך אחרת" })).toBeVisible();
  await expect(page.getByText("إلغاء الاشتراك")).toBeVisible();
}

const looks = {
  light: { colorScheme: "light" },
  dark: { colorScheme: "dark" },
  "forced-colors": { forcedColors: "active" },
  "more-contrast": { contrast: "more" },
} as const;

for (const [name, media] of Object.entries(looks)) {
  test(`it looks as it did: ${name}`, async ({ page, gallery }) => {
    await page.emulateMedia({ reducedMotion: "reduce", ...media });
    await open(page, gallery);
    await expect(page).toHaveScreenshot(`${name}.png`, { fullPage: true });
    expect(gallery.complaints).toEqual([]);
  });
}

test("at 400 % zoom everything is there, in one column, without scrolling sideways", async ({
  page,
  gallery,
}) => {
  // 1280 CSS pixels at 400 % are 320 (WCAG 2.2, 1.4.10).
  await page.setViewportSize({ width: 320, height: 256 });
  await page.emulateMedia({ reducedMotion: "reduce" });
  await open(page, gallery);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320);
  await expect(page).toHaveScreenshot("zoomed.png", { fullPage: true });
});

for (const name of ["Secondary", "Primary", "Danger", "Text"]) {
  for (const forcedColors of ["none", "active"] as const) {
    test(`the variant ${name} changes under the pointer and when it is pressed, forced colours: ${forcedColors}`, async ({
      page,
      gallery,
    }) => {
      await page.emulateMedia({ forcedColors });
      await page.goto(gallery.url);
      const button = page.getByRole("button", { name, exact: true });
      const look = () =>
        button.evaluate((element) => {
          const { boxShadow, textDecorationLine, transform } = getComputedStyle(element);
          return `${boxShadow} ${textDecorationLine} ${transform}`;
        });
      const atRest = await look();
      await button.hover();
      const hovered = await look();
      // The text variant is underlined at rest, and forced colours take shadows away.
      if (name !== "Text" || forcedColors === "none") expect(hovered).not.toBe(atRest);
      await page.mouse.down();
      expect(await look()).not.toBe(hovered);
    });
  }
}
