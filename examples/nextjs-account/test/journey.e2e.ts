import { expect, test } from "@playwright/test";
import { createEmulator, type Emulator } from "@retent/emulator";
import { goBack, leave } from "../../shop/test/leave.ts";
import { buildSite, type Site, startSite } from "./start-site.ts";

let emulator: Emulator;
let site: Site;

test.beforeAll(async () => {
  test.setTimeout(180_000);
  await buildSite();
  emulator = await createEmulator({ port: 0 });
  site = await startSite(emulator);
});

test.afterAll(async () => {
  await site?.stop();
  await emulator?.close();
});

test("a customer signs in and leaves, and the account page says when it ends", async ({ page }) => {
  await page.goto(site.url);
  await page.getByRole("button", { name: "Sign in as a new customer" }).click();
  await leave(page);
  await goBack(page);
  await expect(page.getByText(/Ends on \w+ \d+, \d{4}/)).toBeVisible();
  await expect(page).toHaveURL(`${site.url}/`);
  await expect.poll(() => emulator.state().events).toMatchObject([{ outcome: "churned" }]);
});
