import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { Page } from "@playwright/test";
import type { AxeResults, RunOptions } from "axe-core";

const axe = readFileSync(fileURLToPath(import.meta.resolve("axe-core/axe.min.js")), "utf8");

/** WCAG 2.2 A and AA, and what axe-core calls best practice. */
const options: RunOptions = {
  runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
};

/** What axe-core finds on a page as it stands: rule and element. */
export async function findBarriers(page: Page): Promise<string[]> {
  await page.evaluate(axe);
  const { violations } = await page.evaluate<AxeResults, RunOptions>(
    (runOptions) => (window as unknown as { axe: typeof import("axe-core") }).axe.run(document, runOptions),
    options,
  );
  return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`));
}

/** What is smaller than a finger, or wider than the page. */
export async function findMisfits(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const targets = [...document.querySelectorAll("a, button")].filter((target) => target.checkVisibility());
    const small = targets.filter((target) => {
      const { width, height } = target.getBoundingClientRect();
      const least = target.localName === "button" ? 44 : 24;
      return height < least || width < least;
    });
    const isTooWide = document.documentElement.scrollWidth > document.documentElement.clientWidth;
    return [...small.map((target) => target.outerHTML), ...(isTooWide ? ["scrolls sideways"] : [])];
  });
}
