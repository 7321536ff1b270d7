import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { test as base, expect } from "@playwright/test";
import { createEmulator, type Emulator } from "@retent/emulator";
import { leave } from "../../shop/test/leave.ts";
import { createShop } from "../src/app.ts";

interface RunningShop {
  url: string;
  emulator: Emulator;
}

const test = base.extend<{ shop: RunningShop }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixtures' names from the pattern.
  shop: async ({}, use) => {
    const emulator = await createEmulator({ port: 0 });
    const server = createServer().listen(0, "127.0.0.1");
    await once(server, "listening");
    const url = `http://localhost:${(server.address() as AddressInfo).port}`;
    const { app, retent } = createShop({
      siteUrl: url,
      sessionSecret: "a session secret of this test",
      databaseFile: ":memory:",
      apiKey: emulator.apiKey,
      signingSecret: emulator.signingSecret,
      workspaceKey: emulator.workspaceKey,
      hosts: { apiUrl: emulator.url, cancelUrl: emulator.url },
    });
    server.on("request", app);
    retent.start();
    await use({ url, emulator });
    server.closeAllConnections();
    server.close();
    await retent.stop();
    await emulator.close();
  },
});

test("a customer leaves, and the page shows what happens without a reload", async ({ page, shop }) => {
  await page.goto(shop.url);
  await expect(page.getByText("Active.")).toBeVisible();
  await leave(page);

  await expect(page.getByText(/Ends on \w+ \d+, \d{4}\./)).toBeVisible();
  await expect(page.getByRole("listitem")).toHaveText(["The server has taken the result: churned"]);
  await expect(page).toHaveURL(`${shop.url}/`);
  await expect(page.getByRole("button", { name: "Cancel subscription" })).toHaveCount(0);
  await expect.poll(() => shop.emulator.state().events).toMatchObject([{ outcome: "churned" }]);
});

test("a result that arrives after the page shows the end is still reported", async ({ page, shop }) => {
  await page.goto(shop.url);
  await page.route("**/api/retent/result", async (route) => {
    const response = await route.fetch({ maxRetries: 3 });
    await expect(page.getByText(/Ends on/)).toBeVisible();
    await route.fulfill({ response });
  });
  await page.route("**/api/subscription", async (route) => {
    await expect.poll(() => shop.emulator.state().events).toMatchObject([{ outcome: "churned" }]);
    await route.continue();
  });
  await leave(page);

  await expect(page.getByRole("listitem")).toHaveText(["The server has taken the result: churned"]);
});

test("the page hears of each step, and of what goes wrong", async ({ page, shop }) => {
  await page.goto(shop.url);
  await page.route("**/api/retent/cancel-link", (route) => route.abort(), { times: 1 });
  await page.getByRole("button", { name: "Cancel subscription" }).click();
  await expect(page.getByRole("listitem")).toHaveText([
    "The customer wants to leave",
    "It failed: unreachable",
    "The questions are out of reach: unreachable",
  ]);
  await page.getByRole("button", { name: "Try again" }).click();
  await expect(page.getByRole("heading", { name: "Why are you leaving?" })).toBeVisible();
});

test.describe("without JavaScript", () => {
  test.use({ javaScriptEnabled: false });

  test("the form of the bare page leads to the hosted page all the same", async ({ page, shop }) => {
    await page.goto(shop.url);
    await page.getByRole("button", { name: "Cancel subscription" }).click();
    await expect(page.getByRole("heading", { name: "Why are you leaving?" })).toBeVisible();
  });
});
