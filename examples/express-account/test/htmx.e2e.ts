import { fileURLToPath } from "node:url";
import { expectForwarded, leave } from "./journey.ts";
import { expect, test } from "./shop.ts";

const htmx = fileURLToPath(import.meta.resolve("htmx.org/dist/htmx.js"));

// htmx writes a style into the page.
test.use({ bypassCSP: true });

// htmx sends the forms of a boosted page by fetch, and a fetch can't follow the redirect to the hosted page.
for (const [what, blocked] of [
  ["before the button's script has run", "**/button.js"],
  ["with the button's script", "nothing"],
] as const) {
  test(`on a page that htmx boosts, a customer leaves ${what}`, async ({ page, shop }) => {
    await page.route(blocked, (route) => route.abort());
    await page.goto(shop.url);
    await page.evaluate(() => {
      document.body.setAttribute("hx-boost", "true");
      for (const form of document.querySelectorAll("form")) form.removeAttribute("hx-boost");
    });
    await page.addScriptTag({ path: htmx });
    await page.getByRole("button", { name: "Cancel subscription" }).click();
    await leave(page);
    await expectForwarded(shop, "churned");
    await expect(page.getByText(/^Your subscription ends on /)).toBeVisible();
  });
}
