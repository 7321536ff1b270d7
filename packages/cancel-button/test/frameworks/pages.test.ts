import { type Browser, chromium, type Page } from "@playwright/test";
import chromiumFlags from "@retent/test-support/chromium-flags.json" with { type: "json" };
import { findBrowsers } from "@retent/test-support/find-browsers";
import { afterAll, beforeAll, expect, test } from "vitest";
import { buildPage, renderOnServer } from "./build-page.ts";

let browser: Browser;
beforeAll(async () => {
  const { chromium: executablePath } = await findBrowsers();
  browser = await chromium.launch({ executablePath, args: chromiumFlags });
});
afterAll(() => browser.close());

const site = "http://shop.localhost";

interface Visit {
  page: Page;
  /** Bodies of the requests for a cancel link. */
  requests: unknown[];
  /** What the console shows. */
  messages: string[];
}

/** Opens a page that a script and perhaps a server have made. The button's server answers it. */
async function visit(script: string, html = ""): Promise<Visit> {
  const page = await browser.newPage();
  const requests: unknown[] = [];
  const messages: string[] = [];
  page.on("console", (message) => messages.push(message.text()));
  page.on("pageerror", (error) => messages.push(error.message));
  await page.route(`${site}/**`, (route) => {
    const { pathname } = new URL(route.request().url());
    if (pathname === "/page.js") return route.fulfill({ contentType: "text/javascript", body: script });
    if (pathname !== "/api/retent/cancel-link")
      return route.fulfill({
        contentType: "text/html",
        body: `<!doctype html><link rel="icon" href="data:,"><div id="root">${html}</div><script type="module" src="/page.js"></script>`,
      });
    requests.push(route.request().postDataJSON());
    return route.fulfill({
      json: { url: `${site}/plain`, expiresAt: null, environment: "prod", eventId: "e_1", fallback: null },
    });
  });
  await page.goto(`${site}/`);
  return { page, requests, messages };
}

/** Uses the page as a customer does. */
async function expectToWork({ page, requests, messages }: Visit): Promise<void> {
  const button = page.getByRole("button", { name: "Cancel subscription" });
  await button.click();
  await page.getByText("leaving in prod").waitFor();
  expect(requests).toEqual([
    { returnTo: "/account", identity: "token-of-the-page", lang: undefined, mode: "direct" },
  ]);
  expect(await page.locator("retent-cancel-button.wide").count()).toBe(1);
  await page.getByRole("button", { name: "Switch" }).click();
  await expect.poll(() => button.isDisabled()).toBe(true);
  await page.getByRole("button", { name: "Switch" }).click();
  await expect.poll(() => button.isEnabled()).toBe(true);
  await button.click();
  await expect.poll(() => requests.length).toBe(2);
  expect(
    messages.filter(
      (message) =>
        !/React DevTools|development build of Vue|Angular is running in development mode/.test(message),
    ),
  ).toEqual([]);
  await page.close();
}

for (const isReact18 of [true, false]) {
  const name = isReact18 ? "React 18" : "React 19";

  test.each([true, false])(`the component works in ${name}, in development: %s`, async (isDevelopment) => {
    await expectToWork(await visit(await buildPage("react-client.tsx", { isReact18, isDevelopment })));
  });

  test(`the component works in ${name} after it was rendered on a server`, async () => {
    const html = await renderOnServer({ isReact18 });
    expect(html).toContain('return-to="/account"');
    expect(html).not.toContain("token-of-the-page");
    const script = await buildPage("react-client.tsx", { isReact18, isDevelopment: true });
    await expectToWork(await visit(script, html));
  });
}

test.each(["preact.tsx", "vue.ts", "svelte.ts", "angular.ts"])("the tag works in %s", async (entry) => {
  await expectToWork(await visit(await buildPage(entry, { isDevelopment: true })));
});
