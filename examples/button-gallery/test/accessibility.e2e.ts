import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { AxeResults, RunOptions } from "axe-core";
import { expect, test } from "./gallery.ts";

const axe = readFileSync(fileURLToPath(import.meta.resolve("axe-core/axe.min.js")), "utf8");

const looks = {
  light: { colorScheme: "light" },
  dark: { colorScheme: "dark" },
  "forced colours": { forcedColors: "active" },
  "more contrast": { contrast: "more" },
} as const;

for (const [name, media] of Object.entries(looks)) {
  test(`no state of the button keeps anybody out: ${name}`, async ({ page, gallery }) => {
    await page.emulateMedia({ reducedMotion: "reduce", ...media });
    await page.goto(gallery.url);
    await expect(page.getByText("Your subscription ends on June 30, 2030.")).toBeVisible();
    await expect(page.getByRole("link", { name: "ביטול בדרך אחרת" })).toBeVisible();
    await page.evaluate(axe);
    // In forced colours the browser chooses the colours, and axe-core still sees the page's own.
    const options: RunOptions = { rules: { "color-contrast": { enabled: !("forcedColors" in media) } } };
    const { violations } = await page.evaluate<AxeResults, RunOptions>(
      (runOptions) => (window as unknown as { axe: typeof import("axe-core") }).axe.run(document, runOptions),
      options,
    );
    const found = violations.flatMap(({ id, nodes }) =>
      nodes.map(({ target, failureSummary }) => `${id}: ${target.flat().join(" ")}: ${failureSummary}`),
    );
    expect(found).toEqual([]);
  });
}

test.describe("on a touch screen", () => {
  test.use({ hasTouch: true, isMobile: true });

  test("a small button is large enough for a finger", async ({ page, gallery }) => {
    await page.goto(gallery.url);
    await expect(page.getByText("Your subscription ends on June 30, 2030.")).toBeVisible();
    const small = await page.getByRole("button", { name: "Small", exact: true }).boundingBox();
    expect(small?.height).toBeGreaterThanOrEqual(44);
  });
});
