import { test as base } from "@playwright/test";
import { findFreePort } from "@retent/test-support/ports";
import { openShop, type Shop } from "./open-shop.ts";

export { expect } from "@playwright/test";
export { type Shop, startShop } from "./open-shop.ts";

export const test = base.extend<{ shop: Shop }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixtures' names from the pattern.
  shop: async ({}, use) => {
    const shop = await openShop(await findFreePort());
    await use(shop);
    await shop.close();
  },
});
