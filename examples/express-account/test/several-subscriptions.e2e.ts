import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { test as base, expect, type Page } from "@playwright/test";
import { createEmulator } from "@retent/emulator";
import { type CancellationResult, createRetent } from "@retent/server";
import { toNode } from "@retent/server/node";
import { createSqliteStore } from "@retent/server/sqlite";
import { findFreePort } from "@retent/test-support/ports";
import { findBarriers, findMisfits } from "./find-barriers.ts";
import { leave } from "./journey.ts";

interface Shop {
  url: string;
  /** What billing was asked, in order. */
  results: CancellationResult[];
}

const accountPage = `<!doctype html><html lang="en"><title>Account</title><h1>Account</h1>
<script type="module" src="/api/retent/button.js"></script>
<retent-cancel-button return-to="/">
<form method="post" action="/api/retent/cancel-link" data-turbo="false"><button>Cancel subscription</button></form>
</retent-cancel-button>`;

/** A shop whose only customer has two subscriptions, which end with the month. */
const test = base.extend<{ shop: Shop }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixtures' names from the pattern.
  shop: async ({}, use) => {
    const emulator = await createEmulator({ port: 0 });
    const port = await findFreePort();
    const url = `http://localhost:${port}`;
    const results: CancellationResult[] = [];
    const store = createSqliteStore({ file: ":memory:" });
    const retent = createRetent({
      apiKey: emulator.apiKey,
      resultToken: { secret: emulator.signingSecret, audience: emulator.workspaceKey },
      apiUrl: emulator.url,
      cancelUrl: emulator.url,
      publicUrl: `${url}/api/retent`,
      identify: () => ({
        userId: "user_1",
        subscriptions: [
          { id: "sub_team", label: "Team, yearly" },
          { id: "sub_solo", label: "Solo, monthly" },
        ],
      }),
      onResult(result) {
        results.push(result);
        const { outcome } = result;
        return outcome === "churned" ? { outcome, effectiveAt: "2099-12-31T00:00:00Z" } : { outcome };
      },
      store,
    });
    const handle = toNode(retent);
    const server: Server = createServer((request, response) => {
      if (request.url?.startsWith("/api/retent")) return handle(request, response);
      response.setHeader("content-type", "text/html; charset=utf-8").end(accountPage);
    });
    await new Promise<void>((resolve) => server.listen(port, "localhost", resolve));
    expect((server.address() as AddressInfo).port).toBe(port);
    await use({ url, results });
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
    await store.close();
    await emulator.close();
  },
});

async function expectNoBarriers(page: Page, name: string): Promise<void> {
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme });
    expect(await findBarriers(page), `${name}, ${colorScheme}`).toEqual([]);
    expect(await findMisfits(page), `${name}, ${colorScheme}`).toEqual([]);
  }
}

for (const javaScriptEnabled of [true, false]) {
  test.describe(javaScriptEnabled ? "with JavaScript" : "without JavaScript", () => {
    test.use({ javaScriptEnabled });

    test("a customer chooses one of two subscriptions, leaves, and keeps it after all", async ({
      page,
      shop,
    }) => {
      await page.goto(shop.url);
      await page.getByRole("button", { name: "Cancel subscription" }).click();
      const choice = page.getByRole("radiogroup", { name: "Which subscription do you want to cancel?" });
      await expect(choice.getByRole("radio")).toHaveCount(2);
      await choice.getByLabel("Solo, monthly").check();
      await page.getByRole("button", { name: "Continue" }).click();

      await leave(page);
      if (!javaScriptEnabled) await page.getByRole("button", { name: "Show the result" }).click();
      await expect(page.getByText("Your subscription ends on December 31, 2099.")).toBeVisible();
      expect(shop.results.map(({ subscription }) => subscription)).toEqual(["sub_solo"]);

      await page.goto(`${shop.url}/api/retent/keep`);
      await expect(page.getByText("December 31, 2099")).toBeVisible();
      await expect(page.getByText("Solo, monthly")).toBeVisible();
      await page.getByRole("button", { name: "Keep my subscription" }).click();
      await expect(page.getByRole("heading", { name: "Your subscription continues" })).toBeVisible();
      expect(shop.results.map(({ outcome }) => outcome)).toEqual(["churned", "recovered"]);
    });
  });
}

test("nothing on these pages keeps anybody out, at 320 pixels and by keyboard", async ({ page, shop }) => {
  await page.setViewportSize({ width: 320, height: 640 });
  for (const lang of ["en", "ar"]) {
    await page.goto(`${shop.url}/api/retent/choose?mode=direct&lang=${lang}`);
    await expectNoBarriers(page, `the choice, ${lang}`);
    await page.locator("form button").press("Enter");
    await expect(page.getByRole("alert")).toBeVisible();
    await expectNoBarriers(page, `nothing chosen, ${lang}`);
    await page.getByRole("alert").getByRole("link").press("Enter");
    await expect(page.locator("#choice-1")).toBeFocused();
    await page.keyboard.press("Space");
    await page.keyboard.press("ArrowDown");
    await page.locator("form button").press("Enter");
    await expect(page.getByText("Solo, monthly")).toBeVisible();
    await page.locator("form button").press("Enter");
    await expectNoBarriers(page, `the receipt, ${lang}`);
    await page.locator(`a[href*="/keep"]`).press("Enter");
    await expectNoBarriers(page, `keeping, ${lang}`);
    await page.locator("form button").press("Enter");
    await expect(page.locator("form")).toHaveCount(0);
    await expectNoBarriers(page, `kept, ${lang}`);
  }
});
