import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { createAdaptorServer } from "@hono/node-server";
import { test as base, expect } from "@playwright/test";
import { createEmulator, type Emulator } from "@retent/emulator";
import { goBack, leave } from "../../shop/test/leave.ts";
import { createShop, type Shop } from "../src/shop.ts";

const test = base.extend<{ site: { url: string; emulator: Emulator } }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixtures' names from the pattern.
  site: async ({}, use) => {
    const emulator = await createEmulator({ port: 0 });
    // The shop has to know its address, which is known once the server listens.
    const server = createAdaptorServer({ fetch: (request) => shop.fetch(request) });
    await once(server.listen(0, "127.0.0.1"), "listening");
    const url = `http://localhost:${(server.address() as AddressInfo).port}`;
    const { apiKey, signingSecret, workspaceKey } = emulator;
    const shop: Shop = createShop({
      ...{ siteUrl: url, apiKey, signingSecret, workspaceKey },
      hosts: { apiUrl: emulator.url, cancelUrl: emulator.url },
      sessionSecret: "a session secret of this test",
      databaseFile: ":memory:",
    });
    shop.retent.start();
    await use({ url, emulator });
    server.close();
    await shop.retent.stop();
    await emulator.close();
  },
});

for (const javaScriptEnabled of [true, false]) {
  test.describe(javaScriptEnabled ? "with JavaScript" : "without JavaScript", () => {
    test.use({ javaScriptEnabled });

    test("a customer leaves, and the account page says when it ends", async ({ page, site }) => {
      await page.goto(site.url);
      await leave(page);
      if (!javaScriptEnabled) await page.getByRole("button", { name: "Show the result" }).click();
      await goBack(page);
      await expect(page.getByText(/Ends on \w+ \d+, \d{4}/)).toBeVisible();
      await expect.poll(() => site.emulator.state().events).toMatchObject([{ outcome: "churned" }]);
    });
  });
}
