// Takes the README's pictures: the account page with its button, the customer's whole way, and the inspector after it.

import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { chromium } from "@playwright/test";
import chromiumFlags from "@retent/test-support/chromium-flags.json" with { type: "json" };
import { findBrowsers } from "@retent/test-support/find-browsers";
import { fromRoot } from "@retent/test-support/tools";

const { createEmulator } = await import(pathToFileURL(fromRoot("packages/emulator/dist/index.js")).href);
const folder = mkdtempSync(join(tmpdir(), "retent-pictures-"));
const pictures = fromRoot("examples/express-account/pictures");
mkdirSync(pictures, { recursive: true });

const { chromium: executablePath } = await findBrowsers();
const browser = await chromium.launch({ executablePath, args: chromiumFlags });
const emulator = await createEmulator({ port: 4010, shopName: "Lumen Notes" });
const shop = spawn(process.execPath, [fromRoot("examples/express-account/dist/main.js")], {
  env: {
    PATH: process.env.PATH,
    PORT: "3000",
    DATABASE_FILE: join(folder, "retent.db"),
    RETENTBASE_API_KEY: emulator.apiKey,
    RETENTBASE_SIGNING_SECRET: emulator.signingSecret,
    RETENTBASE_WORKSPACE_KEY: emulator.workspaceKey,
  },
  stdio: ["ignore", "pipe", "inherit"],
});
try {
  await Promise.race([
    once(shop.stdout, "data"),
    once(shop, "exit").then(() => Promise.reject(new Error("the example did not start"))),
  ]);
  const page = await browser.newPage({ viewport: { width: 1120, height: 640 }, deviceScaleFactor: 1.5 });
  await page.goto("http://localhost:3000/");
  await page.getByRole("button", { name: "Cancel subscription" }).waitFor();
  await page.screenshot({ path: join(pictures, "account-page.png") });

  const way = [];
  const look = async () => way.push(await page.screenshot());
  await page.setViewportSize({ width: 760, height: 700 });
  await look();
  await page.getByRole("button", { name: "Cancel subscription" }).click();
  await page.getByLabel("It is too expensive").check();
  await look();
  await page.getByRole("button", { name: "Continue" }).click();
  await page.getByRole("button", { name: "No thanks" }).waitFor();
  await look();
  await page.getByRole("button", { name: "No thanks" }).click();
  await page.getByRole("button", { name: "Cancel my subscription" }).click();
  await page.getByRole("heading", { name: "Your subscription is cancelled" }).waitFor();
  await look();
  await takeOne(way, join(pictures, "cancellation.png"));

  await page.setViewportSize({ width: 1120, height: 900 });
  await page.goto("http://localhost:4010/");
  await page.locator("summary").filter({ hasText: "PATCH" }).filter({ hasText: "200" }).waitFor();
  await page.screenshot({ path: join(pictures, "inspector.png") });
} finally {
  await browser.close();
  shop.kill("SIGTERM");
  await emulator.close();
  rmSync(folder, { recursive: true });
}

/** Puts pictures side by side into one. */
async function takeOne(shots, path) {
  const sheet = await browser.newPage({ viewport: { width: 1960, height: 400 } });
  const images = shots.map((shot) => `<img src="data:image/png;base64,${shot.toString("base64")}">`);
  await sheet.setContent(`<style>
    body { display: flex; gap: 12px; margin: 12px; background: #cfd5df; }
    img { width: 475px; border-radius: 8px; }
  </style>${images.join("")}`);
  await sheet.screenshot({ path, fullPage: true });
  await sheet.close();
}
