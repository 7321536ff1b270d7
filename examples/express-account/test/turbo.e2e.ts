import { fileURLToPath } from "node:url";
import { expectForwarded, leave } from "./journey.ts";
import { expect, test } from "./shop.ts";

const turbo = fileURLToPath(import.meta.resolve("@hotwired/turbo/dist/turbo.es2017-umd.js"));

// Turbo writes a style into the page.
test.use({ bypassCSP: true });

// Turbo sends forms by fetch, and a fetch can't follow the redirect to the hosted page.
for (const [what, blocked] of [
  ["before the button's script has run", "**/button.js"],
  ["with the button's script", "nothing"],
] as const) {
  test(`on a page with Turbo, a customer leaves ${what}`, async ({ page, shop }) => {
    await page.route(blocked, (route) => route.abort());
    await page.goto(shop.url);
    await page.addScriptTag({ path: turbo });
    await page.getByRole("button", { name: "Cancel subscription" }).click();
    await leave(page);
    await expectForwarded(shop, "churned");
    await expect(page.getByText(/^Your subscription ends on /)).toBeVisible();
  });
}
