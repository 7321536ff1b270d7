import { once } from "node:events";
import { readdirSync } from "node:fs";
import type { AddressInfo } from "node:net";
import { expect, test } from "@playwright/test";
import { findBarriers, findMisfits } from "../../express-account/test/find-barriers.ts";
import { createGallery } from "../src/create-gallery.ts";

// The pages on which customers leave without an account, in every language that the pages speak.

const folder = new URL("../../../packages/server/src/pages/languages", import.meta.url);
const languages = readdirSync(folder).map((file) => file.replace(/\.ts$/, ""));
const pages = [
  "declare-withdrawal",
  "declare-withdrawal-faults",
  "declared",
  "declaration-confirm",
  "declaration-confirmed",
  "declaration-rejected",
];

let url = "";

test.beforeAll(async () => {
  const server = createGallery().listen(0, "127.0.0.1");
  await once(server, "listening");
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return () => server.close();
});

test.use({ viewport: { width: 320, height: 640 } });

for (const lang of languages) {
  test(`pages without an account keep no customer out in ${lang}`, async ({ page }) => {
    for (const name of pages) {
      await page.goto(`${url}/${name}?lang=${lang}`);
      expect(await findBarriers(page), name).toEqual([]);
      expect(await findMisfits(page), name).toEqual([]);
    }
    await page.goto(`${url}/declare-withdrawal?lang=${lang}`);
    await expect(page.locator("html")).toHaveAttribute("lang", new RegExp(`^${lang}$`, "i"));
    for (const field of ["#name", "#contract", "#email", "button"]) {
      await page.keyboard.press("Tab");
      await expect(page.locator(`main ${field}`)).toBeFocused();
    }
  });
}
