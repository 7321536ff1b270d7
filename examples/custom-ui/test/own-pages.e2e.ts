import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { serve } from "@hono/node-server";
import { test as base, expect, type Page } from "@playwright/test";
import { createEmulator, type Emulator } from "@retent/emulator";
import { createShop } from "../src/shop.ts";

interface RunningShop {
  url: string;
  emulator: Emulator;
  /** Sends everything that waits. */
  deliver(): Promise<unknown>;
}

const test = base.extend<{ shop: RunningShop }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixtures' names from the pattern.
  shop: async ({}, use) => {
    const emulator = await createEmulator({ port: 0 });
    const { apiKey, signingSecret, workspaceKey, url } = emulator;
    const { fetch, retent } = createShop({
      ...{ apiKey, signingSecret, workspaceKey, hosts: { apiUrl: url, cancelUrl: url } },
      siteUrl: "http://localhost:3000",
      sessionSecret: "a session secret of this test",
      databaseFile: ":memory:",
    });
    const server = serve({ fetch, hostname: "127.0.0.1", port: 0 });
    await once(server, "listening");
    retent.start();
    await use({
      url: `http://localhost:${(server.address() as AddressInfo).port}`,
      emulator,
      deliver: retent.drainOnce,
    });
    server.close();
    await retent.stop();
    await emulator.close();
  },
});

async function answerReason(page: Page, { url }: RunningShop): Promise<void> {
  await page.goto(url);
  await page.getByRole("link", { name: "Cancel subscription" }).click();
  await page.getByLabel("I don't use it enough").check();
  await page.getByLabel("In your own words").fill("I moved <b>away</b>");
  await page.getByRole("button", { name: "Continue" }).click();
}

test("a customer leaves on the shop's own pages, and RetentBase learns why and how it ended", async ({
  page,
  shop,
}) => {
  await answerReason(page, shop);
  await page.getByRole("button", { name: "Cancel my subscription" }).click();
  await expect(page.getByRole("heading", { name: /^Your subscription ends on / })).toBeVisible();
  await expect
    .poll(() => shop.emulator.state().events)
    .toMatchObject([
      {
        outcome: "churned",
        reasonKey: "not_used",
        reasonText: "I moved <b>away</b>",
        offer: { type: "discount", accepted: false },
      },
    ]);
  await page.getByRole("link", { name: "Back to my account" }).click();
  await expect(page.getByText(/^Ends on /)).toBeVisible();
});

test("a customer takes the offer and stays, also when it is sent twice", async ({ page, shop }) => {
  await answerReason(page, shop);
  await page.getByRole("button", { name: "Stay for half the price" }).click();
  await expect(page.getByRole("heading", { name: "Good that you stay" })).toBeVisible();
  await page.reload();
  await expect(page.getByRole("heading", { name: "Good that you stay" })).toBeVisible();
  await shop.deliver();
  expect(shop.emulator.state().events).toMatchObject([{ outcome: "recovered", offer: { accepted: true } }]);
});

test.describe("without JavaScript, while RetentBase is down", () => {
  test.use({ javaScriptEnabled: false });

  test("the customer leaves all the same, and RetentBase learns of it later", async ({ page, shop }) => {
    shop.emulator.addFault({ endpoint: "cancellations", status: 503, times: 2 });
    await answerReason(page, shop);
    await page.getByRole("button", { name: "Cancel my subscription" }).click();
    await expect(page.getByRole("heading", { name: /^Your subscription ends on / })).toBeVisible();
    await expect.poll(() => shop.emulator.state().events).toMatchObject([{ outcome: "churned" }]);
  });
});
