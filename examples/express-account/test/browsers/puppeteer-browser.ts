import chromiumFlags from "@retent/test-support/chromium-flags.json" with { type: "json" };
import { type BrowserContext, type ElementHandle, launch, type Page } from "puppeteer-core";
import { eventually } from "./eventually.ts";
import { findPressable, hasText } from "./page-queries.ts";
import type { Browser, Tab } from "./tab.ts";

/** Chromium or Firefox. */
export async function launchPuppeteer(kind: "chrome" | "firefox", executablePath: string): Promise<Browser> {
  const args = kind === "chrome" ? chromiumFlags : [];
  const browser = await launch({ browser: kind, executablePath, headless: true, args });
  return {
    async newTab({ javaScript }) {
      const context = await browser.createBrowserContext();
      const page = await context.newPage();
      if (!javaScript) await page.setJavaScriptEnabled(false);
      return { tab: toTab(page, context), close: () => context.close() };
    },
    close: () => browser.close(),
  };
}

function toTab(page: Page, context: BrowserContext): Tab {
  return {
    async open(url) {
      await page.goto(url);
    },
    press: (name) =>
      eventually(`pressing “${name}” on ${page.url()}`, async () => {
        const found = await page.evaluateHandle(findPressable, name);
        const element = found.asElement() as ElementHandle<Element> | null;
        await element?.click();
        return element !== null;
      }).then(() => {}),
    see: (text) =>
      eventually(`“${text}” on ${page.url()}`, () => page.evaluate(hasText, text)).then(() => {}),
    async back() {
      await page.goBack({ waitUntil: [] });
    },
    // Asked of the page itself: what the browser reports of it may come later.
    url: () => page.evaluate(() => location.href),
    popup: () =>
      eventually("a popup", async () => {
        const other = (await context.pages()).find((candidate) => candidate !== page);
        return other && toTab(other, context);
      }),
    windows: async () => (await context.pages()).length,
  };
}
